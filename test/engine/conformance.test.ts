import { pulumiExecutor } from '../../src/pulumi/executor.ts';
import { conformance } from '../conformance/executor.ts';
import { enginePath } from './engine-path.ts';

const engine = await enginePath();

conformance('pulumi', () => pulumiExecutor({ engine, env: {} }));

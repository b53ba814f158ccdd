import { signals } from '../script/signals.ts';
import { pulumi } from './pulumi-under-test.ts';

signals(pulumi);

import { direct } from './scene.ts';
import { signals } from './signals.ts';

signals(direct);

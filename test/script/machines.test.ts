import { machines } from './machines.ts';
import { direct } from './scene.ts';

machines(direct);

import { killedEverywhere } from './killed-everywhere.ts';
import { direct } from './scene.ts';

killedEverywhere(direct);

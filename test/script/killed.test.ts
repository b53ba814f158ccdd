import { killed } from './killed.ts';
import { direct } from './scene.ts';

killed(direct);

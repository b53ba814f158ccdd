import { dedicated } from './dedicated.ts';
import { direct } from './scene.ts';

dedicated(direct);

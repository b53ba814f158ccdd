import { doneWhen } from './done-when.ts';
import { direct } from './scene.ts';

doneWhen(direct);

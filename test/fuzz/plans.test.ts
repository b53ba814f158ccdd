import { hold } from './hold.ts';
import { planLaws } from './laws/plans.ts';

hold('a plan file', planLaws);

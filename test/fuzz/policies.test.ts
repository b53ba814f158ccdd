import { hold } from './hold.ts';
import { policyLaws } from './laws/policies.ts';

hold('a RAM policy', policyLaws);

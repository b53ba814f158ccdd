import { hold } from './hold.ts';
import { reportLaws } from './laws/reports.ts';

hold('a report', reportLaws);

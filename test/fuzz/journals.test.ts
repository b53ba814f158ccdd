import { hold } from './hold.ts';
import { journalLaws } from './laws/journals.ts';

hold('a journal', journalLaws);

import { hold } from './hold.ts';
import { runLaws } from './laws/runs.ts';

hold('a run in a store', runLaws);

import { hold } from './hold.ts';
import { coreLaws } from './laws/core.ts';

hold('the core', coreLaws);

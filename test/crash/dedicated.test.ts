import { single } from './singles.ts';

single('dedicated to pro', 'a power cut', 'what may become of a call');

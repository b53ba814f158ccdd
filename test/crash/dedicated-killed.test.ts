import { single } from './singles.ts';

single('dedicated to pro', 'a process that is killed');

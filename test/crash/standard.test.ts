import { single } from './singles.ts';

single(
  'standard to pro',
  'a process that is killed',
  'a power cut',
  'a death and then a power cut',
  'what may become of a call',
);

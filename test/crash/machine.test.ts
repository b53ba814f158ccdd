import { single } from './singles.ts';

for (const journey of ['hot', 'cold', 'staged'])
  single(
    journey,
    'a process that is killed',
    'a power cut',
    'a death and then a power cut',
    'what may become of a call',
  );

import type { Command } from './command.ts';
import { color, format } from './option-rows.ts';

export const rehearseCommand: Command = {
  name: 'rehearse',
  summary: 'live a plan against a twin of what was observed, also when much goes wrong; asks nobody',
  group: 'more',
  arguments: [{ name: '<plan>', means: 'a plan file' }],
  options: [
    {
      flags: '--chaos <lives>',
      means: 'live it so many times more, with processes that die and calls that go astray',
      env: 'ONWARD_CHAOS',
    },
    {
      flags: '--seed <seed>',
      means: 'what goes wrong follows from it; default: another each time, printed',
      env: 'ONWARD_CHAOS_SEED',
    },
    { flags: '--life <number>', means: 'this one of the lives of the seed alone', env: 'ONWARD_CHAOS_LIFE' },
    { flags: '-o, --out <file>', means: 'write the answer here too (0600), in the same format', env: 'ONWARD_OUT' },
    format(['text', 'json']),
    color,
  ],
  examples: ['onward rehearse plan.json', 'onward rehearse plan.json --chaos 100 --seed 7'],
  load: () => import('./commands/rehearse.ts'),
};

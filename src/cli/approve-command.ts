import type { Command } from './command.ts';
import { color, store } from './option-rows.ts';

/** The verb by which a person says yes to a decision, and signs it. */
export const approveCommand: Command = {
  name: 'approve',
  summary: 'sign a person’s yes to the decision of a plan, where the policy counts signatures',
  group: 'first',
  arguments: [{ name: '<plan>', means: 'a plan file' }],
  options: [
    {
      flags: '--decision <decision>',
      means: '12 or more hex digits of the decision that is approved; none, at a terminal: shows it and asks',
    },
    {
      flags: '--key <file>',
      means: 'a private SSH key, or the public half of one in the agent (default: the one git signs with)',
      env: 'ONWARD_KEY',
    },
    { flags: '--by <name>', means: 'the name in the signers’ file, where the key has several', env: 'ONWARD_BY' },
    { flags: '--gate <gate>', means: 'a yes to this gate alone' },
    {
      flags: '-o, --out <file>',
      means: 'write the approval there to be carried, not into the store',
      env: 'ONWARD_APPROVAL_OUT',
    },
    store,
    color,
  ],
  examples: [
    'onward approve plan.json --key ~/.ssh/id_ed25519',
    'onward approve plan.json --decision 7f3ac21e90b4 -o alice.json',
  ],
  load: () => import('./commands/approve.ts'),
};

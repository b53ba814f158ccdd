import type { Command } from './command.ts';

/** The verbs that make a shell know all the others. */
export const shellCommands: readonly Command[] = [
  {
    name: 'completion',
    summary: 'print what bash, zsh or fish reads to complete verbs, options, files, codes and runs',
    group: 'more',
    arguments: [{ name: '<shell>', means: 'bash, zsh or fish' }],
    options: [],
    examples: [
      'source <(onward completion bash)',
      'onward completion zsh > "${fpath[1]}/_onward"',
      'onward completion fish > ~/.config/fish/completions/onward.fish',
    ],
    load: () => import('./commands/completion.ts'),
  },
  {
    name: '__complete',
    summary: 'answer a shell that completes a line; offline',
    group: 'hidden',
    arguments: [
      { name: '<what>', means: 'runs' },
      { name: '[words...]', means: 'the line so far' },
    ],
    options: [],
    examples: ['onward __complete runs'],
    load: () => import('./commands/complete.ts'),
  },
];

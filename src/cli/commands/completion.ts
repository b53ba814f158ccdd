import { explain } from '../../app/explain.ts';
import { kinds } from '../../app/surroundings.ts';
import { error } from '../../core/diagnostic.ts';
import type { Command, Run } from '../command.ts';
import { bashCompletion } from '../completion/bash.ts';
import { fishCompletion } from '../completion/fish.ts';
import { shells } from '../completion/fills.ts';
import { verbWords, type VerbWords } from '../completion/verb-words.ts';
import { zshCompletion } from '../completion/zsh.ts';
import { say } from '../say.ts';

const scripts: Readonly<Record<(typeof shells)[number], (verbs: readonly VerbWords[]) => string>> = {
  bash: bashCompletion,
  zsh: zshCompletion,
  fish: fishCompletion,
};

const words = (commands: readonly Command[]): readonly VerbWords[] => {
  const found = explain(null, kinds);
  const codes = found.ok ? found.value.map(({ code, title }) => [code, title] as const) : [];
  return verbWords(commands, { codes, kinds: [...kinds.map(({ name }) => name), 'Project'] });
};

/** Prints what a shell reads to complete command lines; made from the table of verbs. */
export const run: Run = (terminal, { args: [asked = ''], commands }) => {
  const shell = shells.find((one) => one === asked);
  if (shell === undefined) {
    const summary = `there is no completion for ${JSON.stringify(asked.slice(0, 40))}`;
    say(terminal, [error('USE008', { summary, remedy: `name one of ${shells.join(', ')}` })], false);
    return Promise.resolve({ exit: 'usage', next: 'onward completion --help' });
  }
  terminal.out(scripts[shell](words(commands)));
  return Promise.resolve({ exit: 'done', silent: true });
};

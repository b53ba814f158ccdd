import type { Command as Program } from 'commander';
import type { ExitName } from '../core/exit-code.ts';
import { commands } from './commands.ts';
import { quoted } from './operands.ts';

/** Flags that say where a run is and how it is walked: the next command needs them as much as this one did. */
const lasting = ['store', 'executor'] as const;

/** Those that say of which targets is spoken: what was refused may be just that. */
const choosing = ['only', 'shard'] as const;

/** The lasting flags that were typed, as they are typed. */
const typed = (verb: Program, exit: ExitName): readonly (readonly [string, string])[] =>
  [...lasting, ...(exit === 'usage' ? [] : choosing)].flatMap((name) => {
    const value: unknown = verb.getOptionValueSource(name) === 'cli' ? verb.getOptionValue(name) : undefined;
    return typeof value === 'string' ? [[name, value] as const] : [];
  });

const takes = (verb: string | undefined, flag: string): boolean =>
  commands.some(({ name, options }) => name === verb && options.some(({ flags }) => flags.includes(`--${flag} `)));

/** The next command with the lasting flags of this one, before any remark behind it. */
export const withRepeatedFlags = (next: string, exit: ExitName, verb: Program): string => {
  const [, command = next, remark = ''] = /^(.*?)( {2,}\(.*)?$/.exec(next) ?? [];
  const [program, nextVerb] = command.split(' ');
  if (program !== 'onward') return next;
  const flags = typed(verb, exit)
    .filter(([name]) => takes(nextVerb, name) && !command.includes(`--${name} `))
    .map(([name, value]) => ` --${name} ${quoted(value)}`);
  return `${command}${flags.join('')}${remark}`;
};

import { exitCodes } from '../core/exit-code.ts';
import type { Command } from './command.ts';
import { commands } from './commands.ts';
import { version } from './version.ts';

const width = (): number => Math.max(...commands.map(({ name }) => name.length));

const listOf = (group: Command['group']): string =>
  commands
    .filter((command) => command.group === group)
    .map(({ name, summary }) => `  ${name.padEnd(width())}  ${summary}`)
    .join('\n');

const exitList = (): string =>
  Object.values(exitCodes)
    .map(({ code, means }) => `  ${String(code).padStart(2)}  ${means}`)
    .join('\n');

/** What `onward --help` says; `all`: with every verb and the exit codes. */
export const overview = (all: boolean): string =>
  [
    'onward: plan and apply for migrations you cannot undo',
    '',
    '  onward plan clusters/prod.yaml -o plan.json     reads only; shows the point of no return',
    '  onward apply plan.json                          parks before it, exit 9',
    '  onward resume --approve DECISION                goes on; never sends the one-way call twice',
    '',
    'Verbs:',
    listOf('first'),
    ...(all
      ? ['', 'More verbs:', listOf('more'), '', 'Exit codes:', exitList()]
      : ['', '  onward help --all        every verb, and the exit codes']),
    '  onward VERB --help       options and examples of one verb',
    '',
  ].join('\n');

/**
 * The command lines that ask for nothing but words that are known, and the words. The build writes them into the first
 * file that is read (scripts/build.mjs), so that they cost no more than starting Node.
 */
export const knownAnswers = (): Readonly<Record<string, string>> => ({
  ...Object.fromEntries(['--version', '-V'].map((line) => [line, `${version}\n`])),
  ...Object.fromEntries(['', '--help', '-h', 'help'].map((line) => [line, overview(false)])),
  'help --all': overview(true),
});

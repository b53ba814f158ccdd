import { exitCodes } from '../../core/exit-code.ts';
import type { Command, OptionRow } from '../command.ts';
import { commands } from '../commands.ts';
import { variables } from '../environment.ts';
import { boundsOf, usageOf } from '../flags.ts';
import { version } from '../version.ts';
import { bold, entry, heading, literal, plain, section, subsection } from './roff.ts';

const meaningOf = (row: OptionRow): string => {
  const more = [...boundsOf(row), ...(row.env === undefined ? [] : [row.env])];
  return `${row.means}.${more.length === 0 ? '' : ` (${more.join('; ')})`}`;
};

const verb = (command: Command): readonly string[] =>
  subsection(
    usageOf(command),
    plain(`${command.summary}.`),
    ...command.arguments.flatMap(({ name, means }) => entry(name, `${means}.`)),
    ...command.options.flatMap((row) => entry(row.flags, meaningOf(row))),
    ...literal(command.examples),
  );

const files: readonly (readonly [string, string])[] = [
  [
    'onward.yaml',
    'the project, found from the working directory upward: which documents there are, and what they share.',
  ],
  ['.onward/', 'the store beside it: runs, journals and locks. --store names another.'],
  ['plan.json', 'a plan, where -o says so. apply takes it as it was reviewed, or not at all.'],
];

/** onward(1), made from the table of verbs. */
export const manualPage = (): string => {
  const visible = commands.filter(({ group }) => group !== 'hidden');
  return [
    heading('onward', 1, version),
    ...section('NAME', plain('onward \u2013 plan and apply for migrations you cannot undo').replace('\\(en', '\\-')),
    ...section('SYNOPSIS', `${bold('onward')} \\fIverb\\fR [\\fIoptions\\fR] [\\fIarguments\\fR]`),
    ...section(
      'DESCRIPTION',
      plain(
        'Onward reads what a cluster or a virtual machine is now, shows the ordered way to what its document asks for with the point of no return drawn in, and walks it once, with a journal that survives a crash at any instant.',
      ),
      '.PP',
      plain(
        'Answers go to stdout, talk to stderr. The last line on stderr names the exit code and the next command. Every option may be given by the variable that is named with it; what is typed goes first.',
      ),
    ),
    ...section('VERBS', ...visible.flatMap(verb)),
    ...section(
      'EXIT STATUS',
      ...Object.values(exitCodes).flatMap(({ code, name, means }) => entry(String(code), `${name}: ${means}.`)),
    ),
    ...section('ENVIRONMENT', ...variables(visible).flatMap(({ name, means }) => entry(name, `${means}.`))),
    ...section('FILES', ...files.flatMap(([name, means]) => entry(name, means))),
    ...section('SEE ALSO', plain('onward explain says what any code means, offline.')),
    '',
  ].join('\n');
};

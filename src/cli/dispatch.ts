import process from 'node:process';
import { Argument, Command as Program, CommanderError, Option } from 'commander';
import { text, type Command, type Ending, type OptionRow, type Run, type Values } from './command.ts';
import { commands } from './commands.ts';
import { withRepeatedFlags } from './repeated-flags.ts';
import { overview } from './overview.ts';
import type { Terminal } from './terminal.ts';
import { verbHelp } from './verb-help.ts';
import { version } from './version.ts';

/** A switch whose variable says no, or nothing, is off; for the option's library its mere presence would be on. */
const isOff = ({ flags, env }: OptionRow): boolean =>
  !flags.includes('<') && ['', '0', 'false', 'no'].includes(process.env[env ?? ''] ?? '');

const optionOf = (row: OptionRow): Option => {
  const option = new Option(row.flags, row.means);
  if (row.env !== undefined && !isOff(row)) option.env(row.env);
  if (row.default !== undefined) option.default(row.default);
  if (row.choices !== undefined) option.choices(row.choices);
  if (row.required) option.makeOptionMandatory();
  return option;
};

type Ended = (ending: Ending) => void;

type Shown = (ending: Ending) => Ending;

/** A command that is left by a second signal names the next one as it would have at its end. */
const saysNext = (terminal: Terminal, shown: Shown): Terminal => ({
  ...terminal,
  endGracefully: (next) => {
    terminal.endGracefully(next && (() => shown({ exit: 'cancelled', next: next() }).next ?? next()));
  },
});

/** Runs a verb; where its events are asked for, the way it ended is the last of them. `shown` is the ending as one reads it. */
const runCommand = async (command: Command, given: Parameters<Run>[1], shown: Shown): Promise<Ending> => {
  const [{ run }, { machine }] = await Promise.all([command.load(), import('./machine.ts')]);
  const terminal = saysNext(machine(), shown);
  const path = text(given.values, 'jsonInto') ?? '';
  if (path === '') return shown(await run(terminal, given));
  const [{ openEventStream }, { refused }] = await Promise.all([import('./event-stream.ts'), import('./refused.ts')]);
  const events = openEventStream(path, terminal.err);
  if (!events.ok) return refused(terminal, events.diagnostics);
  const ending = shown(await run({ ...terminal, events: events.value }, given));
  events.value.exit(ending);
  return ending;
};

/** The help that answers a mistake: the verb's own where there is such a verb. */
const helpFor = ([verb]: readonly string[]): string =>
  commands.some(({ name }) => name === verb) ? `onward ${verb ?? ''} --help` : 'onward --help';

const addCommand = (program: Program, command: Command, ended: Ended): void => {
  const verb = program.command(command.name, { hidden: command.group !== 'first' }).description(command.summary);
  for (const { name, means } of command.arguments) verb.addArgument(new Argument(name, means));
  for (const row of command.options) verb.addOption(optionOf(row));
  verb.helpInformation = () => verbHelp(command);
  verb.action(async () => {
    const args = verb.processedArgs.flat().filter((arg): arg is string => typeof arg === 'string');
    const shown: Shown = (ending) => {
      const next = ending.next ?? (ending.exit === 'usage' ? helpFor([command.name]) : undefined);
      return next === undefined ? ending : { ...ending, next: withRepeatedFlags(next, ending.exit, verb) };
    };
    ended(await runCommand(command, { args, values: verb.opts<Values>(), commands }, shown));
  });
};

const helpVerb = (program: Program): void => {
  program.helpCommand(false);
  program
    .command('help', { hidden: true })
    .argument('[verb]')
    .option('--all')
    .action((verb: string | undefined, { all }: { all?: boolean }) => {
      const found = program.commands.find((candidate) => candidate.name() === verb);
      if (found === undefined) process.stdout.write(overview(all === true));
      else found.outputHelp();
    });
};

const programFor = (ended: Ended): Program => {
  const program = new Program('onward').version(version, '-V, --version');
  program.helpInformation = () => overview(false);
  program.exitOverride().showSuggestionAfterError();
  program.configureOutput({
    outputError: (said, write) => {
      write(`USE001 ${said.replace(/^error: /, '')}`);
    },
  });
  for (const command of commands) addCommand(program, command, ended);
  helpVerb(program);
  return program;
};

const showedHelp = new Set(['commander.help', 'commander.helpDisplayed', 'commander.version']);

/** Runs a command line and answers how it ended; the last line is for whoever knows whether the answer was written. */
export const dispatch = async (argv: readonly string[]): Promise<Ending> => {
  let ending: Ending = { exit: 'done', silent: true };
  const program = programFor((how) => {
    ending = how;
  });
  try {
    if (argv.length === 0) process.stdout.write(overview(false));
    else await program.parseAsync(argv, { from: 'user' });
  } catch (problem) {
    if (!(problem instanceof CommanderError)) throw problem;
    if (!showedHelp.has(problem.code)) ending = { exit: 'usage', next: helpFor(argv) };
  }
  return ending;
};

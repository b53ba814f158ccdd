import { documentsOf } from '../../app/documents.ts';
import { exitOfDiagnostics } from '../../app/exit-of.ts';
import type { RunOptions } from '../../app/run-options.ts';
import { settleAside } from '../../app/settle-aside.ts';
import { settle } from '../../app/settle.ts';
import { kinds } from '../../app/surroundings.ts';
import type { Desired } from '../../core/desired.ts';
import { error, succeed, type Diagnostic, type Result } from '../../core/diagnostic.ts';
import { visible } from '../../core/visible.ts';
import { text, type Ending, type Run, type Values } from '../command.ts';
import { commandOf } from '../operands.ts';
import { say } from '../say.ts';
import { colours, type Terminal } from '../terminal.ts';
import { refused, refusedRun } from '../refused.ts';
import { runSetup } from './run-setup.ts';

type Given = Parameters<Run>[1];

/** What is printed, and how the verb ends. */
type Told = Result<{ readonly says: string; readonly ending: Ending }>;

const noEvidence = error('USE001', {
  summary: '--evidence is empty',
  detail: 'Whoever reads the journal later must see how it was found out.',
  remedy: 'say what was looked at and what it showed, such as a ticket of the vendor',
});

const usage = (summary: string, remedy: string): Diagnostic => error('USE001', { summary, remedy });

/** What does not fit together on the command line. */
const misfit = (args: readonly string[], values: Values): readonly Diagnostic[] => {
  const aside = text(values, 'as') === 'set-aside';
  const hasStep = text(values, 'step') !== undefined;
  return [
    ...((text(values, 'evidence') ?? '').trim() === '' ? [noEvidence] : []),
    ...(!aside && !hasStep ? [usage('--step is missing', 'name the step, as onward status shows it')] : []),
    ...(!aside && args.length > 1 ? [usage('documents are for --as set-aside', 'leave them out')] : []),
  ];
};

const settleStep = async (args: readonly string[], values: Values, options: RunOptions): Promise<Told> => {
  const settlement = {
    run: args[0] ?? '',
    step: text(values, 'step') ?? '',
    as: text(values, 'as') === 'sent' ? ('sent' as const) : ('not-sent' as const),
    evidence: text(values, 'evidence') ?? '',
  };
  const settled = await settle(settlement, kinds, options);
  if (!settled.ok) return settled;
  const { step, alias, probe } = settled.value;
  return succeed({
    says: `${step} of run ${alias} is settled as ${settlement.as}; the cloud says ${probe}\n`,
    ending: { exit: 'done', next: `onward resume ${alias}` },
  });
};

const setAside = async (terminal: Terminal, given: Given, options: RunOptions): Promise<Told> => {
  const [run = '', ...files] = given.args;
  const documents = async (): Promise<Result<readonly Desired[]>> => {
    const loaded = await documentsOf(terminal.host, files);
    return loaded.ok ? succeed(loaded.value.desired) : loaded;
  };
  const evidence = text(given.values, 'evidence') ?? '';
  const aside = await settleAside({ run, evidence, documents }, kinds, options);
  if (!aside.ok) return aside;
  const { alias, is, saw } = aside.value;
  const seen = saw.map((one) => `  ${visible(one)}\n`).join('');
  if (is === 'set-aside')
    return succeed({
      says: `${seen}run ${alias} is set aside; its files stay as evidence\n`,
      ending: { exit: 'done', next: commandOf('plan', files.length === 0 ? ['FILE'] : files) },
    });
  const again = `onward settle ${aside.value.run} --as set-aside --evidence TEXT`;
  return succeed({ says: `${seen}run ${alias} was not set aside\n`, ending: { exit: 'cancelled', next: again } });
};

/** Takes a person's answer to an ambiguous step, or to what became of a damaged run. */
export const run: Run = async (terminal, given) => {
  const { args, values } = given;
  const color = colours(text(values, 'color'), terminal, 'err');
  const wrong = misfit(args, values);
  if (wrong.length > 0) {
    say(terminal, wrong, color);
    return { exit: exitOfDiagnostics(wrong), next: 'onward settle --help' };
  }
  const setup = await runSetup(terminal, values);
  if (!setup.ok) return refused(terminal, setup.diagnostics);
  const { options, progress } = setup.value;
  terminal.endGracefully();
  try {
    const aside = text(values, 'as') === 'set-aside';
    const told = aside ? await setAside(terminal, given, options) : await settleStep(args, values, options);
    progress.stop();
    if (!told.ok) return refusedRun(terminal, told.diagnostics);
    say(terminal, told.diagnostics, color);
    terminal.out(told.value.says);
    return told.value.ending;
  } finally {
    progress.stop();
  }
};

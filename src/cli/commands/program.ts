import process from 'node:process';
import { stackOf, type StackFace } from '../../app/stack.ts';
import type { Applied } from '../../app/apply.ts';
import { exitOfDiagnostics } from '../../app/exit-of.ts';
import { noPlanNamed, preview, walkInProgram } from '../../app/pulumi-up.ts';
import { readPlanFile, type PlanFile } from '../../app/read-plan.ts';
import { kinds } from '../../app/surroundings.ts';
import { short } from '../../core/decision.ts';
import type { Diagnostic, Result } from '../../core/diagnostic.ts';
import type { ExitName } from '../../core/exit-code.ts';
import type { Plan } from '../../core/plan.ts';
import { runAlias } from '../../core/run-alias.ts';
import type { Ending, Values } from '../command.ts';
import { reportApplied } from './applied.ts';
import { runSetup, type RunSetup } from './run-setup.ts';
import { lastLine } from '../ending.ts';
import { machine } from '../machine.ts';
import { say } from '../say.ts';
import type { Terminal } from '../terminal.ts';

/** Endings after which an update has succeeded: a gate that waits for a yes is no failure. */
const succeeds: readonly ExitName[] = ['done', 'parked'];

const nameOfRun = (plan: Plan): string | null =>
  plan.steps.length === 0
    ? null
    : runAlias(
        short(plan.digest),
        plan.targets.map(({ address, membership }) => ({ address, set: membership?.set ?? '' })),
      );

/** At a gate the way on is Pulumi's: the yes becomes part of the stack, and the next update reads it. */
const nextOf = (plan: Plan, { exit, next }: Ending): string => {
  if (exit === 'parked') return `pulumi config set onward:approve ${short(plan.decision)} && pulumi up`;
  return next ?? 'pulumi up';
};

const refuse = (terminal: Terminal, stack: StackFace, diagnostics: readonly Diagnostic[]): never => {
  say(terminal, diagnostics, false);
  throw stack.refusal(lastLine({ exit: exitOfDiagnostics(diagnostics), next: 'pulumi up' }).trim());
};

interface Here {
  readonly terminal: Terminal;
  readonly stack: StackFace;
  readonly file: PlanFile;
  readonly setup: RunSetup;
  readonly values: Values;
}

const knownOf = ({ file: { plan } }: Here) => ({ decision: short(plan.decision), run: nameOfRun(plan) });

const show = async (here: Here): Promise<object> => {
  const { terminal, stack, file, setup } = here;
  const shown = await preview(file, kinds, setup.options);
  if (!shown.ok) return refuse(terminal, stack, shown.diagnostics);
  return stack.outputsOf(knownOf(here), { status: null, next: null });
};

const report = ({ terminal, file, values }: Here, applied: Result<Applied>): Ending =>
  reportApplied(terminal, values, { applied, of: file.plan });

const walk = async (here: Here): Promise<object> => {
  const { terminal, stack, file, setup } = here;
  terminal.endGracefully();
  // The first signal asks the run to end before its next call, wherever it comes from.
  const onGivenUp = (): void => void process.kill(process.pid, 'SIGTERM');
  const { applied, conclude } = await walkInProgram(file, kinds, { ...setup.options, onGivenUp });
  setup.progress.stop();
  const ending = report(here, applied);
  const failed = !succeeds.includes(ending.exit);
  // Said before Pulumi knows of the failure: it ends with it, and hears nobody then.
  if (failed) terminal.err(lastLine(ending));
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.removeAllListeners(signal);
  await conclude();
  if (failed) throw stack.refusal(lastLine(ending).trim());
  return stack.outputsOf(knownOf(here), { status: ending.exit, next: nextOf(file.plan, ending) });
};

/** Nothing of what Pulumi reads from us may end us: it can be gone before the run is. */
const outliveReaders = (): void => {
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
};

/**
 * The program of a plain `pulumi up`: walks the plan that the stack names under `onward:plan`, as far as its gates are open.
 * Its outputs say how the run stands.
 */
export default async function program(): Promise<object> {
  // Pulumi's runner maps every stack, also of errors that nobody reads, through the maps of this bundle, for a minute each.
  Reflect.deleteProperty(Error, 'prepareStackTrace');
  outliveReaders();
  const terminal = machine();
  const stack = await stackOf();
  const { plan, store, approve, gates, takeOver } = stack.config;
  const named = plan === null ? noPlanNamed() : await readPlanFile(plan, terminal.host);
  if (!named.ok) return refuse(terminal, stack, named.diagnostics);
  say(terminal, named.diagnostics, false);
  const values: Values = {
    store: store ?? terminal.host.env['ONWARD_STORE'],
    approve: approve ?? undefined,
    gate: gates.join(','),
    takeOver,
  };
  const setup = await runSetup(terminal, values);
  if (!setup.ok) return refuse(terminal, stack, setup.diagnostics);
  const here = { terminal, stack, file: named.value, setup: setup.value, values };
  try {
    return await (stack.isPreview ? show(here) : walk(here));
  } finally {
    setup.value.progress.stop();
  }
}

import type { Applied } from '../../app/apply.ts';
import { byHandWords, yesCommand } from '../../app/gates-meant.ts';
import { lacksYes, timeCommand } from '../../app/waiting-times.ts';
import { exitOfDiagnostics } from '../../app/exit-of.ts';
import { haltOf, targetsDone } from '../../app/run-verdict.ts';
import { short } from '../../core/decision.ts';
import type { Diagnostic, Result } from '../../core/diagnostic.ts';
import type { Code } from '../../core/codes.ts';
import type { ExitName } from '../../core/exit-code.ts';
import type { Plan } from '../../core/plan.ts';
import { runAlias } from '../../core/run-alias.ts';
import { isGate } from '../../core/step.ts';
import type { Ending, Values } from '../command.ts';
import { text } from '../command.ts';
import { commandOf, documentsIn, planAgain } from '../operands.ts';
import { wayOut } from '../refused.ts';
import { say } from '../say.ts';
import { setEndings, type SetEnding } from '../../render/model/set-ending.ts';
import { visible } from '../../core/visible.ts';
import { colours, type Terminal } from '../terminal.ts';

/** What people call the run of a plan. */
export const aliasOf = (plan: Plan): string =>
  runAlias(
    short(plan.digest),
    plan.targets.map(({ address, membership }) => ({ address, set: membership?.set ?? '' })),
  );

const status = (alias: string): string => `onward status ${alias}`;

/** What opens the gates that the run waits at: a yes, or what a person does by hand. */
const afterParking = (alias: string, { plan, outcomes, file }: Applied): string => {
  const waits = [...outcomes.values()].flatMap((one) => (one.state === 'parked' && one.waits ? [one.waits] : []));
  const waiting = plan.steps.filter(isGate).filter(({ id }) => waits.some(({ gate }) => gate === id));
  const hand = byHandWords(waiting);
  const asking = waiting.filter(({ id }) => waits.some((one) => one.gate === id && lacksYes(one)));
  return (
    yesCommand({ plan, short: short(plan.decision), file }, alias, asking) ??
    (hand === null ? timeCommand(plan, alias, waits) : null) ??
    `onward resume ${alias}${hand === null ? '' : `   (once ${hand})`}`
  );
};

const isParked = ({ outcomes }: Applied): boolean => [...outcomes.values()].some(({ state }) => state === 'parked');

/** What comes after an ending; everything that is not listed goes on with resume. */
const after: Readonly<Partial<Record<ExitName, (alias: string, applied: Applied) => string>>> = {
  parked: afterParking,
  // Of several targets some were blocked when they were planned: the others wait for their yes all the same.
  blocked: (alias, applied) => (isParked(applied) ? afterParking(alias, applied) : `onward resume ${alias}`),
  ambiguous: (alias) => `${status(alias)}   (do not repeat this command)`,
  partial: status,
  locked: status,
  stale: (_, { plan }) => planAgain(plan),
  done: (_, { plan }) => commandOf('drift', documentsIn(plan)),
};

const nextOf = (applied: Applied, alias: string): string =>
  after[applied.exit]?.(alias, applied) ?? `onward resume ${alias}`;

/** Where no remedy is a command, the one that shows where one stands. */
const afterRefusal: Readonly<Partial<Record<ExitName, (plan: Plan | null) => string>>> = {
  stale: planAgain,
  blocked: planAgain,
  unapproved: () => 'onward show plan.json',
};

const nextAfterRefusal = (exit: ExitName, diagnostics: readonly Diagnostic[], plan: Plan | null): string =>
  wayOut(diagnostics) ?? (plan?.complete === false ? planAgain(plan) : afterRefusal[exit]?.(plan)) ?? 'onward status';

type StepOutcome = Applied['outcomes'] extends ReadonlyMap<string, infer Outcome> ? Outcome : never;

/** The code under which each ending of a step is explained. */
const codeOf: Readonly<Partial<Record<StepOutcome['state'], Code>>> = {
  parked: 'RUN012',
  unapproved: 'RUN020',
  blocked: 'RUN010',
  failed: 'RUN007',
  denied: 'CRD006',
  ambiguous: 'RUN002',
  stale: 'RUN006',
  unreadable: 'RUN008',
  unfinished: 'RUN008',
  fenced: 'RUN011',
};

const outcomeLine = (step: string, { state, why }: Exclude<StepOutcome, { state: 'done' }>): string =>
  `  ${codeOf[state] === undefined ? '' : `${codeOf[state]} `}${step}: ${state}: ${visible(why)}\n`;

/** Endings after which one looks rather than plans. */
const restsWith: readonly ExitName[] = ['done', 'partial', 'ambiguous'];

/** Where a set of many ended: one line a state, and never one a member. */
const setLines = ({ summary, groups }: SetEnding): readonly string[] => [
  `  ${summary}`,
  ...groups.map(({ state, says, why }) => {
    const code = codeOf[state as StepOutcome['state']];
    return `    ${code === undefined ? '' : `${code} `}${says}${why === null ? '' : `: ${why}`}`;
  }),
];

/** What is left of each step; what is done while other things are not, so that nobody takes it for left behind. */
const sayWhatIsLeft = (terminal: Terminal, { plan, outcomes, exit }: Applied): void => {
  const done = new Set(targetsDone(plan, { outcomes }).map(({ address }) => address));
  const sets = setEndings({ plan, outcomes, done });
  const inSets = new Set(sets.flatMap(({ addresses }) => [...addresses]));
  const told = new Set(plan.steps.filter(({ address }) => inSets.has(address)).map(({ id }) => id));
  for (const [step, outcome] of outcomes)
    if (outcome.state !== 'done' && outcome.state !== 'skipped' && !told.has(step))
      terminal.err(outcomeLine(step, outcome));
  for (const line of sets.flatMap(setLines)) terminal.err(`${visible(line)}\n`);
  const halt = haltOf(plan, outcomes);
  if (halt !== null)
    terminal.err(`  stopped: ${visible(halt.why)}; ${halt.left} of ${plan.targets.length} targets not begun\n`);
  if (exit === 'done' || plan.targets.length === 1) return;
  for (const address of done) if (!inSets.has(address)) terminal.err(`  ${address}: done\n`);
};

/** Says how a run ended, step by step where something is left, and what comes next. */
export const reportApplied = (
  terminal: Terminal,
  values: Values,
  { applied, of }: { readonly applied: Result<Applied>; readonly of: Plan | null },
): Ending => {
  say(terminal, applied.diagnostics, colours(text(values, 'color'), terminal, 'err'));
  if (!applied.ok) {
    const exit = exitOfDiagnostics(applied.diagnostics);
    return { exit, next: nextAfterRefusal(exit, applied.diagnostics, of) };
  }
  const { exit, ended, plan, interrupted, findings } = applied.value;
  say(terminal, findings, colours(text(values, 'color'), terminal, 'err'));
  const alias = aliasOf(plan);
  sayWhatIsLeft(terminal, applied.value);
  if (interrupted !== undefined)
    terminal.err(
      `  ${interrupted.code} ${interrupted.summary}${interrupted.detail === undefined ? '' : `. ${interrupted.detail}`}\n`,
    );
  terminal.out(`run ${alias}: ${ended ? 'ended' : 'open'}, ${exit}\n`);
  // An ended run goes on no more: what it left is planned anew.
  const next = ended && !restsWith.includes(exit) ? planAgain(plan) : nextOf(applied.value, alias);
  return { exit, next };
};

import { commandOf } from '../core/command-line.ts';
import { error, fail, succeed, type Result } from '../core/diagnostic.ts';
import type { JournalLine } from '../core/journal.ts';
import type { Plan } from '../core/plan.ts';
import { isGate, type GateStep } from '../core/step.ts';
import { lacksYes, waitsIn } from './waiting-times.ts';

/** The gates that a run waits at, by what became of them last. */
export const waitingGates = ({ steps }: Plan, lines: readonly JournalLine[]): readonly GateStep[] =>
  steps.filter(isGate).filter(({ id }) => {
    const own = lines.filter((line) => 'step' in line && line.step === id);
    return own.at(-1)?.type === 'parked';
  });

/** A yes opens it: neither a person's hand nor time alone does. */
const isAnswerable = ({ handOnly, wave }: GateStep): boolean => handOnly !== true && wave === undefined;

/** Of these, the ones that each ask for a yes of their own. */
const askingForTheirOwn = (gates: readonly GateStep[]): readonly GateStep[] =>
  gates.filter(({ ownYes, handOnly }) => ownYes === true && handOnly !== true);

const list = (gates: readonly { readonly id: string }[]): string => gates.map(({ id }) => id).join(',');

interface AskedPlan {
  readonly plan: Plan;
  /** The first digits of its decision. */
  readonly short: string;
  /** Where whoever is to say yes finds the plan. */
  readonly file: string;
}

/** Where the policy counts people, nobody's `--approve` helps: they say yes where the policy reads it. */
const approversCommand = ({ plan, file }: Pick<AskedPlan, 'plan' | 'file'>, alias: string): string =>
  plan.policy?.approvals?.from === 'reviews'
    ? `onward resume ${alias}   (once the change has its approving reviews)`
    : `${commandOf('approve', [file])}   (by each approver; then onward resume ${alias})`;

/** The command that says yes to what a run waits for, and what that yes does; null where no yes helps. */
export const yesCommand = (
  { plan, short, file }: AskedPlan,
  alias: string,
  waiting: readonly GateStep[],
): string | null => {
  const asking = waiting.filter(isAnswerable);
  if (asking.length === 0) return null;
  const counting = asking.filter(({ approvals, ownYes }) => approvals !== undefined && ownYes !== true);
  if (counting.length === asking.length) return approversCommand({ plan, file }, alias);
  const own = askingForTheirOwn(asking);
  const command = `onward resume ${alias} --approve ${short}`;
  if (own.length > 1) return `${command} --gate ${list(own)}   (name only those that you mean)`;
  if (own.length === 1 && asking.length === 1) return `${command}   (a yes to ${list(own)} alone)`;
  const shut = new Set(plan.targets.filter(({ applicable }) => !applicable).map(({ address }) => address));
  const gates = plan.steps
    .filter(isGate)
    .filter((gate) => gate.ownYes !== true && isAnswerable(gate) && !shut.has(gate.address));
  return gates.length > 1
    ? `${command}   (one yes opens all ${gates.length} gates of the plan, the last one too)`
    : command;
};

/** What a person is waited for to do by hand, in words; null where nothing is. */
export const byHandWords = (waiting: readonly GateStep[]): string | null => {
  const hands = waiting.filter(({ handOnly }) => handOnly === true);
  return hands.length === 0 ? null : hands.map(({ opensOn, id }) => opensOn ?? id).join('; ');
};

/**
 * Which gates a yes is for: those that were named, else all that ask for no yes of their own and the only one that does. Which of
 * several is meant is not guessed.
 */
export const gatesMeant = (
  plan: Plan,
  lines: readonly JournalLine[],
  { approve, gates }: { readonly approve: string | null; readonly gates: readonly string[] },
): Result<null> => {
  const all = plan.steps.filter(isGate);
  const unknown = gates.filter((id) => all.every((gate) => gate.id !== id));
  if (unknown.length > 0)
    return fail(
      error('PLN012', {
        summary: `the plan has no gate ${unknown.join(', ')}`,
        remedy: `its gates: ${list(all)}`,
      }),
    );
  const deaf = all.filter((gate) => gates.includes(gate.id) && !isAnswerable(gate));
  if (deaf.length > 0)
    return fail(
      error('PLN012', {
        summary: `no yes opens ${list(deaf)}`,
        detail: `It waits until ${deaf[0]?.opensOn ?? 'it is done by hand'}.`,
        remedy: 'wait for that, and resume without --gate',
      }),
    );
  const waits = waitsIn(lines);
  const lacking = ({ id }: GateStep): boolean => waits.some((one) => one.gate === id && lacksYes(one));
  const own = askingForTheirOwn(waitingGates(plan, lines).filter(lacking));
  if (approve === null || gates.length > 0 || own.length < 2) return succeed(null);
  return fail(
    error('PLN012', {
      summary: `${own.length} gates wait, each for a yes of its own: ${own.map(({ id }) => id).join(', ')}`,
      detail: 'Nothing was sent.',
      remedy: `name those that you mean: --gate ${list(own)}`,
    }),
  );
};

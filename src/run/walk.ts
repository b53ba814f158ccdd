import { conditionsOf } from '../core/conditional.ts';
import { ancestors, inOrder } from '../core/order.ts';
import { short } from '../core/decision.ts';
import type { Observed } from '../core/observed.ts';
import type { Plan } from '../core/plan.ts';
import { isForEver } from '../core/reversibility.ts';
import { historyOf, isOpen } from '../core/step-history.ts';
import { isGate, type ActStep, type GateStep, type Step } from '../core/step.ts';
import { ambiguousMark, driveStep } from './drive-step.ts';
import { answering } from './answering.ts';
import type { Executor, Interruption, Leg, LegStep, StepOutcome } from './executor.ts';
import { passNow, type GateRun, type Pass } from './gate-run.ts';
import { openGate, renew, wasPassed } from './gate.ts';
import { keptBack } from './gate-window.ts';
import { isFinal, outcomeOf, stopped, storeBroke } from './outcome.ts';
import type { RunPorts } from './ports.ts';
import { createSlots, type Slots } from './slots.ts';

/** How a walk ended: one outcome a step that was reached, and what broke the executor, if anything did. */
export interface WalkReport {
  readonly outcomes: ReadonlyMap<string, StepOutcome>;
  readonly interrupted?: Interruption;
  /** The executor broke, and yet every step that it was given was done. */
  readonly survived?: Interruption;
}

interface Walk {
  readonly plan: Plan;
  readonly ports: RunPorts;
  /** How many lines there were when this process began: what was concluded in them is judged by the cloud's clock. */
  readonly startAt: number;
  readonly passed: Map<string, Pass>;
  readonly seen: Map<string, Observed>;
  readonly started: Map<string, Promise<StepOutcome>>;
  readonly outcomes: Map<string, StepOutcome>;
  readonly conditions: ReadonlyMap<string, readonly string[]>;
  readonly slots: Slots;
}

const stepOf = ({ plan }: Walk, id: string): Step => {
  const step = plan.steps.find((candidate) => candidate.id === id);
  if (step === undefined) throw new Error(`no step ${id} in the plan`);
  return step;
};

const gateRun = (walk: Walk, gate: GateStep): GateRun => ({
  gate,
  plan: walk.plan,
  ports: walk.ports,
  passed: walk.passed,
  seen: walk.seen,
  again: (step) => driveAct(walk, stepOf(walk, step) as ActStep, walk.ports.journal.lines().length),
});

/** Another step behind the gate was sent, or may have been: what the gate asked is rightly otherwise since, and is not asked again. */
const isSpent = ({ ports }: Walk, { covers }: GateStep, step: ActStep): boolean =>
  covers
    .filter((id) => id !== step.id)
    .map((id) => historyOf(ports.journal.lines(), id))
    .some(({ attempts, last }) => attempts > 0 && last !== 'unsent');

/** The gate that covers a step, made young again right before the intent. */
const stillOpen =
  (walk: Walk, step: ActStep) =>
  async (anew: boolean): Promise<StepOutcome | null> => {
    const held = await keptBack(walk, step);
    if (held !== null) return held;
    const gate = walk.plan.steps.filter(isGate).find(({ covers }) => covers.includes(step.id));
    if (gate !== undefined) return isSpent(walk, gate, step) ? null : renew(gateRun(walk, gate), { anew });
    if (isForEver(step.reversibility)) throw new Error(`${step.id} is for ever and no gate covers it`);
    return null;
  };

const driveAct = async (walk: Walk, step: ActStep, afresh: number): Promise<StepOutcome> => {
  const subject = walk.ports.subjectOf(step.address);
  const contract = subject.kind.contracts[step.operation];
  if (contract === undefined) throw new Error(`unknown operation ${step.operation}`);
  const letGo = await walk.slots.take(step);
  const run = { step, contract, subject, ports: walk.ports, afresh, stillOpen: stillOpen(walk, step) };
  const outcome = await driveStep(run).finally(letGo);
  if (outcome.state === 'done') notePass(walk, step);
  return outcome.state === 'failed' && isAwaited(walk, step) ? stopped('blocked', outcome.why) : outcome;
};

/** A check that a gate waits for: while it does not pass the gate is shut, and the run is not over. */
const isAwaited = ({ plan: { steps } }: Walk, { type, id }: ActStep): boolean =>
  type === 'check' && steps.some((other) => isGate(other) && ancestors(steps, other.id).has(id));

/** A check step that passed in this process counts as young for the codes it answers. */
const notePass = ({ plan, passed, ports, startAt }: Walk, step: ActStep): void => {
  const fresh = ports.journal
    .lines()
    .slice(startAt)
    .some((line) => line.type === 'done' && line.step === step.id);
  if (!fresh) return;
  for (const check of plan.checks)
    if (answering(plan, check).includes(step.id))
      passed.set(`${check.address} ${check.code}`, passNow(ports, check.address));
};

/** A failed check of an earlier process is tried again; everything else answers from its record. */
const afreshFor = (walk: Walk, step: ActStep): number => {
  if (step.type !== 'check') return 0;
  const lines = walk.ports.journal.lines();
  const newest = lines.findLastIndex((line) => 'step' in line && line.step === step.id);
  return newest < walk.startAt && lines[newest]?.type === 'failed' ? newest + 1 : 0;
};

const isGone = 'the target is no longer there';
const openAndGone = `${isGone}, so what became of the call cannot be read`;

/**
 * What a step of a target that is no longer there comes to: as the journal says, or never. An open call wants a person,
 * so a gate that let it through stays open on the way to it.
 */
const withoutTarget = async ({ plan, ports }: Walk, step: Step): Promise<StepOutcome> => {
  if (isGate(step)) return wasPassed({ gate: step, plan, ports }) ? { state: 'done' } : stopped('stale', isGone);
  const history = historyOf(ports.journal.lines(), step.id);
  if (!isOpen(history)) return outcomeOf(history) ?? stopped('stale', isGone);
  const says = `${ambiguousMark}: ${openAndGone}`;
  const written = await ports.journal.append({ type: 'progress', step: step.id, says }, { durable: false });
  return written.ok ? stopped('ambiguous', openAndGone) : storeBroke(written.diagnostics);
};

/** The steps of a target that was blocked when it was planned stand in the plan, and none of them is walked. */
const isShut = ({ plan }: Walk, { address }: Step): boolean =>
  plan.targets.some((target) => target.address === address && !target.applicable);

const drive = async (walk: Walk, step: Step): Promise<StepOutcome> => {
  if (isShut(walk, step)) return stopped('blocked', 'the target was blocked when it was planned');
  if (walk.ports.isGone(step.address)) return withoutTarget(walk, step);
  const needs = await Promise.all(step.needs.map((need) => perform(walk, need)));
  const missing = step.needs.filter((_, index) => needs[index]?.state !== 'done');
  if (missing.length > 0) return stopped('skipped', `needs ${missing.join(', ')}`);
  return isGate(step) ? openGate(gateRun(walk, step)) : driveAct(walk, step, afreshFor(walk, step));
};

/** Drives a step and what it needs, each once: asked again, it answers the same outcome. */
const perform = (walk: Walk, id: string): Promise<StepOutcome> => {
  const known = walk.started.get(id);
  if (known !== undefined) return known;
  const started = drive(walk, stepOf(walk, id)).then((outcome) => {
    walk.outcomes.set(id, outcome);
    return outcome;
  });
  walk.started.set(id, started);
  return started;
};

const isChange = (step: Step): step is ActStep => step.type === 'change';

/** A step that runs only after a failure is due once what calls for it has failed for good, and never before. */
const isDue = ({ plan, conditions, outcomes }: Walk, { id }: Step): boolean => {
  const causes = conditions.get(id);
  return (
    causes === undefined ||
    plan.steps.some((step) => causes.includes(step.id) && isFinal(step, outcomes.get(step.id)?.state))
  );
};

/** Checks and gates whose changes are all behind them: they run here, before and between the legs. */
const frontier = (walk: Walk): readonly Step[] =>
  walk.plan.steps.filter((step) => {
    if (isChange(step) || walk.started.has(step.id) || !isDue(walk, step)) return false;
    const above = ancestors(walk.plan.steps, step.id);
    return walk.plan.steps.every((other) => !isChange(other) || !above.has(other.id) || walk.outcomes.has(other.id));
  });

/** The changes whose gates are open: the next leg. */
const nextLeg = (walk: Walk): readonly LegStep[] => {
  const open = (step: Step): boolean => {
    const above = ancestors(walk.plan.steps, step.id);
    return walk.plan.steps.every(
      (other) => !isGate(other) || !above.has(other.id) || walk.outcomes.get(other.id)?.state === 'done',
    );
  };
  const changes = walk.plan.steps
    .filter(isChange)
    .filter((step) => !walk.started.has(step.id) && isDue(walk, step) && open(step));
  const ids = new Set(changes.map(({ id }) => id));
  return changes.map(({ id, operation }) => ({
    id,
    operation,
    needs: [...ancestors(walk.plan.steps, id)].filter((need) => ids.has(need)),
  }));
};

/**
 * What the executor did not come to: skipped where a need of it was not done. Where nothing stood in its way the run is
 * not over, whatever the executor says.
 */
const leaveOut = (walk: Walk, changes: readonly LegStep[]): void => {
  for (const { id, needs } of changes.filter((change) => !walk.started.has(change.id))) {
    const outcome = needs.every((need) => walk.outcomes.get(need)?.state === 'done')
      ? stopped('unfinished', 'the executor did not come to it; nothing was sent')
      : stopped('skipped', 'a step it needs was not done');
    walk.started.set(id, Promise.resolve(outcome));
    walk.outcomes.set(id, outcome);
  }
};

/**
 * Walks a plan: checks and gates here, changes leg by leg through the executor. After a leg only outcomes that the
 * lifecycle gave are believed, whatever the executor says of itself.
 */
export const walkPlan = async (plan: Plan, ports: RunPorts, executor: Executor): Promise<WalkReport> => {
  const steps = inOrder(plan.steps);
  if (steps === null) throw new Error('unsound plan');
  const startAt = ports.journal.lines().length;
  const walk: Walk = {
    plan: { ...plan, steps },
    ports,
    startAt,
    passed: new Map(),
    seen: new Map(),
    started: new Map(),
    outcomes: new Map(),
    conditions: conditionsOf(steps),
    slots: createSlots(steps.filter(isChange).filter(({ id }) => isOpen(historyOf(ports.journal.lines(), id)))),
  };
  let survived: Pick<WalkReport, 'survived'> = {};
  for (;;) {
    const here = frontier(walk);
    await Promise.all(here.map((step) => perform(walk, step.id)));
    const changes = nextLeg(walk);
    if (changes.length === 0 && here.length === 0) return { outcomes: walk.outcomes, ...survived };
    if (changes.length === 0) continue;
    const leg: Leg = { run: short(plan.digest), plan: plan.digest, steps: changes };
    const { interrupted } = await executor(leg, (id) => perform(walk, id));
    await Promise.all(walk.started.values());
    leaveOut(walk, changes);
    const missed = changes.some(({ id }) => walk.outcomes.get(id)?.state !== 'done');
    if (interrupted !== undefined && missed) return { outcomes: walk.outcomes, interrupted };
    if (interrupted !== undefined) survived = { survived: interrupted };
  }
};

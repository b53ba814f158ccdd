import { conditionsOf } from '../core/conditional.ts';
import { ofTarget, withId } from '../core/by.ts';
import { linesOf } from '../core/lines-of.ts';
import { ancestors, inOrder } from '../core/order.ts';
import { short } from '../core/decision.ts';
import type { Observed } from '../core/observed.ts';
import type { Plan } from '../core/plan.ts';
import { historyOf, isOpen } from '../core/step-history.ts';
import { isGate, type ActStep, type GateStep, type Step } from '../core/step.ts';
import { stretchesOf, type Stretch } from '../core/wave-gates.ts';
import { driveStep } from './drive-step.ts';
import { answering } from './answering.ts';
import type { Executor, Interruption, Leg, LegStep, StepOutcome } from './executor.ts';
import { passNow, type GateRun, type Pass } from './gate-run.ts';
import { openGate } from './gate.ts';
import { stopped } from './outcome.ts';
import type { RunPorts } from './ports.ts';
import { isAwaited, isChange, isDue, isReached } from './reached.ts';
import { stillOpen } from './still-open.ts';
import { createSlots, type Slots } from './slots.ts';
import { createTargetRoom, type TargetRoom } from './target-room.ts';
import { openWave } from './wave.ts';
import { withoutTarget } from './without-target.ts';

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
  readonly room: TargetRoom;
  /** The targets of the waves that have begun. */
  readonly admitted: Set<string>;
}

const stepOf = ({ plan }: Walk, id: string): Step => {
  const step = withId(plan.steps, id);
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

const driveAct = async (walk: Walk, step: ActStep, afresh: number): Promise<StepOutcome> => {
  const subject = walk.ports.subjectOf(step.address);
  const contract = subject.kind.contracts[step.operation];
  if (contract === undefined) throw new Error(`unknown operation ${step.operation}`);
  const refusal = await walk.room.enter(step);
  if (refusal !== null) return refusal;
  const letGo = await walk.slots.take(step);
  const run = {
    step,
    contract,
    subject,
    ports: walk.ports,
    afresh,
    stillOpen: stillOpen(walk, step, (gate) => gateRun(walk, gate)),
  };
  const outcome = await driveStep(run).finally(letGo);
  if (outcome.state === 'done') notePass(walk, step);
  return outcome.state === 'failed' && isAwaited(walk.plan, step) ? stopped('blocked', outcome.why) : outcome;
};

/** A check step that passed in this process counts as young for the codes it answers. */
const notePass = ({ plan, passed, ports, startAt }: Walk, step: ActStep): void => {
  const fresh = linesOf(ports.journal.lines(), step.id).some(({ at, line }) => at >= startAt && line.type === 'done');
  if (!fresh) return;
  for (const check of ofTarget(plan.checks, step.address))
    if (answering(plan, check).includes(step.id))
      passed.set(`${check.address} ${check.code}`, passNow(ports, check.address));
};

/** A failed check of an earlier process is tried again; everything else answers from its record. */
const afreshFor = (walk: Walk, step: ActStep): number => {
  if (step.type !== 'check') return 0;
  const newest = linesOf(walk.ports.journal.lines(), step.id).at(-1);
  return newest?.line.type === 'failed' && newest.at < walk.startAt ? newest.at + 1 : 0;
};

/** The steps of a target that was blocked when it was planned stand in the plan, and none of them is walked. */
const isShut = ({ plan }: Walk, step: Step): boolean =>
  ofTarget(plan.targets, step.address).some(({ applicable }) => !applicable);

const drive = async (walk: Walk, step: Step): Promise<StepOutcome> => {
  if (isShut(walk, step)) return stopped('blocked', 'the target was blocked when it was planned');
  if (walk.ports.isGone(step.address)) return withoutTarget(walk, step);
  const refusal = walk.room.refuses(step);
  if (refusal !== null) return refusal;
  const needs = await Promise.all(step.needs.map((need) => perform(walk, need)));
  const missing = step.needs.filter((_, index) => needs[index]?.state !== 'done');
  if (missing.length > 0) return stopped('skipped', `needs ${missing.join(', ')}`);
  return isGate(step) ? openGate(gateRun(walk, step)) : driveAct(walk, step, afreshFor(walk, step));
};

/** Drives a step and what it needs, each once: asked again, it answers the same outcome. */
const perform = (walk: Walk, id: string): Promise<StepOutcome> => {
  const known = walk.started.get(id);
  if (known !== undefined) return known;
  const step = stepOf(walk, id);
  const started = drive(walk, step).then((outcome) => {
    walk.outcomes.set(id, outcome);
    void proveAndLeave(walk, step);
    return outcome;
  });
  walk.started.set(id, started);
  return started;
};

/** Nobody takes a target's room before it is proven: what its proof finds may keep all others from being begun. */
const proveAndLeave = async (walk: Walk, { id, address, type }: Step): Promise<void> => {
  const proofs = ofTarget(walk.plan.steps, address).filter(
    (step): step is ActStep => type === 'change' && step.type === 'check' && !isAwaited(walk.plan, step),
  );
  // A proof that throws is heard by the walk, which waits for all that was started.
  await Promise.allSettled(proofs.filter((step) => isReached(walk, step)).map((step) => perform(walk, step.id)));
  walk.room.leave({ id, address });
};

/** All that was started, and what was started meanwhile. */
const settled = async (walk: Walk): Promise<void> => {
  const known = walk.started.size;
  await Promise.all(walk.started.values());
  return walk.started.size > known ? settled(walk) : undefined;
};

/** What runs here, before and between the legs. */
const frontier = (walk: Walk): readonly Step[] => walk.plan.steps.filter((step) => isReached(walk, step));

/** The changes whose gates are open: the next leg. */
const nextLeg = (walk: Walk): readonly LegStep[] => {
  const open = (step: Step): boolean => {
    const { steps } = walk.plan;
    return [...ancestors(steps, step.id)].every(
      (id) => withId(steps, id)?.type !== 'gate' || walk.outcomes.get(id)?.state === 'done',
    );
  };
  const changes = walk.plan.steps
    .filter(isChange)
    .filter((step) => walk.admitted.has(step.address) && !walk.started.has(step.id) && isDue(walk, step) && open(step));
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
    walk.room.leave(stepOf(walk, id));
  }
};

/**
 * Walks the waves that have begun to their end: checks and gates here, changes leg by leg through the executor. After a leg only
 * outcomes that the lifecycle gave are believed, whatever the executor says of itself.
 */
const walkLegs = async (walk: Walk, executor: Executor): Promise<Pick<WalkReport, 'interrupted' | 'survived'>> => {
  let survived: Pick<WalkReport, 'survived'> = {};
  for (;;) {
    const here = frontier(walk);
    await Promise.all(here.map((step) => perform(walk, step.id)));
    const changes = nextLeg(walk);
    if (changes.length + here.length === 0) return survived;
    if (changes.length === 0) continue;
    const leg: Leg = { run: short(walk.plan.digest), plan: walk.plan.digest, steps: changes };
    walk.room.begin(changes.map(({ id }) => id));
    const { interrupted } = await executor(leg, (id) => perform(walk, id));
    await settled(walk);
    leaveOut(walk, changes);
    const missed = changes.some(({ id }) => walk.outcomes.get(id)?.state !== 'done');
    if (interrupted !== undefined && missed) return { interrupted };
    if (interrupted !== undefined) survived = { survived: interrupted };
  }
};

/** Whether a stretch may begin: the first at once, each other one behind the gate of its wave. */
const begins = async (walk: Walk, { gate }: Stretch): Promise<boolean> => {
  if (gate === null) return true;
  const before = walk.plan.targets.filter(({ address }) => walk.admitted.has(address));
  const outcome = await openWave({ ...walk, gate, before });
  walk.outcomes.set(gate.id, outcome);
  return outcome.state === 'done';
};

const startWalk = (plan: Plan, ports: RunPorts): Walk => {
  const steps = inOrder(plan.steps);
  if (steps === null) throw new Error('unsound plan');
  const lines = [...ports.journal.lines()];
  const outcomes = new Map<string, StepOutcome>();
  return {
    plan: { ...plan, steps },
    ports,
    startAt: lines.length,
    passed: new Map(),
    seen: new Map(),
    started: new Map(),
    outcomes,
    conditions: conditionsOf(steps),
    slots: createSlots(steps.filter(isChange).filter(({ id }) => isOpen(historyOf(lines, id)))),
    room: createTargetRoom({ plan, lines, outcomes }),
    admitted: new Set(),
  };
};

/** Walks a plan, wave after wave. */
export const walkPlan = async (plan: Plan, ports: RunPorts, executor: Executor): Promise<WalkReport> => {
  const walk = startWalk(plan, ports);
  let report: Pick<WalkReport, 'interrupted' | 'survived'> = {};
  for (const stretch of stretchesOf(plan)) {
    if (!(await begins(walk, stretch))) break;
    for (const address of stretch.addresses) walk.admitted.add(address);
    report = { ...report, ...(await walkLegs(walk, executor)) };
    if (report.interrupted !== undefined) break;
  }
  return { outcomes: walk.outcomes, ...report };
};

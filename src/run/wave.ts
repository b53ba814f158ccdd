import type { JournalLine } from '../core/journal.ts';
import type { Plan, PlanTarget } from '../core/plan.ts';
import { conditionsOf } from '../core/conditional.ts';
import { milliseconds } from '../core/span.ts';
import type { WaveGate } from '../core/wave-gates.ts';
import type { StepOutcome } from './executor.ts';
import { stopFor } from './bad-ends.ts';
import { park, utc } from './gate-park.ts';
import { isFinal, stopped, storeBroke } from './outcome.ts';
import type { RunPorts } from './ports.ts';

interface WaveRun {
  readonly plan: Plan;
  readonly ports: RunPorts;
  readonly outcomes: ReadonlyMap<string, StepOutcome>;
  readonly gate: WaveGate;
  /** The targets of all waves before it. */
  readonly before: readonly PlanTarget[];
}

/** All that can happen to a target in this run has happened. */
const hasEnded = ({ plan, outcomes }: WaveRun, { address }: PlanTarget): boolean => {
  const conditions = conditionsOf(plan.steps);
  const own = plan.steps.filter((step) => step.address === address);
  if (own.some((step) => isFinal(step, outcomes.get(step.id)?.state)))
    return own.every((step) => !isHeld(outcomes, step.id));
  return own.every((step) => outcomes.get(step.id)?.state === 'done' || conditions.has(step.id));
};

/** A step that goes on when the run does. */
const isHeld = (outcomes: WaveRun['outcomes'], id: string): boolean => {
  const state = outcomes.get(id)?.state;
  return state !== undefined && !['done', 'skipped', 'failed', 'stale', 'denied'].includes(state);
};

const notEnded = (run: WaveRun): StepOutcome | null => {
  const going = run.before.filter((target) => target.applicable && !hasEnded(run, target));
  const [first] = going;
  if (first === undefined) return null;
  const more = going.length === 1 ? '' : ` and ${going.length - 1} more`;
  return stopped('skipped', `wave ${run.gate.wave.after} has not ended: ${first.address}${more}`);
};

/** When the newest step before it was done, by the times of the journal. */
const endedAt = ({ plan, ports, before }: WaveRun): number => {
  const addresses = new Set<string>(before.map(({ address }) => address));
  const steps = new Set(plan.steps.filter(({ address }) => addresses.has(address)).map(({ id }) => id));
  const isOwn = (line: JournalLine): boolean =>
    'step' in line && steps.has(line.step) && ['done', 'failed', 'settled'].includes(line.type);
  return Math.max(
    0,
    ...ports.journal
      .lines()
      .filter(isOwn)
      .map(({ at }) => Date.parse(at)),
  );
};

/** The newest of the clouds' clocks; null where none is known. */
const nowBy = ({ ports, before }: WaveRun): number | null => {
  const times = before.flatMap(({ address }) => ports.subjectOf(address).driver.clock.now() ?? []);
  return times.length === 0 ? null : Math.max(...times);
};

/** When the wave may begin, in epoch milliseconds of the cloud's clock; null once it may. */
const restsUntil = (run: WaveRun): number | null => {
  const { soak } = run.gate.wave;
  if (soak === undefined) return null;
  const from = endedAt(run) + milliseconds(soak);
  const now = nowBy(run);
  return now !== null && now >= from ? null : from;
};

const newestOf = ({ ports, gate }: WaveRun): JournalLine | undefined =>
  ports.journal.lines().findLast((line) => 'step' in line && line.step === gate.id);

/** Lets a wave begin once those before it have ended, not too many badly, and rested. A wave that began once goes on. */
export const openWave = async (run: WaveRun): Promise<StepOutcome> => {
  if (newestOf(run)?.type === 'opened') return { state: 'done' };
  const stop = stopFor(run.plan, run.outcomes);
  if (stop !== null) return stopped('skipped', stop.why);
  const going = notEnded(run);
  if (going !== null) return going;
  if (run.ports.cancelled()) return stopped('cancelled', 'cancelled before the wave; nothing was sent');
  const until = restsUntil(run);
  if (until !== null) {
    const says = `opens at ${utc(until)}, once wave ${run.gate.wave.after} has rested`;
    return park(run, [{ missing: 'time', says, opensAt: until }]);
  }
  const written = await run.ports.journal.append({ type: 'opened', step: run.gate.id, checks: [] }, { durable: true });
  return written.ok ? { state: 'done' } : storeBroke(written.diagnostics);
};

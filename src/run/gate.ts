import type { Check, CheckResult } from '../core/check.ts';
import { judge, isExpired } from '../core/judge.ts';
import type { Plan } from '../core/plan.ts';
import type { Proof } from '../core/operation.ts';
import { historyOf } from '../core/step-history.ts';
import { milliseconds } from '../core/span.ts';
import type { GateRequirement, GateStep } from '../core/step.ts';
import type { StepOutcome } from './executor.ts';
import { stopped, storeBroke } from './outcome.ts';
import type { RunPorts } from './ports.ts';

/** What a gate needs of the walk around it. */
export interface GateRun {
  readonly gate: GateStep;
  readonly plan: Plan;
  readonly ports: RunPorts;
  /** When a code last passed in this process, in its monotonic milliseconds. */
  readonly passed: Map<string, number>;
  /** Runs a check step again (a new attempt) and answers its outcome. */
  readonly again: (step: string) => Promise<StepOutcome>;
}

const keyOf = ({ gate }: GateRun, code: string): string => `${gate.address} ${code}`;

/** The check step that answers a code, where a step does. */
const stepFor = ({ plan, gate }: GateRun, code: string): string | null =>
  plan.checks.find((check) => check.code === code && check.address === gate.address)?.later ?? null;

const finishedAt = (proofs: readonly Proof[], at: string): number => Date.parse(proofs.at(-1)?.at ?? at);

/** The age of a step's newest pass from an earlier process, by the cloud's clock; null when it never passed. */
const ageFromJournal = ({ ports, gate }: GateRun, step: string): number | null => {
  const line = ports.journal.lines().findLast((candidate) => candidate.type === 'done' && candidate.step === step);
  const now = ports.subjectOf(gate.address).driver.clock.now();
  if (line?.type !== 'done' || now === null) return null;
  return now - finishedAt(line.evidence, line.at);
};

/** The age of a pass: monotonic within this process, by the cloud's clock across two. */
const ageOf = (run: GateRun, { code }: GateRequirement): number => {
  const here = run.passed.get(keyOf(run, code));
  if (here !== undefined) return run.ports.time.monotonic() - here;
  const step = stepFor(run, code);
  return (step === null ? null : ageFromJournal(run, step)) ?? Number.POSITIVE_INFINITY;
};

const tooOld = (run: GateRun, requirement: GateRequirement): boolean =>
  ageOf(run, requirement) > milliseconds(requirement.maxAge);

const passes = ({ verdict }: CheckResult): boolean => verdict === 'pass' || verdict === 'waived' || verdict === 'warn';

const readAgain = async (run: GateRun, checks: readonly Check[]): Promise<StepOutcome | null> => {
  if (checks.length === 0) return null;
  const { gate, ports } = run;
  const { driver, desired } = ports.subjectOf(gate.address);
  const observed = (await driver.observe([desired], { journey: true })).get(desired.address);
  if (observed?.state !== 'present')
    return stopped('unreadable', `${desired.address} is ${observed?.state ?? 'not answered'} at the gate`);
  const started = ports.time.monotonic();
  for (const check of checks) {
    const result = judge(check, { desired, observed }, observed.at);
    const facts = Object.fromEntries(
      check.facts.flatMap((fact) => (observed.facts[fact] === undefined ? [] : [[fact, observed.facts[fact]]])),
    );
    const written = await ports.journal.append(
      { type: 'answered', step: gate.id, code: check.code, verdict: result.verdict, facts },
      { durable: false },
    );
    if (!written.ok) return storeBroke(written.diagnostics);
    if (result.verdict === 'unknown')
      return stopped('unreadable', `${check.code} ${result.summary}: ${result.detail ?? ''}`);
    if (!passes(result)) return stopped('blocked', `${check.code} ${result.summary}`);
    run.passed.set(keyOf(run, check.code), started);
  }
  return null;
};

const runAgain = async (run: GateRun, old: readonly GateRequirement[]): Promise<StepOutcome | null> => {
  for (const requirement of old) {
    const step = stepFor(run, requirement.code);
    if (step === null) continue;
    const outcome = await run.again(step);
    if (outcome.state !== 'done') return outcome;
    run.passed.set(keyOf(run, requirement.code), run.ports.time.monotonic());
  }
  return null;
};

const expiredWaiver = ({ plan, gate, ports }: GateRun): string | null => {
  const target = plan.targets.find(({ address }) => address === gate.address);
  const now = ports.subjectOf(gate.address).driver.clock.now();
  if (target === undefined || now === null) return null;
  const expired = target.waivers.find((waiver) => isExpired(waiver, new Date(now).toISOString()));
  return expired === undefined ? null : `the waiver of ${expired.code} expired on ${expired.expires}`;
};

/**
 * Makes every requirement of a gate young enough: reads or runs again what is too old, or all of it where it is asked
 * `anew`. Null when all of them pass.
 */
export const renew = async (run: GateRun, anew = false): Promise<StepOutcome | null> => {
  const expired = expiredWaiver(run);
  if (expired !== null) return stopped('blocked', expired);
  const slow = await runAgain(
    run,
    run.gate.requires.filter((requirement) => anew || tooOld(run, requirement)),
  );
  if (slow !== null) return slow;
  const isRead = ({ code }: GateRequirement): boolean => stepFor(run, code) === null;
  const codes = run.gate.requires
    .filter((requirement) => (anew && isRead(requirement)) || tooOld(run, requirement))
    .map(({ code }) => code);
  const { kind } = run.ports.subjectOf(run.gate.address);
  const foreign = codes.filter((code) => !kind.checks.some((check) => check.code === code));
  if (foreign.length > 0) return stopped('blocked', `nothing here can answer ${foreign.join(', ')}`);
  return readAgain(
    run,
    kind.checks.filter((check) => codes.includes(check.code)),
  );
};

const record = async (run: GateRun): Promise<StepOutcome> => {
  const { gate, ports } = run;
  const now = ports.subjectOf(gate.address).driver.clock.now();
  const at = now === null ? '' : new Date(now).toISOString();
  const checks = gate.requires.map(({ code }) => ({ code, at }));
  const written = await ports.journal.append({ type: 'opened', step: gate.id, checks }, { durable: true });
  return written.ok ? { state: 'done' } : storeBroke(written.diagnostics);
};

const park = async (run: GateRun): Promise<StepOutcome> => {
  const missing = ['approval'];
  const written = await run.ports.journal.append(
    { type: 'parked', step: run.gate.id, gate: run.gate.id, missing },
    { durable: true },
  );
  return written.ok ? stopped('parked', `${run.gate.title} waits for a yes`) : storeBroke(written.diagnostics);
};

const approved = async (run: GateRun): Promise<StepOutcome | null> => {
  const { gate, plan, ports } = run;
  if (ports.journal.lines().some((line) => line.type === 'approved' && line.step === gate.id)) return null;
  const yes = await ports.approval(gate);
  if (yes === null) return park(run);
  const written = await ports.journal.append(
    { type: 'approved', step: gate.id, decision: plan.decision, ...yes },
    { durable: true },
  );
  return written.ok ? null : storeBroke(written.diagnostics);
};

/** A step behind the gate was intended: the gate did its work, and what it asked may rightly look otherwise since. */
const wasPassed = ({ gate, ports }: GateRun): boolean => {
  const lines = ports.journal.lines();
  return gate.covers.some((step) => historyOf(lines, step).attempts > 0);
};

/** Opens a gate: a yes first, since without one nothing else is worth asking; then its checks, young enough. */
export const openGate = async (run: GateRun): Promise<StepOutcome> => {
  if (wasPassed(run)) return { state: 'done' };
  if (run.ports.cancelled()) return stopped('cancelled', 'cancelled at the gate; nothing was sent');
  const missing = await approved(run);
  if (missing !== null) return missing;
  const shut = await renew(run);
  return shut ?? record(run);
};

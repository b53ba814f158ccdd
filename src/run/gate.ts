import { applies, type Check, type CheckResult } from '../core/check.ts';
import { ofTarget } from '../core/by.ts';
import { judge, isExpired } from '../core/judge.ts';
import { linesOf } from '../core/lines-of.ts';
import { ancestors } from '../core/order.ts';
import { historyOf } from '../core/step-history.ts';
import { milliseconds } from '../core/span.ts';
import { isGate, type GateRequirement } from '../core/step.ts';
import { answering } from './answering.ts';
import type { StepOutcome } from './executor.ts';
import { approvedBefore, askQuorum, isSameYes, saidToAll } from './gate-quorum.ts';
import { lackOf, noYes, park, type Lack } from './gate-park.ts';
import { passNow, type GateRun } from './gate-run.ts';
import { outOfTime } from './gate-window.ts';
import { inventoryOf, takeInventory } from './inventory.ts';
import { stopped, storeBroke } from './outcome.ts';
import type { Yes } from './ports.ts';

const keyOf = ({ gate }: GateRun, code: string): string => `${gate.address} ${code}`;

/** The newest check step before the gate that answers a code; null where none does and the check is read instead. */
const stepFor = ({ plan, gate }: GateRun, code: string): string | null => {
  const check = ofTarget(plan.checks, gate.address).find((candidate) => candidate.code === code);
  const above = ancestors(plan.steps, gate.id);
  return check === undefined ? null : (answering(plan, check).findLast((id) => above.has(id)) ?? null);
};

/** When a step last passed by the journal, on the cloud's clock; null when it never did. */
const passedAt = ({ ports }: GateRun, step: string): string | null => {
  const line = linesOf(ports.journal.lines(), step).findLast((placed) => placed.line.type === 'done')?.line;
  return line?.type === 'done' ? (line.evidence.at(-1)?.at ?? line.at) : null;
};

/** The age of a step's newest pass from an earlier process, by the cloud's clock; null when it never passed. */
const ageFromJournal = (run: GateRun, step: string): number | null => {
  const at = passedAt(run, step);
  const now = run.ports.subjectOf(run.gate.address).driver.clock.now();
  return at === null || now === null ? null : now - Date.parse(at);
};

/** The age of a pass: monotonic within this process, by the cloud's clock across two. */
const ageOf = (run: GateRun, { code }: GateRequirement): number => {
  const here = run.passed.get(keyOf(run, code));
  if (here !== undefined) return run.ports.time.monotonic() - here.monotonic;
  const step = stepFor(run, code);
  return (step === null ? null : ageFromJournal(run, step)) ?? Number.POSITIVE_INFINITY;
};

const tooOld = (run: GateRun, requirement: GateRequirement): boolean =>
  ageOf(run, requirement) > milliseconds(requirement.maxAge);

const passes = ({ verdict }: CheckResult): boolean => verdict === 'pass' || verdict === 'waived' || verdict === 'warn';

/** Reads only what the checks need, and `also`: a gate must not age what it just asked by reading more than that. */
const readAgain = async (
  run: GateRun,
  checks: readonly Check[],
  also: readonly string[],
): Promise<StepOutcome | null> => {
  if (checks.length === 0) return null;
  const { gate, ports } = run;
  const { driver, desired } = ports.subjectOf(gate.address);
  // A pass is as old as the read before it began, however long that took.
  const started = passNow(ports, gate.address);
  const facts = [...new Set([...checks.flatMap((check) => check.facts), ...also])];
  const observed = (await driver.observe([desired], { journey: true, facts })).get(desired.address);
  if (observed !== undefined) run.seen.set(gate.address, observed);
  if (observed?.state === 'absent') return stopped('stale', `${desired.address} is no longer there`);
  if (observed?.state !== 'present')
    return stopped('unreadable', `${desired.address} is ${observed?.state ?? 'not answered'} at the gate`);
  const asked = checks.filter((check) => applies(check, { desired, observed }));
  // A code may have a check for each kind of target. Where none is left, the target became something else than was planned for.
  const lost = checks.find(({ code }) => asked.every((check) => check.code !== code));
  if (lost !== undefined) return stopped('stale', `${lost.code} is not about ${desired.address} any more`);
  for (const check of asked) {
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
    run.passed.set(keyOf(run, requirement.code), passNow(run.ports, run.gate.address));
  }
  return null;
};

const expiredWaiver = ({ plan, gate, ports }: GateRun): string | null => {
  const [target] = ofTarget(plan.targets, gate.address);
  const now = ports.subjectOf(gate.address).driver.clock.now();
  if (target === undefined || now === null) return null;
  const expired = target.waivers.find((waiver) => isExpired(waiver, new Date(now).toISOString()));
  return expired === undefined ? null : `the waiver of ${expired.code} expired on ${expired.expires}`;
};

interface Renewal {
  /** Everything is asked again, however young it is. */
  readonly anew?: boolean;
  /** Facts to read along with those that checks need. */
  readonly also?: readonly string[];
}

/** The checks of the target's kind that these requirements name; the codes of those that nothing here can answer. */
const checksFor = ({ gate, ports }: GateRun, read: readonly GateRequirement[]) => {
  const { checks } = ports.subjectOf(gate.address).kind;
  return {
    checks: checks.filter((check) => read.some(({ code }) => code === check.code)),
    foreign: read.map(({ code }) => code).filter((code) => checks.every((check) => check.code !== code)),
  };
};

/** Makes every requirement of a gate young enough: reads or runs again what is too old. Null when all of them pass. */
export const renew = async (run: GateRun, { anew = false, also = [] }: Renewal = {}): Promise<StepOutcome | null> => {
  const expired = expiredWaiver(run);
  // It can never open again: what was waived with an end has come to its end.
  if (expired !== null) return stopped('stale', expired);
  const due = run.gate.requires.filter((requirement) => anew || tooOld(run, requirement));
  const steps = due.filter(({ code }) => stepFor(run, code) !== null);
  const { checks, foreign } = checksFor(
    run,
    due.filter((requirement) => !steps.includes(requirement)),
  );
  if (foreign.length > 0) return stopped('blocked', `nothing here can answer ${foreign.join(', ')}`);
  if (steps.length === 0) return readAgain(run, checks, also);
  // What a read refuses is refused before a step runs again, which takes minutes and may touch the target.
  const refused = await readAgain(run, checks, []);
  if (refused !== null) return refused;
  const slow = await runAgain(run, steps);
  if (slow !== null) return slow;
  const aged = run.gate.requires.filter(
    (requirement) => stepFor(run, requirement.code) === null && tooOld(run, requirement),
  );
  return readAgain(run, checksFor(run, aged).checks, also);
};

/** When what a gate requires passed, on the cloud's clock: not when the gate opened. */
const whenPassed = (run: GateRun, code: string): string | null => {
  const here = run.passed.get(keyOf(run, code));
  if (here !== undefined) return here.at;
  const step = stepFor(run, code);
  return step === null ? null : passedAt(run, step);
};

const record = async (run: GateRun): Promise<StepOutcome> => {
  const { gate, ports } = run;
  const untaken = await takeInventory(run);
  if (untaken !== null) return untaken;
  const checks = gate.requires.map(({ code }) => ({ code, at: whenPassed(run, code) ?? '' }));
  const written = await ports.journal.append({ type: 'opened', step: gate.id, checks }, { durable: true });
  return written.ok ? { state: 'done' } : storeBroke(written.diagnostics);
};

/** A person did by hand what this gate would ask for: the cloud shows it begun. */
const isBegunByHand = async ({ gate, plan, ports }: GateRun): Promise<boolean> => {
  const step = plan.steps.find(({ id }) => id === gate.byHand);
  if (step === undefined || isGate(step)) return false;
  const { driver, desired } = ports.subjectOf(step.address);
  const probe = await driver.probe({ operation: step.operation, desired, args: step.args });
  return probe.is === 'done' || probe.is === 'in-flight';
};

const wasParked = ({ gate, ports }: GateRun): boolean =>
  linesOf(ports.journal.lines(), gate.id).some(({ line }) => line.type === 'parked');

/** The yes of whoever runs this, where the gate asks for it: without a policy, and at a gate that asks for one of its own. */
const ownYes = async (run: GateRun, before: Yes | undefined): Promise<Yes | null> => {
  const { gate, ports } = run;
  if (before !== undefined) return before;
  if (gate.ownYes === true) return ports.approval(gate);
  return gate.approvals === undefined ? (saidToAll(run) ?? ports.approval(gate)) : { by: '', via: '' };
};

/** A yes, and its time. Whatever is missing is said at once; a yes that comes before the time is kept for it. */
const approved = async (run: GateRun): Promise<StepOutcome | null> => {
  const { gate, plan, ports } = run;
  const early = await outOfTime(run);
  const lacking = (...lacks: readonly Lack[]): Promise<StepOutcome> =>
    park(run, early === null ? lacks : [...lacks, early]);
  const before = approvedBefore(run);
  const has = before !== undefined && gate.approvals === undefined;
  if (has && early === null) return null;
  // A person's hand waits for no window, and what it began is better brought to its end.
  if (await isBegunByHand(run)) return null;
  if (has) return lacking();
  if (gate.handOnly === true)
    return lacking({ missing: 'hand', says: `waits until ${gate.opensOn ?? 'it is done by hand'}` });
  // Who says yes to it has seen it reached: a yes from before that is not one to this.
  if (gate.ownYes === true && !wasParked(run)) return lacking(noYes);
  // Asked again after a crash, too: a yes that expired or was taken back since opens nothing.
  const quorum = await askQuorum(run);
  if (quorum !== null && quorum.is !== 'met') return lacking(lackOf(quorum));
  const own = await ownYes(run, before);
  if (own === null) return lacking(noYes);
  if (before !== undefined && quorum !== null && isSameYes(before, quorum)) return early === null ? null : lacking();
  const { by, via, covers }: Yes = quorum === null || gate.ownYes === true ? own : quorum;
  const approvals = quorum === null ? {} : { approvals: quorum.approvals };
  const written = await ports.journal.append(
    { type: 'approved', step: gate.id, decision: plan.decision, by, via, ...(covers && { covers }), ...approvals },
    { durable: true },
  );
  if (!written.ok) return storeBroke(written.diagnostics);
  // The person may have taken long.
  return (await outOfTime(run)) === null ? null : approved(run);
};

/** The steps that a gate stands for: those that its yes covers, else those right behind it. */
const guardedBy = ({ gate, plan }: Pick<GateRun, 'gate' | 'plan'>): readonly string[] =>
  gate.covers.length > 0
    ? gate.covers
    : ofTarget(plan.steps, gate.address)
        .filter((step) => !isGate(step) && step.needs.includes(gate.id))
        .map(({ id }) => id);

/** A step behind the gate was intended: the gate did its work, and what it asked may rightly look otherwise since. */
export const wasPassed = (run: Pick<GateRun, 'gate' | 'plan' | 'ports'>): boolean => {
  const lines = run.ports.journal.lines();
  return guardedBy(run).some((step) => historyOf(lines, step).attempts > 0);
};

/** Opens a gate: a yes first, since without one nothing else is worth asking; then its checks, young enough. */
export const openGate = async (run: GateRun): Promise<StepOutcome> => {
  if (wasPassed(run)) return { state: 'done' };
  if (run.ports.cancelled()) return stopped('cancelled', 'cancelled at the gate; nothing was sent');
  const missing = await approved(run);
  if (missing !== null) return missing;
  run.seen.delete(run.gate.address);
  const shut = await renew(run, { also: inventoryOf(run) });
  return shut ?? record(run);
};

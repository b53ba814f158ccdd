import { decide, type Act } from '../core/lifecycle.ts';
import type { JournalLine, JournalRecord } from '../core/journal.ts';
import type { Answer, Fence, OperationCall, Probe } from '../core/operation.ts';
import { milliseconds } from '../core/span.ts';
import { historyOf, isOpen, type StepHistory } from '../core/step-history.ts';
import type { StepOutcome } from './executor.ts';
import { compareExpectations } from './expectations.ts';
import { isTakenOver, lockBroke, outcomeOf, stopped, storeBroke } from './outcome.ts';
import type { StepRun } from './step-run.ts';
import { startWatch, type Watch } from './watch.ts';

const callOf = ({ step, subject }: StepRun): OperationCall => ({
  operation: step.operation,
  desired: subject.desired,
  args: step.args,
});

const write = async (run: StepRun, record: JournalRecord, durable = false): Promise<StepOutcome | null> => {
  const written = await run.ports.journal.append(record, { durable });
  return written.ok ? null : storeBroke(written.diagnostics);
};

const answerRecord = (step: string, answer: Exclude<Answer, { is: 'unanswered' }>): JournalRecord => {
  switch (answer.is) {
    case 'accepted':
      return { type: 'sent', step, request: answer.request, task: answer.task };
    case 'refused': {
      const denied = answer.denied === true ? { denied: true } : {};
      return {
        type: 'refused',
        step,
        code: answer.code,
        request: answer.request,
        why: answer.why,
        throttled: false,
        ...denied,
      };
    }
    case 'throttled':
      return {
        type: 'refused',
        step,
        code: answer.code ?? 'Throttling',
        request: answer.request,
        why: answer.why ?? 'the cloud asked to wait',
        throttled: true,
      };
    case 'unsent':
      return { type: 'unsent', step, why: answer.why };
  }
};

/** The fence of the call about to be signed: the cloud's clock and a nonce of one use. */
const fenceNow = async ({ subject: { driver }, ports }: StepRun): Promise<Fence | null> => {
  if (driver.clock.now() === null) await driver.readClock();
  const now = driver.clock.now();
  if (now === null) return null;
  return { nonce: ports.nonce(), date: `${new Date(now).toISOString().slice(0, 19)}Z` };
};

/**
 * From its beginning to the call a sending takes a moment. Who was stopped for longer in between (a suspended machine, a paused process)
 * knows neither of the target nor of the lock what holds now. After this the call's own timeout counts, which nothing outlasts either.
 */
const freshMs = 10_000;

const tooLate = ({ ports }: StepRun, began: number): Extract<Answer, { is: 'unsent' }> | null => {
  const took = ports.time.monotonic() - began;
  if (took < freshMs) return null;
  const why = `${Math.round(took / 1000)} s went by between the look at the target and the call: nothing was sent`;
  return { is: 'unsent', why, afterMs: 0 };
};

/** Intent, fsync, look at the lock, send once. The order is the law: only the intent must be on disk before the call. */
const send = async (run: StepRun, history: StepHistory, watch: Watch): Promise<StepOutcome | null> => {
  const before = run.ports.journal.lines().length;
  const shut = await run.stillOpen(watch.wantsNewGate(history));
  if (shut !== null) return shut;
  // Renewing the gate may have taken minutes: what was probed and compared before it is looked at again.
  if (run.ports.journal.lines().length > before) {
    watch.lookAgain();
    return null;
  }
  const fence = await fenceNow(run);
  if (run.ports.cancelled()) return stopped('cancelled', 'cancelled before the call was sent');
  if (fence === null) return stopped('unreadable', "the cloud's clock could not be read, so no fence can be made");
  const { id } = run.step;
  const began = run.ports.time.monotonic();
  const probe = watch.lastProbe();
  const loses = probe.is === 'not-done' && probe.loses !== undefined ? { loses: probe.loses } : {};
  const broke = await write(run, { type: 'intended', step: id, attempt: history.attempts + 1, fence, ...loses }, true);
  if (broke !== null) return broke;
  const ours = await run.ports.stillOurs(run.step.address);
  if (!ours.ok) return lockBroke(ours.diagnostics, 'nothing was sent');
  const answer = tooLate(run, began) ?? (await run.subject.driver.perform(callOf(run), fence));
  watch.sent(answer);
  if (answer.is === 'unanswered') return write(run, { type: 'progress', step: id, says: `${noAnswer}${answer.why}` });
  return write(run, answerRecord(id, answer));
};

const concludeDone = async (run: StepRun, probe: Probe, adopted: string | null): Promise<StepOutcome | null> => {
  if (probe.is !== 'done') throw new Error(`${run.step.id}: done without a probe's evidence`);
  const result = probe.result === undefined ? {} : { result: probe.result };
  const note = adopted === null ? {} : { adopted };
  return write(run, { type: 'done', step: run.step.id, evidence: probe.proof, ...note, ...result }, true);
};

/** The service's message often begins with the code; said twice it would read as two things. */
const refusalWords = ({ code, why }: { code: string; why: string }): string =>
  why.includes(code) ? why : `${code}: ${why}`;

const concludeFailed = async (
  run: StepRun,
  probe: Probe,
  { history, because }: { history: StepHistory; because: 'cloud' | 'refused' | 'not-proven' },
): Promise<StepOutcome | null> => {
  const refusal = history.line?.type === 'refused' ? refusalWords(history.line) : 'refused';
  const proof = 'proof' in probe ? probe.proof : [];
  const denied = because === 'refused' && history.line?.type === 'refused' && history.line.denied === true;
  const why = {
    cloud: probe.is === 'failed' ? probe.why : 'the cloud says it failed',
    refused: `refused, nothing happened: ${refusal}`,
    'not-proven':
      probe.is === 'failed'
        ? probe.why
        : `not as it should be: ${proof.map(({ says }) => says).join('; ') || 'no evidence'}`,
  }[because];
  return write(
    run,
    { type: 'failed', step: run.step.id, code: denied ? 'denied' : because, why, evidence: proof },
    true,
  );
};

const pause = async (run: StepRun, watch: Watch, act: Extract<Act, { act: 'wait' }>): Promise<StepOutcome | null> => {
  const says = watch.news(act.because);
  const broke = says === null ? null : await write(run, { type: 'progress', step: run.step.id, says });
  if (broke !== null) return broke;
  await run.ports.time.wait(watch.waitFor(act.because, milliseconds(run.contract.poll)));
  return null;
};

/**
 * A fact moved before a call could be sent again. The call before it is provably dead (its window is over, or it was
 * throttled), so its intent is closed: nothing of this plan is under way.
 */
const goStale = async (run: StepRun, { history, probe, watch }: Seen): Promise<StepOutcome> => {
  const why = watch.moved();
  if (!isOpen(history)) return stopped('stale', why);
  const evidence = 'proof' in probe ? probe.proof : [];
  const broke = await write(run, { type: 'failed', step: run.step.id, code: 'stale', why, evidence }, true);
  return broke ?? stopped('stale', why);
};

interface Seen {
  readonly history: StepHistory;
  readonly probe: Probe;
  readonly watch: Watch;
}

const endings = {
  ambiguous: 'it cannot be known whether the call was accepted; a person must settle it',
  unreadable: 'the cloud could not be read for too long; nothing is concluded from that',
  unfinished: 'it is still under way; nothing was sent again',
} as const;

const noAnswer = 'no answer that tells what became of it: ';

/** An answer that proves nothing is an answer all the same: what came says where to look, more than the network. */
const neverAccepted = (lines: readonly JournalLine[], step: string): string => {
  const told = lines.findLast(
    (line) => line.type === 'progress' && line.step === step && line.says.startsWith(noAnswer),
  );
  const why = told?.type === 'progress' ? `: ${told.says.slice(noAnswer.length)}` : '';
  return `no answer came that says it was accepted${why}; the cloud shows no trace of the call, and none that was sent can arrive any more`;
};
const stillThrottled = 'the cloud kept throttling the call; it was never accepted';

const whyEnded = (run: StepRun, as: keyof typeof endings, { last, line }: StepHistory): string => {
  if (line?.type === 'unsent')
    return line.why.includes('nothing was sent') ? line.why : `nothing was sent: ${line.why}`;
  if (last === 'throttled') return stillThrottled;
  return as === 'unfinished' && last === 'intended'
    ? neverAccepted(run.ports.journal.lines(), run.step.id)
    : endings[as];
};

/** How an ambiguous end begins in the journal, by which a status knows to name `settle`. */
export const ambiguousMark = 'AMBIGUOUS';

const endAs = async (run: StepRun, as: keyof typeof endings, history: StepHistory): Promise<StepOutcome> => {
  const outcome = stopped(as, whyEnded(run, as, history));
  if (as !== 'ambiguous') return outcome;
  const says = `${ambiguousMark}: ${endings.ambiguous}`;
  return (await write(run, { type: 'progress', step: run.step.id, says })) ?? outcome;
};

const carryOut = async (run: StepRun, act: Act, seen: Seen) => {
  const { history, probe, watch } = seen;
  switch (act.act) {
    case 'return':
      return outcomeOf(history);
    case 'compare':
      watch.compared(await compareExpectations(run.step, run.subject));
      return null;
    case 'send':
      return send(run, history, watch);
    case 'wait':
      return pause(run, watch, act);
    case 'record-done':
      return concludeDone(run, probe, act.adopted);
    case 'record-failed':
      return concludeFailed(run, probe, { history, because: act.because });
    case 'end':
      return act.as === 'stale' ? goStale(run, seen) : endAs(run, act.as, history);
  }
};

/**
 * Whoever wakes up after a call, or in the middle of waiting for one, may have lost the step: what it found then is the other runner's
 * to conclude. Before the first call there is nothing to conclude, and `send` looks for itself. A store that cannot be read says so at the next write, and is no reason to leave a call that is under way.
 */
const takenOver = async ({ ports, step }: StepRun): Promise<StepOutcome | null> => {
  const ours = await ports.stillOurs(step.address);
  return ours.ok || !isTakenOver(ours.diagnostics)
    ? null
    : lockBroke(ours.diagnostics, 'what was sent is its to follow, and this one sends nothing more');
};

/**
 * Drives one step by the lifecycle's table until it has an outcome. It probes before it decides, sends at most once per
 * decision, never waits inside a call, and succeeds only by a probe's evidence.
 */
export const driveStep = async (run: StepRun): Promise<StepOutcome> => {
  const watch = startWatch(run);
  for (;;) {
    const history = historyOf(run.ports.journal.lines(), run.step.id, run.afresh);
    const ended = outcomeOf(history);
    if (ended !== null) return ended;
    if (run.ports.cancelled()) return stopped('cancelled', watch.underWay(history));
    const taken = history.last === 'none' ? null : await takenOver(run);
    if (taken !== null) return taken;
    const probe = watch.keepComparison(history)
      ? watch.lastProbe()
      : await run.subject.driver.probe(callOf(run), history.since ?? undefined);
    const act = decide(watch.situation(history, probe));
    const outcome = await carryOut(run, act, { history, probe, watch });
    if (outcome !== null) return outcome;
  }
};

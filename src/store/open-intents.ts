import { fail, succeed, type Diagnostic, type Result } from '../core/diagnostic.ts';
import { inChainOrder } from '../core/journal-epochs.ts';
import type { JournalLine } from '../core/journal.ts';
import { glanceAt } from './plan-glance.ts';
import type { OpenIntent, StoredRun } from './store.ts';

/** The one-way steps of a run that work on one target. */
const oneWaySteps = (run: StoredRun, key: string): readonly string[] => {
  const { targets, steps } = glanceAt(run.plan);
  const addresses = targets.filter((target) => target.key === key).map(({ address }) => address);
  return steps
    .filter(({ address, reversibility }) => reversibility === 'one-way' && addresses.includes(address))
    .map(({ id }) => id);
};

const closes = (line: JournalLine): boolean =>
  line.type === 'done' ||
  line.type === 'failed' ||
  line.type === 'settled' ||
  (line.type === 'refused' && !line.throttled);

type About = Pick<OpenIntent, 'at' | 'sent'> | null;

const follow = (before: About, line: JournalLine): About => {
  if (line.type === 'intended') return { at: line.at, sent: false };
  if (line.type === 'sent') return { at: before?.at ?? line.at, sent: true };
  return closes(line) ? null : before;
};

/** What is said of a step, late lines at their place. */
const linesAbout = (run: StoredRun, step: string): readonly JournalLine[] =>
  inChainOrder(run).filter((line) => 'step' in line && line.step === step);

/**
 * A holder that had lost the run may still write that a call was accepted. Where a person settled that call as not sent,
 * this contradicts it, and the intent is open again until the step is seen done or failed, or is settled as sent.
 */
const contradicted = (run: StoredRun, step: string): About => {
  const about = linesAbout(run, step);
  const late = run.late.findLast(({ line }) => line.type === 'sent' && line.step === step);
  const known = about.some(
    ({ type, ...line }) => ['done', 'failed'].includes(type) || ('as' in line && line.as === 'sent'),
  );
  return late === undefined || known ? null : { at: late.line.at, sent: true };
};

/** The open intents of one run on one target. */
const openIntentsOf = (run: StoredRun, key: string): readonly OpenIntent[] =>
  oneWaySteps(run, key).flatMap((step) => {
    const open = linesAbout(run, step).reduce(follow, null) ?? contradicted(run, step);
    return open === null ? [] : [{ run: run.id, alias: run.alias, step, ...open }];
  });

/** Over many runs; a run that cannot be read fails the whole, because it may hold an open intent. */
export const openIntentsIn = (runs: readonly Result<StoredRun>[], key: string): Result<readonly OpenIntent[]> => {
  const diagnostics: Diagnostic[] = runs.flatMap((run) => run.diagnostics);
  if (runs.some((run) => !run.ok)) return fail(...diagnostics);
  return succeed(
    runs.flatMap((run) => (run.ok ? openIntentsOf(run.value, key) : [])),
    diagnostics,
  );
};

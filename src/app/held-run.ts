import type { JournalLine } from '../core/journal.ts';
import type { Plan } from '../core/plan.ts';
import type { RunSubject } from '../run/ports.ts';
import type { JournalWriter } from '../store/journal-writer.ts';
import type { Lock } from '../store/store.ts';

/** A run that holds its locks and its journal. */
export interface HeldRun {
  readonly plan: Plan;
  readonly journal: JournalWriter;
  readonly earlier: readonly JournalLine[];
  readonly locks: readonly Lock[];
  readonly subjects: ReadonlyMap<string, RunSubject>;
  /** Targets that are no longer there: what is not done on them can never be. */
  readonly gone: ReadonlySet<string>;
}

import type { ExitName } from '../core/exit-code.ts';
import type { StepOutcome } from '../run/executor.ts';

/** The exit that one step's outcome leads to by itself. */
export const exitOfOutcome: Readonly<Record<StepOutcome['state'], ExitName>> = {
  done: 'done',
  skipped: 'done',
  parked: 'parked',
  unapproved: 'unapproved',
  blocked: 'blocked',
  cancelled: 'cancelled',
  failed: 'error',
  denied: 'credentials',
  ambiguous: 'ambiguous',
  stale: 'stale',
  unreadable: 'error',
  unfinished: 'error',
  fenced: 'locked',
  store: 'error',
};

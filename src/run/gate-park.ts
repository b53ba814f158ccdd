import type { StepOutcome } from './executor.ts';
import type { GateRun } from './gate-run.ts';
import { stopped, storeBroke } from './outcome.ts';
import type { QuorumAnswer } from './ports.ts';

/** What a gate that stays shut lacks, and how that is told. */
interface Lack {
  readonly missing: 'approval' | 'time' | 'hand';
  readonly says: string;
  /** What the journal keeps of it beside what is missing. */
  readonly told?: string;
  /** How the step ends, where it does not wait alone. */
  readonly as?: 'unapproved';
}

const noYes: Lack = { missing: 'approval', says: 'waits for a yes' };

/** Writes down what a gate lacks, and ends there: nothing stays alive. */
export const park = async (
  { gate, ports }: GateRun,
  { missing, says, told, as }: Lack = noYes,
): Promise<StepOutcome> => {
  const written = await ports.journal.append(
    {
      type: 'parked',
      step: gate.id,
      gate: gate.id,
      missing: [missing],
      ...(told === undefined ? {} : { says: told }),
    },
    { durable: true },
  );
  return written.ok ? stopped(as ?? 'parked', `${gate.title} ${says}`) : storeBroke(written.diagnostics);
};

/** Approvals that are not there are waited for; those that cannot be judged are not. */
export const lackOf = ({ is, says }: Extract<QuorumAnswer, { is: 'short' | 'refused' }>): Lack =>
  is === 'short'
    ? { missing: 'approval', says: `waits for approvals: ${says}`, told: says }
    : { missing: 'approval', says: `cannot be opened: ${says}`, told: says, as: 'unapproved' };

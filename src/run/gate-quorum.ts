import type { JournalRecord } from '../core/journal.ts';
import type { GateRun } from './gate-run.ts';
import type { QuorumAnswer } from './ports.ts';

type Approved = Extract<JournalRecord, { type: 'approved' }>;

/** What the policy says of the yeses at a gate; null where it asks for none. Who cannot judge them opens nothing. */
export const askQuorum = async ({ gate, ports }: GateRun): Promise<QuorumAnswer | null> =>
  gate.approvals === undefined
    ? null
    : ((await ports.quorum?.(gate)) ?? { is: 'refused', says: 'nothing here can judge approvals' });

/** The newest yes that the journal tells of. */
export const approvedBefore = ({ gate, ports }: GateRun): Approved | undefined =>
  ports.journal
    .lines()
    .findLast((line): line is Approved & typeof line => line.type === 'approved' && line.step === gate.id);

/** Whether a yes of the journal was that of the same people. */
export const isSameYes = (before: Approved, now: Extract<QuorumAnswer, { is: 'met' }>): boolean =>
  JSON.stringify(before.approvals?.map(({ by }) => by)) === JSON.stringify(now.approvals.map(({ by }) => by));

import { policyDefaults } from '../core/approval-policy.ts';
import type { JournalRecord } from '../core/journal.ts';
import { linesOf } from '../core/lines-of.ts';
import { milliseconds } from '../core/span.ts';
import type { GateRun } from './gate-run.ts';
import type { QuorumAnswer, Yes } from './ports.ts';

type Approved = Extract<JournalRecord, { type: 'approved' }>;

/** What the policy says of the yeses at a gate; null where it asks for none. Who cannot judge them opens nothing. */
export const askQuorum = async ({ gate, ports }: GateRun): Promise<QuorumAnswer | null> =>
  gate.approvals === undefined
    ? null
    : ((await ports.quorum?.(gate)) ?? { is: 'refused', says: 'nothing here can judge approvals' });

/** The newest yes that the journal tells of. */
export const approvedBefore = ({ gate, ports }: GateRun): Approved | undefined =>
  linesOf(ports.journal.lines(), gate.id)
    .map(({ line }) => line)
    .findLast((line): line is Approved & typeof line => line.type === 'approved');

/**
 * The newest yes of an earlier process to the whole decision, at another gate: who gave it has read all that is still to come, and is not
 * asked again at each wave. It ends when a yes ends by default, by the clock of the gate's cloud.
 */
export const saidToAll = ({ gate, plan, ports }: GateRun): Yes | null => {
  const now = ports.subjectOf(gate.address).driver.clock.now();
  const line = ports.journal.lines().findLast((one) => one.type === 'approved' && one.covers === 'plan');
  if (line?.type !== 'approved' || line.decision !== plan.decision || now === null) return null;
  const isOver = now - Date.parse(line.at) > milliseconds(policyDefaults.validFor);
  return isOver ? null : { by: line.by, via: `${line.via} of ${line.at.slice(0, 19)}Z` };
};

/** Whether a yes of the journal was that of the same people. */
export const isSameYes = (before: Approved, now: Extract<QuorumAnswer, { is: 'met' }>): boolean =>
  JSON.stringify(before.approvals?.map(({ by }) => by)) === JSON.stringify(now.approvals.map(({ by }) => by));

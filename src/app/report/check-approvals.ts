import { approvalText, parseApproval, type SignedApproval } from '../../core/approval-statement.ts';
import type { GivenApproval } from '../../core/approvals.ts';
import type { JoinedJournal } from '../../core/journal-epochs.ts';
import type { Plan } from '../../core/plan.ts';
import type { Report, ReportApproval } from '../../core/report/report.ts';
import type { CheckedPart } from '../../render/model/report-check-model.ts';
import type { Host } from '../host.ts';
import { proveKey, proveSignature, type Signers } from '../signatures.ts';

type Counted = Omit<GivenApproval, 'void' | 'gate'> & {
  /** When it was counted, by the cloud's clock. */
  readonly countedAt: string;
};

/** What approvals are checked against. */
export interface ApprovalCheck {
  readonly report: Report;
  readonly plan: Plan;
  readonly journal: JoinedJournal;
  readonly host: Host;
  /** The allowed-signers file that was given with the command. */
  readonly signers: Uint8Array | null;
}

const part = (is: CheckedPart['is'], says: string): CheckedPart => ({ part: 'approvals', is, says });

const countedIn = ({ lines }: JoinedJournal): readonly Counted[] =>
  lines.flatMap((line) =>
    line.type === 'approved'
      ? (line.approvals ?? []).filter(({ how }) => how === 'signature').map((one) => ({ ...one, countedAt: line.at }))
      : [],
  );

const signersOf = ({ report: { evidence }, signers }: ApprovalCheck): Signers | null => {
  if (signers !== null) return { signers, revoked: null };
  if (evidence.policy === null) return null;
  const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
  const { signers: names, revoked } = evidence.policy;
  return { signers: bytes(names), revoked: revoked === null ? null : bytes(revoked) };
};

/** A signature that can be read no more, or is over other words, was altered; one of a stranger proves nobody's yes. */
const isAlteration = (why: string): boolean => why.startsWith("'s signature");

const ofOne = async (check: ApprovalCheck, approval: SignedApproval): Promise<CheckedPart> => {
  const { by, at } = approval.statement;
  const counted = countedIn(check.journal).find((one) => one.by === by && one.at === at);
  const signers = signersOf(check);
  const now = Date.parse(counted?.countedAt ?? at);
  const { programs } = check.host;
  const proof =
    signers === null
      ? await proveKey(programs, approval)
      : await proveSignature(programs, approval, { ...signers, now });
  if (!proof.ok) return part('unproven', `${by}'s: ${proof.diagnostics.map(({ summary }) => summary).join('; ')}`);
  if (proof.value.is === 'void') {
    const { why } = proof.value;
    const says = `${by}${why.startsWith("'s") ? '' : ' '}${why}`;
    if (isAlteration(why)) return part('altered', says);
    return part(counted === undefined ? 'unproven' : 'void', says);
  }
  const { key } = proof.value;
  if (counted?.key !== undefined && counted.key !== key)
    return part('altered', `${by}'s is by key ${key}, the journal counted ${counted.key}`);
  const whose = signers === null ? 'whose key that is, no signers say' : 'a key of theirs by the signers';
  return part(signers === null ? 'unproven' : 'proven', `${by} signed ${at} with ${key}, ${whose}`);
};

const ofText = async (check: ApprovalCheck, { name, text, decision }: ReportApproval): Promise<CheckedPart> => {
  const approval = parseApproval(text);
  if (approval === null || approvalText(approval) !== text)
    return part('altered', `${name} is not the approval that was kept`);
  const decided = check.plan.decision.slice('sha256:'.length);
  if (approval.statement.decision !== decided || decision !== decided)
    return part('altered', `${approval.statement.by}'s is of decision ${approval.statement.decision.slice(0, 12)}`);
  return ofOne(check, approval);
};

/** What the journal counted must be there. */
const lacking = ({ report, journal }: ApprovalCheck): readonly CheckedPart[] => {
  const there = report.evidence.approvals.flatMap(({ text }) => parseApproval(text)?.statement ?? []);
  return countedIn(journal)
    .filter((one) => !there.some(({ by, at }) => by === one.by && at === one.at))
    .map(({ by, at }) => part('void', `${by}'s of ${at} counted, and is not in the report`));
};

/** Proves each signed approval: its words, its key, and, where signers are known, whose key that was when it counted. */
export const checkApprovals = async (check: ApprovalCheck): Promise<readonly CheckedPart[]> => {
  const parts: CheckedPart[] = [];
  for (const one of check.report.evidence.approvals) parts.push(await ofText(check, one));
  return [...parts, ...lacking(check)];
};

import { parseApproval } from '../../core/approval-statement.ts';
import type { JournalLine } from '../../core/journal.ts';
import type { Plan } from '../../core/plan.ts';
import type { ReportApproval, ToldGate, ToldSignature, ToldYes } from '../../core/report/report.ts';
import { isGate, type GateStep } from '../../core/step.ts';

const yesOf = (line: Extract<JournalLine, { type: 'approved' }>): ToldYes => ({
  at: line.at,
  by: line.by,
  via: line.via,
  approvals: (line.approvals ?? []).map(({ by, at, how, key }) => ({ by, at, how, key: key ?? null })),
});

const gateOf = ({ id, title, question }: GateStep, lines: readonly JournalLine[]): ToldGate => {
  const of = <T extends 'approved' | 'opened' | 'parked'>(type: T) =>
    lines.filter((line): line is Extract<JournalLine, { type: T }> => line.type === type && line.step === id);
  const opened = of('opened').at(-1);
  return {
    gate: id,
    title,
    question,
    waited: of('parked').map(({ at, missing, says }) => ({ at, missing, says: says ?? null })),
    yes: of('approved').map(yesOf),
    openedAt: opened?.at ?? null,
    checks: opened?.checks ?? [],
  };
};

/** Each gate of the plan, what it waited for, who said yes, and when it opened. */
export const gatesIn = ({ steps }: Plan, lines: readonly JournalLine[]): readonly ToldGate[] =>
  steps.filter(isGate).map((gate) => gateOf(gate, lines));

/** The signatures that lie beside the journal; what is none is not told as one. */
export const signaturesIn = (approvals: readonly ReportApproval[]): readonly ToldSignature[] =>
  approvals.flatMap(({ name, text }) => {
    const statement = parseApproval(text)?.statement;
    if (statement === undefined) return [];
    const { by, at, gate, digest } = statement;
    return [{ name, by, at, gate: gate ?? null, digest }];
  });

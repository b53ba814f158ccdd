import { isGate, type GateApprovals, type GateStep, type Span, type Step } from './step.ts';

/** Where people say yes: in reviews of the change, or by signing the decision with an SSH key. */
export type ApprovalSource = 'reviews' | 'signatures';

/** How many people must say yes, where their yes is read, and for how long it counts. */
export interface ApprovalPolicy {
  /** At a gate before writes that can be taken back, or at least repeated. 0: as without a policy. */
  readonly prepare: number;
  /** At a gate that covers a one-way step. */
  readonly oneWay: number;
  readonly from: ApprovalSource;
  readonly validFor: Span;
  /** The allowed-signers file of ssh-keygen, relative to onward.yaml; with signatures. */
  readonly signers?: string;
  /** Keys that count no more: a list or a KRL, relative to onward.yaml. */
  readonly revoked?: string;
}

/** What an `approvals` that says little asks for. */
export const policyDefaults = { prepare: 1, oneWay: 2, from: 'reviews', validFor: '14d' } as const;

const coversOneWay = ({ covers }: GateStep, steps: readonly Step[]): boolean =>
  steps.some((step) => !isGate(step) && step.reversibility === 'one-way' && covers.includes(step.id));

/** What a policy asks of a gate; undefined where it asks nothing: no yes opens it, or none is needed beyond today's. */
export const approvalsAt = (
  policy: ApprovalPolicy | null,
  gate: GateStep,
  steps: readonly Step[],
): GateApprovals | undefined => {
  if (policy === null || gate.handOnly === true) return undefined;
  const of = coversOneWay(gate, steps) ? 'oneWay' : 'prepare';
  const needed = policy[of];
  return needed > 0 ? { needed, of } : undefined;
};

/** Steps whose gates say how many yeses they need. */
export const withApprovals = (steps: readonly Step[], policy: ApprovalPolicy | null): readonly Step[] =>
  steps.map((step) => {
    if (!isGate(step)) return step;
    const approvals = approvalsAt(policy, step, steps);
    return approvals === undefined ? step : { ...step, approvals };
  });

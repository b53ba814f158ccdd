import type { Address } from './address.ts';
import { withApprovals } from './approval-policy.ts';
import { decisionOf, digestOf, type Sha256 } from './decision.ts';
import type { Desired } from './desired.ts';
import type { Diagnostic } from './diagnostic.ts';
import type { Json } from './fact.ts';
import { fleetLimitsOf, noFleet, placeInWaves, type Fleet } from './fleet.ts';
import type { Kind } from './kind.ts';
import type { Observed } from './observed.ts';
import type { Plan, PlanTarget } from './plan.ts';
import type { PlanPolicy, PlanSource } from './plan-policy.ts';
import { assertSound } from './plan-soundness.ts';
import { planTarget, type TargetPart } from './plan-target.ts';
import { waveGates } from './wave-gates.ts';
import type { Window } from './window.ts';
import { crowdedWindows } from './window-checks.ts';

export interface PlanInput {
  readonly subjects: readonly { readonly kind: Kind; readonly desired: Desired; readonly observed: Observed }[];
  readonly store: string | null;
  /** As a person wrote it, or `default`. */
  readonly storeAs: string;
  /** RFC 3339; also the day by which waivers expire. */
  readonly createdAt: string;
  readonly tool: string;
  readonly diagnostics: readonly Diagnostic[];
  readonly sha256: Sha256;
  /** By the key of a target: the newest run of it that ended without success. */
  readonly after?: ReadonlyMap<string, string>;
  /** How the project has many targets moved; where it does not say, all at once. */
  readonly fleet?: Fleet;
  /** The windows that gates keep to; every name that a document gives is among them. Absent: no gate keeps to any. */
  readonly windows?: readonly Window[];
  /** A person's own prices, by kind; where a kind has none, its own file counts. */
  readonly prices: Readonly<Record<string, Json>>;
  readonly source?: PlanSource | undefined;
  readonly policy?: PlanPolicy | undefined;
}

const withAddress = <T>(parts: readonly TargetPart[], pick: (part: TargetPart) => readonly T[]) =>
  parts.flatMap((part) =>
    pick(part).map((item): T & { address: Address } => ({ ...item, address: part.target.address })),
  );

/** What a month costs by the prices at hand, for each target that has a way to go. */
const costsOf = ({ subjects, prices }: PlanInput, parts: readonly TargetPart[]): Plan['cost'] =>
  Object.fromEntries(
    subjects.flatMap(({ kind, desired, observed }) => {
      const journey = parts.find(({ target }) => target.address === desired.address)?.journey;
      if (!journey || kind.pricing === undefined) return [];
      const steps = journey.steps.map(({ id }) => id);
      const known = prices[kind.name] ?? kind.pricing.prices;
      const cost = kind.pricing.cost({ desired, facts: observed.facts, prices: known, steps });
      return Object.keys(cost).length === 0 ? [] : [[desired.address, cost]];
    }),
  );

const withEarlierTry = (target: PlanTarget, { after }: PlanInput): PlanTarget => {
  const run = target.key === null ? undefined : after?.get(target.key);
  return run === undefined ? target : { ...target, after: run };
};

/** The wave of each target and what it needs room for. */
const withFleet = (targets: readonly PlanTarget[], { subjects, fleet = noFleet }: PlanInput): readonly PlanTarget[] => {
  const waves = placeInWaves(
    fleet.waves,
    subjects.map(({ desired }) => desired),
  );
  const regions = new Map(subjects.map(({ kind, desired }) => [desired.address, kind.region?.(desired) ?? null]));
  return targets.map((target) => {
    const wave = waves.get(target.address);
    const limits = fleetLimitsOf(fleet.limits, regions.get(target.address) ?? null);
    return {
      ...target,
      ...(wave === undefined ? {} : { wave }),
      ...(limits.length === 0 ? {} : { limits }),
    };
  });
};

/** What a plan says of its fleet: nothing where the project says nothing. */
const fleetPart = ({ fleet = noFleet }: PlanInput): Pick<Plan, 'waves' | 'stopOn'> => ({
  ...(fleet.waves.length === 0
    ? {}
    : { waves: fleet.waves.map(({ name, soak }) => ({ name, ...(soak === undefined ? {} : { soak }) })) }),
  ...(fleet.stopOn === null ? {} : { stopOn: fleet.stopOn }),
});

/** The steps of all targets, their gates with the approvals that the policy asks for. */
const ownSteps = (parts: readonly TargetPart[], { policy }: PlanInput): Plan['steps'] =>
  withApprovals(
    parts.flatMap((part) => part.steps),
    policy?.approvals ?? null,
  );

/** Which commit a plan is of, and by which policy. */
const originPart = ({ source, policy }: PlanInput): Pick<Plan, 'source' | 'policy'> => ({
  ...(source === undefined ? {} : { source }),
  ...(policy === undefined ? {} : { policy }),
});

/** From what is desired and what is observed to the ordered, gated, hashed plan. Pure: the same input, the same plan. */
export const buildPlan = (input: PlanInput): Plan => {
  const parts = input.subjects.map((subject) => planTarget(subject, input.createdAt, input.windows));
  const checks = parts.flatMap((part) => part.checks);
  const targets = withFleet(
    parts.map((part) => withEarlierTry(part.target, input)),
    input,
  );
  const fleet = fleetPart(input);
  const steps = [...ownSteps(parts, input), ...waveGates(fleet.waves ?? [], targets)];
  const complete = parts.every((part) => part.complete);
  assertSound(steps);
  const body = {
    format: 'onward.plan/1' as const,
    createdAt: input.createdAt,
    tool: input.tool,
    store: input.store,
    storeAs: input.storeAs,
    complete,
    applicable: complete && parts.some(({ target }) => target.applicable),
    targets,
    changes: parts.flatMap((part) => part.changes),
    checks,
    steps,
    pointOfNoReturn: parts.map((part) => part.target.pointOfNoReturn).find((id) => id !== null) ?? null,
    ...fleet,
    leftBehind: withAddress(parts, (part) => part.leftBehind),
    gains: withAddress(parts, (part) => part.journey?.gains ?? []),
    notices: withAddress(parts, (part) => (part.journey?.notices ?? []).map((says) => ({ says }))),
    cost: costsOf(input, parts),
    diagnostics: [
      ...input.diagnostics,
      ...parts.flatMap((part) => part.diagnostics),
      ...crowdedWindows(parts.map((part) => part.steps)),
    ],
    ...originPart(input),
  };
  const decided = { ...body, decision: decisionOf(body, input.sha256) };
  return { ...decided, digest: digestOf(decided, input.sha256) };
};

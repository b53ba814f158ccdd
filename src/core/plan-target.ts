import { applies, type Check, type CheckResult } from './check.ts';
import type { Desired } from './desired.ts';
import { warning, type Diagnostic } from './diagnostic.ts';
import { diff, type Change } from './diff.ts';
import { withGates } from './gates.ts';
import { judge } from './judge.ts';
import type { Journey, Kind } from './kind.ts';
import type { Observed } from './observed.ts';
import type { PlanTarget } from './plan.ts';
import type { Step } from './step.ts';

export interface TargetSubject {
  readonly kind: Kind;
  readonly desired: Desired;
  readonly observed: Observed;
}

/** What one target adds to a plan. */
export interface TargetPart {
  readonly target: PlanTarget;
  readonly changes: readonly Change[];
  readonly checks: readonly CheckResult[];
  readonly steps: readonly Step[];
  readonly journey: Journey | null;
  readonly complete: boolean;
  readonly diagnostics: readonly Diagnostic[];
}

/** How far the observation lets checks be judged: the account first, then the target, then the journey. */
const stagesOf = (observed: Observed, due: boolean): readonly Check['stage'][] => {
  if (observed.state === 'withheld') return ['account'];
  if (observed.state !== 'present') return ['account', 'target'];
  return due ? ['account', 'target', 'journey'] : ['account', 'target'];
};

const uncheckedResults = (journey: Journey | null, { address, place }: Desired): readonly CheckResult[] =>
  (journey?.unchecked ?? []).map(({ code, demands }) => ({
    code,
    address,
    verdict: 'warn',
    summary: `not yet checked by this version: ${demands}`,
    evidence: [],
    at: place('/spec'),
  }));

const unusedWaivers = (desired: Desired, checks: readonly CheckResult[]): readonly Diagnostic[] =>
  desired.waivers.flatMap((waiver, index) => {
    const check = checks.find(({ code }) => code === waiver.code);
    if (check === undefined || check.verdict !== 'pass') return [];
    const at = desired.place(`/spec/waivers/${String(index)}`);
    const summary = `the waiver of ${waiver.code} is not needed: the check passes`;
    return [warning('PLN002', { summary, at, address: desired.address, remedy: 'take it out of the document' })];
  });

/** The declared account, else the caller's. */
const accountOf = ({ desired, observed }: TargetSubject): string | null => {
  const caller = observed.facts['account.id'];
  return desired.accountId ?? (typeof caller === 'string' ? caller : null);
};

const targetOf = (subject: TargetSubject, parts: { steps: readonly Step[]; journey: Journey | null }): PlanTarget => {
  const { kind, desired, observed } = subject;
  const oneWay = parts.steps.find((step) => step.type !== 'gate' && step.reversibility === 'one-way');
  return {
    address: desired.address,
    key: kind.key(desired, observed),
    account: accountOf(subject),
    desired: desired.spec,
    observed,
    pointOfNoReturn: oneWay?.id ?? null,
    journey: parts.journey?.title ?? null,
    wanted: kind.desiredFacts(desired),
    waivers: desired.waivers,
  };
};

/** Plans one target: what differs, what stands in the way, and the steps with their gates. */
export const planTarget = (subject: TargetSubject, at: string): TargetPart => {
  const { kind, desired, observed } = subject;
  const wanted = kind.desiredFacts(desired);
  const changes = diff(desired.address, { desired: wanted, observed: observed.facts }, kind.facts);
  const route = observed.state === 'present' ? kind.route(desired, observed, changes) : null;
  const journey = route?.is === 'due' ? route.journey : null;
  const stages = stagesOf(observed, journey !== null);
  const judgeable = (check: Check): boolean =>
    stages.includes(check.stage) &&
    (observed.state !== 'absent' || check.stage === 'account' || check.facts.length === 0) &&
    applies(check, subject);
  const judged = kind.checks.filter(judgeable).map((check) => judge(check, subject, at));
  const steps = journey === null ? [] : withGates(desired.address, journey, kind.contracts);
  return {
    target: targetOf(subject, { steps, journey }),
    changes,
    checks: [...judged, ...uncheckedResults(journey, desired)].sort((a, b) => (a.code < b.code ? -1 : 1)),
    steps,
    journey,
    complete:
      observed.unread.length === 0 &&
      observed.state !== 'unreadable' &&
      // A judge may find what was read undecidable: unknown is no pass.
      !judged.some(({ verdict }) => verdict === 'unknown'),
    diagnostics: unusedWaivers(desired, judged),
  };
};

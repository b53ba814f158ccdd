import { ownAnnotations } from './annotation.ts';
import { applies, type Check, type CheckResult } from './check.ts';
import type { Desired } from './desired.ts';
import { warning, type Diagnostic } from './diagnostic.ts';
import { diff, type Change } from './diff.ts';
import { withGates } from './gates.ts';
import { judge } from './judge.ts';
import type { Journey, Kind, LeftBehind } from './kind.ts';
import type { Observed } from './observed.ts';
import type { PlanTarget } from './plan.ts';
import type { Step } from './step.ts';
import type { Window } from './window.ts';
import { windowChecks } from './window-checks.ts';

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
  readonly leftBehind: readonly LeftBehind[];
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

const blocks = ({ verdict }: CheckResult): boolean => verdict === 'fail' || verdict === 'ask';

const targetOf = (
  subject: TargetSubject,
  parts: Pick<TargetPart, 'steps' | 'journey' | 'complete' | 'checks'>,
): PlanTarget => {
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
    ...ownAnnotations(desired),
    ...(desired.membership === undefined ? {} : { membership: desired.membership }),
    ...(parts.journey?.ways === undefined ? {} : { ways: parts.journey.ways }),
    applicable: parts.complete && parts.steps.length > 0 && !parts.checks.some(blocks),
  };
};

/** What the journey leaves behind, with what a person has said of it. */
const leftBehindOf = ({ kind, desired }: TargetSubject, journey: Journey | null): readonly LeftBehind[] => {
  const words = kind.attested?.(desired) ?? {};
  return (journey?.leftBehind ?? []).map((left) => {
    const word = left.duty === undefined ? undefined : words[left.duty.id];
    return word === undefined ? left : { ...left, attested: word };
  });
};

/** Plans one target: what differs, what stands in the way, and the steps with their gates, which keep to the windows that are given. */
export const planTarget = (subject: TargetSubject, at: string, windows?: readonly Window[]): TargetPart => {
  const { kind, desired, observed } = subject;
  const wanted = kind.desiredFacts(desired);
  const changes = diff(desired.address, { desired: wanted, observed: observed.facts }, kind.facts);
  const route = observed.state === 'present' ? kind.route(desired, observed, changes) : null;
  const journey = route?.is === 'due' ? route.journey : null;
  const stages = stagesOf(observed, journey !== null);
  const judgeable = (check: Check): boolean =>
    stages.includes(check.stage) &&
    // Of what is not there some facts are known all the same: that nothing has its name.
    (observed.state !== 'absent' ||
      check.stage === 'account' ||
      check.facts.every((fact) => observed.facts[fact] !== undefined)) &&
    applies(check, subject);
  const judged = kind.checks.filter(judgeable).map((check) => judge(check, subject, at));
  const steps = journey === null ? [] : withGates(desired.address, journey, kind.contracts, windows);
  const found = [...judged, ...uncheckedResults(journey, desired), ...windowChecks(desired, steps)];
  const checks = found.sort((a, b) => (a.code < b.code ? -1 : 1));
  // A judge may find what was read undecidable: unknown is no pass.
  const isUnknown = judged.some(({ verdict }) => verdict === 'unknown');
  const complete = observed.unread.length === 0 && observed.state !== 'unreadable' && !isUnknown;
  const parts = { steps, journey, leftBehind: leftBehindOf(subject, journey), complete, checks };
  return { target: targetOf(subject, parts), changes, ...parts, diagnostics: unusedWaivers(desired, judged) };
};

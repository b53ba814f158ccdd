import { changeNumberOf } from '../../core/annotation.ts';
import { isGate } from '../../core/step.ts';
import type { Plan, PlanTarget } from '../../core/plan.ts';
import type { Unread } from '../../core/observed.ts';
import { approvalWords } from './approval-words.ts';
import { changeRow } from './change-rows.ts';
import { checkGroups, evidenceLines, type CheckGroups } from './check-groups.ts';
import { targetCost } from './cost-words.ts';
import { waveWords } from './fleet-words.ts';
import { awayOf, forEverNames, outlookFacts, outlookLabels, takesWords, undoWords, wayOutWords } from './outlook.ts';
import type { Labelled, Sentence, Standing, TargetReport } from './plan-report.ts';
import { once } from './once.ts';
import { isStepRow, stepRows, type Row } from './step-rows.ts';
import { whenWords } from './when-words.ts';

/** The first 12 hex of a decision: what a person reads out and types. */
export const shortHash = (hash: string): string => hash.replace(/^sha256:/, '').slice(0, 12);

const standingOf = (plan: Plan, target: PlanTarget, checks: CheckGroups): Standing => {
  const unknown = checks.inTheWay.some(({ word }) => word === 'UNKNOWN');
  const unread = !plan.complete && target.observed.unread.length > 0;
  if (unknown || unread || target.observed.state === 'unreadable') return 'INCOMPLETE';
  if (checks.inTheWay.length > 0) return 'BLOCKED';
  return plan.steps.some(({ address }) => address === target.address) ? 'READY' : 'NOTHING TO DO';
};

const plural = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;

const isWere = (count: number): string => (count === 1 ? 'stands' : 'stand');

/** What is in the way, and what would follow once it is not. */
const blockedFacts = ({ inTheWay, total }: CheckGroups): readonly string[] => {
  const hard = inTheWay.filter(({ word }) => word !== 'UNKNOWN').length;
  const unknown = inTheWay.length - hard;
  return [
    ...(hard > 0
      ? [
          `${hard} of ${plural(total, 'check', 'checks')} ${isWere(hard)} in the way. No approval can skip ${hard === 1 ? 'it' : 'them'}.`,
        ]
      : []),
    ...(unknown > 0
      ? [
          `${unknown} of ${plural(total, 'check', 'checks')} could not be judged. Unknown is not absent: nothing is planned on it.`,
        ]
      : []),
  ];
};

/** A sentence as a part of another one. */
const inLowerCase = (sentence: string): string =>
  `${sentence.charAt(0).toLowerCase()}${sentence.slice(1).replace(/\.$/, '')}`;

const onceFixed = (rows: readonly Row[]): string => {
  const steps = rows.filter(isStepRow);
  if (steps.length === 0) return 'Once fixed, plan again: the steps are not known yet.';
  const forEver = forEverNames(rows);
  const away = awayOf(rows).map(({ what, says }) => `${what} away ${says}`);
  const parts = [
    plural(steps.length, 'step', 'steps'),
    forEver.length > 0 ? `${forEver.length} for ever (${forEver.join(', ')})` : inLowerCase(undoWords(rows)),
    ...away,
    takesWords(rows),
  ];
  return `Once fixed: ${parts.join(', ')}.`;
};

const unreadWords = ({ facts, call, why, failure, request }: Unread): string =>
  `${facts.length > 0 ? facts.join(', ') : 'everything'} by ${call}: ${failure}, ${why}${request === undefined ? '' : `, request ${request}`}`;

const factWords = ({ standing, checks }: Parts): readonly string[] => {
  if (standing === 'NOTHING TO DO') return ['It is what its document asks for.'];
  return checks.inTheWay.length > 0 ? blockedFacts(checks) : ['Not everything could be read. Unknown is not absent.'];
};

const factsOf = (parts: Parts, notices: readonly string[]): readonly Sentence[] =>
  parts.standing === 'READY'
    ? outlookFacts(parts.rows, notices)
    : factWords(parts).map((says) => ({ about: 'else', says }));

const noticesOf = (plan: Plan, { address }: PlanTarget): readonly string[] =>
  plan.notices.filter((notice) => notice.address === address).map(({ says }) => says);

/** Failed reads that no unknown check tells of. */
const untold = ({ observed }: PlanTarget, { inTheWay }: CheckGroups): readonly Unread[] => {
  const told = inTheWay.filter(({ word }) => word === 'UNKNOWN').flatMap(({ details }) => details);
  return observed.unread.filter(({ call, why }) => !told.some((line) => line.includes(call) && line.includes(why)));
};

/** The way that is taken and why, and of each other the first rule that forbids it. */
const wayLabels = ({ ways }: PlanTarget): readonly Labelled[] =>
  ways === undefined
    ? []
    : [
        ...(ways.taken === null ? [] : [{ label: 'Way' as const, says: `${ways.taken}: ${ways.because}` }]),
        ...ways.others.map(({ way, code, says }) => ({
          label: 'Way' as const,
          says: `not ${way}: ${code === null ? says : `${code} ${says}`}`,
        })),
      ];

const whenLabels = ({ steps, createdAt }: Plan, { address }: PlanTarget): readonly Labelled[] =>
  whenWords(
    steps.filter((step) => step.address === address),
    createdAt,
  ).map((says) => ({ label: 'When', says }));

/** How many approvals this target's gates need, where it can go. */
const neededWords = (plan: Plan, { standing }: Parts, given?: readonly string[]): string | null =>
  standing === 'READY' && plan.applicable ? approvalWords(plan.steps.filter(isGate), plan, given) : null;

interface Labels extends Parts {
  readonly needed: string | null;
}

const labelsOf = (plan: Plan, target: PlanTarget, { standing, checks, rows, needed }: Labels): readonly Labelled[] => {
  if (standing === 'READY')
    return [
      ...wayLabels(target),
      ...whenLabels(plan, target),
      ...outlookLabels(rows, { money: targetCost(plan, target.address), applicable: plan.applicable, needed }),
      ...noticesOf(plan, target).map((says) => ({ label: 'Note' as const, says })),
    ];
  if (standing !== 'INCOMPLETE') return wayLabels(target);
  return untold(target, checks).map((unread) => ({ label: 'Unread' as const, says: unreadWords(unread) }));
};

interface Parts {
  readonly standing: Standing;
  readonly checks: CheckGroups;
  readonly rows: readonly Row[];
}

const gistOf = ({ standing, checks, rows }: Parts): string => {
  switch (standing) {
    case 'READY':
      return forEverNames(rows).length > 0 ? `for ever: ${forEverNames(rows).join(', ')}` : 'can be undone';
    case 'NOTHING TO DO':
      return '';
    case 'BLOCKED':
    case 'INCOMPLETE':
      return checks.inTheWay.map(({ word, code }) => `${word} ${code}`).join(', ') || 'not everything could be read';
  }
};

const partsOf = (plan: Plan, target: PlanTarget): Parts => {
  const steps = plan.steps.filter(({ address }) => address === target.address);
  const acts = steps.filter((step) => !isGate(step));
  const numbers = new Map(acts.map(({ id }, at) => [id, at + 1]));
  const { address, pointOfNoReturn } = target;
  const changes = plan.changes.filter((change) => change.address === address);
  const checks = checkGroups(
    plan.checks.filter((check) => check.address === address),
    { target, numbers },
  );
  const standing = standingOf(plan, target, checks);
  // Only a plan that can start tells its notices above its steps.
  const notices = standing === 'READY' ? noticesOf(plan, target) : [];
  return { standing, checks, rows: stepRows({ address, steps, changes, pointOfNoReturn, notices }) };
};

const endingOf = (parts: Parts): string | null => {
  if (parts.standing === 'READY') return wayOutWords(parts.rows);
  return parts.standing === 'NOTHING TO DO' ? null : onceFixed(parts.rows);
};

const gainRow = ({ topic, before, after, source }: Plan['gains'][number]): TargetReport['gains'][number] => ({
  says: `${topic}: ${before} -> ${after}`,
  source,
});

const leftBehindWords = ({ what, billed, due, remedy, attested }: Plan['leftBehind'][number]): string =>
  `${what}, ${billed ? 'still billed' : 'not billed'}${due === undefined ? '' : `, due in ${due}`}${attested === undefined ? '' : `, attested as done (“${attested}”)`}: ${remedy}`;

/** What is told of a target alone is worked out where it is read: of a thousand members a face tells a few in full. */
const detailsOf = (plan: Plan, target: PlanTarget, parts: Parts, given?: readonly string[]) => {
  const own = <T extends { readonly address: string }>(all: readonly T[]): readonly T[] =>
    all.filter(({ address }) => address === target.address);
  return {
    facts: once(() => factsOf(parts, noticesOf(plan, target))),
    labelled: once(() => labelsOf(plan, target, { ...parts, needed: neededWords(plan, parts, given) })),
    wayOut: once(() => endingOf(parts)),
    changes: once(() => own(plan.changes).map(changeRow)),
    gains: once(() => own(plan.gains).map(gainRow)),
    leftBehind: once(() => own(plan.leftBehind).map(leftBehindWords)),
    evidence: once(() => evidenceLines(target.observed.evidence)),
  };
};

/** What one reads of one target of a plan. */
export const targetReport = (plan: Plan, target: PlanTarget, given?: readonly string[]): TargetReport => {
  const parts = partsOf(plan, target);
  const details = detailsOf(plan, target, parts, given);
  return {
    standing: parts.standing,
    address: target.address,
    set: target.membership?.set ?? null,
    journey: target.journey,
    wave: waveWords(plan, [target.wave]),
    corner: parts.standing === 'READY' && plan.applicable ? `decision ${shortHash(plan.decision)}` : 'nothing written',
    changeNumber: changeNumberOf(target),
    forEver: forEverNames(parts.rows),
    away: awayOf(parts.rows),
    rows: parts.rows,
    checks: parts.checks,
    readAt: target.observed.at,
    gist: gistOf(parts),
    get facts() {
      return details.facts();
    },
    get labelled() {
      return details.labelled();
    },
    get wayOut() {
      return details.wayOut();
    },
    get changes() {
      return details.changes();
    },
    get gains() {
      return details.gains();
    },
    get leftBehind() {
      return details.leftBehind();
    },
    get evidence() {
      return details.evidence();
    },
  };
};

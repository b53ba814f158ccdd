import type { Address } from '../../core/address.ts';
import { changeNumberOf } from '../../core/annotation.ts';
import type { Plan } from '../../core/plan.ts';
import { waveWords } from './fleet-words.ts';
import { approvalWords } from './approval-words.ts';
import { grouped } from './grouped.ts';
import { limitWords } from './limit-words.ts';
import { memberRows } from './member-rows.ts';
import type { SetReport, Standing, TargetReport } from './plan-report.ts';
import { setChecks } from './set-checks.ts';
import { isGoing, memberOf, type Member } from './set-member.ts';
import { setFacts, setLeftBehind, setNotes } from './set-outlook.ts';
import { setYes } from './set-yes.ts';
import { shortHash } from './target-report.ts';

/** A journey is named after its way, which has a column of its own. */
const titleOf = ({ target: { journey, ways } }: Member): readonly string[] => {
  if (journey === null || (ways !== undefined && ways.taken === null)) return [];
  const way = `${ways?.taken ?? ''} `;
  return [journey.startsWith(way) ? journey.slice(way.length) : journey];
};

const journeyOf = (members: readonly Member[]): string | null => {
  const [first = null, ...others] = new Set(members.flatMap(titleOf));
  return others.length === 0 ? first : 'several';
};

/** One that was not read holds all; else the set is as ready as its readiest member. */
const order: readonly Standing[] = ['INCOMPLETE', 'READY', 'BLOCKED', 'NOTHING TO DO'];

const standingOf = (members: readonly Member[]): Standing =>
  order.find((standing) => members.some(({ report }) => report.standing === standing)) ?? 'NOTHING TO DO';

const latest = (times: readonly string[]): string => times.reduce((last, at) => (at > last ? at : last), '');

/** Members have their set's; those that an earlier run moved may have that of their time. */
const changeNumbersOf = (members: readonly Member[]): string | null =>
  [...new Set(members.flatMap(({ target }) => changeNumberOf(target) ?? []))].join(', ') || null;

const yesOf = (plan: Plan, going: readonly Member[], given?: readonly string[]): string | null => {
  const needed = approvalWords(
    going.flatMap(({ gates }) => gates),
    plan,
    given,
  );
  const parts = [needed, setYes(going)].filter((part) => part !== null);
  return parts.length === 0 ? null : parts.join('; ');
};

const setReport = (
  plan: Plan,
  { address, members, given }: { address: Address; members: readonly Member[]; given?: readonly string[] | undefined },
): SetReport => {
  const standing = standingOf(members);
  const going = members.filter(isGoing);
  const count = members.filter(({ report }) => report.standing === standing).length;
  return {
    standing,
    address,
    head: `${standing} ${count} of ${members.length}`,
    journey: journeyOf(members),
    wave: waveWords(
      plan,
      members.map(({ target }) => target.wave),
    ),
    corner: going.length > 0 && plan.applicable ? `decision ${shortHash(plan.decision)}` : 'nothing written',
    changeNumber: changeNumbersOf(members),
    facts: setFacts(going),
    rows: memberRows(members),
    notes: setNotes(going),
    yes: plan.applicable ? yesOf(plan, going, given) : null,
    limits: limitWords(members[0]?.target.membership?.rollout ?? {}),
    checks: setChecks(members, going),
    leftBehind: setLeftBehind(going),
    readAt: latest(members.map(({ report }) => report.readAt)),
  };
};

const indexOf = ({ target: { membership } }: Member): number => membership?.index ?? 0;

/** The sets of a plan, in its order, the members of each in theirs. */
export const setReports = (
  plan: Plan,
  partOf: (address: string) => Plan,
  { reports, given }: { readonly reports: readonly TargetReport[]; readonly given?: readonly string[] | undefined },
): readonly SetReport[] => {
  const reportOf = new Map(reports.map((report) => [report.address, report]));
  const members = plan.targets.flatMap((target) => {
    const report = reportOf.get(target.address);
    if (target.membership === undefined || report === undefined) return [];
    return [{ set: target.membership.set, member: memberOf(partOf(target.address), target, report) }];
  });
  return [...grouped(members, ({ set }) => set)].map(([set, all]) => {
    const own = all.map(({ member }) => member).sort((a, b) => indexOf(a) - indexOf(b));
    return setReport(plan, { address: set, members: own, given });
  });
};

import type { Address } from '../../core/address.ts';
import type { Plan, PlanTarget } from '../../core/plan.ts';
import { isGate, type ActStep, type GateStep, type Step } from '../../core/step.ts';
import type { CheckRow } from './check-groups.ts';
import { foldNames } from './fold-names.ts';
import { limitWords } from './limit-words.ts';
import { momentWords } from './moment.ts';
import type { Standing, TargetReport } from './plan-report.ts';
import { secondsOf, spanWords } from './span-words.ts';
import { shortHash } from './target-report.ts';

/** Members that go the same way, at the same time, for the same reasons. */
export interface MemberRow {
  /** Their names, folded. */
  readonly members: string;
  readonly count: number;
  /** `hot`, `BLOCKED`, `done`. */
  readonly how: string;
  /** `0`, `2-6 min`; '' where nothing is planned. */
  readonly offFor: string;
  readonly when: string;
  /** Why this way, why not a better one, or what stands in the way. */
  readonly why: readonly string[];
}

/** What one reads of the members of one set. Every string is plain and may hold foreign text. */
export interface SetReport {
  readonly standing: Standing;
  readonly address: Address;
  /** `READY 4 of 6`. */
  readonly head: string;
  /** `hz-a -> hz-b`; null where the members go different ways. */
  readonly journey: string | null;
  readonly corner: string;
  readonly rows: readonly MemberRow[];
  /** What is said of every member that goes, once. */
  readonly notes: readonly string[];
  readonly yes: string | null;
  readonly limits: string | null;
  readonly inTheWay: readonly CheckRow[];
  readonly warn: readonly CheckRow[];
  readonly counts: readonly string[];
  readonly leftBehind: string | null;
  readonly readAt: string;
}

/** A member: how it is told by itself, and what the plan holds of it. */
interface Member {
  readonly name: string;
  readonly target: PlanTarget;
  readonly report: TargetReport;
  /** What the plan says of it alone. */
  readonly part: Plan;
  readonly acts: readonly ActStep[];
  readonly gates: readonly GateStep[];
}

const plannedActs = (steps: readonly Step[]): readonly ActStep[] => {
  const rescues = new Set(steps.flatMap((step) => (isGate(step) ? [] : step.ifFailed)));
  return steps.filter((step): step is ActStep => !isGate(step) && !rescues.has(step.id));
};

const memberOf = (part: Plan, target: PlanTarget, report: TargetReport): Member => {
  const { steps } = part;
  return {
    name: target.membership?.member ?? target.address,
    target,
    report,
    part,
    acts: plannedActs(steps),
    gates: steps.filter(isGate),
  };
};

const howOf = ({ report, target }: Member): string => {
  if (report.standing === 'READY') return target.ways?.taken ?? 'moves';
  return report.standing === 'NOTHING TO DO' ? 'done' : report.standing === 'BLOCKED' ? 'BLOCKED' : 'UNREAD';
};

const offForOf = ({ report, acts }: Member): string => {
  if (report.standing !== 'READY') return '';
  const away = acts.flatMap(({ downtime }) => (downtime === null ? [] : [downtime]));
  if (away.length === 0) return '0';
  const sum = (of: 'p50' | 'p90'): number => away.reduce((all, one) => all + secondsOf(one[of]), 0);
  return spanWords(sum('p50'), sum('p90'));
};

const whenOf = ({ report, gates }: Member): string => {
  if (report.standing !== 'READY') return '';
  const slot = gates.find(({ notBefore }) => notBefore !== undefined)?.notBefore;
  if (slot !== undefined) return `from ${momentWords(slot)}`;
  return gates.some(({ handOnly }) => handOnly === true) ? 'once YOU shut it down' : 'on yes';
};

const whyOf = ({ report, target: { ways } }: Member): readonly string[] => {
  if (report.standing === 'NOTHING TO DO') return [];
  const better = (ways?.others ?? []).filter(({ rather }) => rather === true);
  const not = better.map(({ way, code, says }) => `not ${way}: ${code === null ? says : `${code} ${says}`}`);
  if (report.standing === 'READY') return [...(ways === undefined ? [] : [ways.because]), ...not];
  if (ways !== undefined && ways.taken === null)
    return [`no way: ${ways.others.map(({ way, code }) => `${way} ${code ?? ''}`.trim()).join(', ')}`];
  // Each is told below, with its place and the way past it.
  return report.checks.inTheWay.map(({ code, summary }) => `${code} ${summary}`);
};

const rowOf = (member: Member): Omit<MemberRow, 'members' | 'count'> => ({
  how: howOf(member),
  offFor: offForOf(member),
  when: whenOf(member),
  why: whyOf(member),
});

/** Rows that say the same are one, where the first of them stands. */
const rowsOf = (members: readonly Member[]): readonly MemberRow[] => {
  const rows = new Map<string, { readonly row: Omit<MemberRow, 'members' | 'count'>; readonly names: string[] }>();
  for (const member of members) {
    const row = rowOf(member);
    const key = JSON.stringify(row);
    const known = rows.get(key);
    if (known === undefined) rows.set(key, { row, names: [member.name] });
    else known.names.push(member.name);
  }
  return [...rows.values()].map(({ row, names }) => ({ ...row, members: foldNames(names), count: names.length }));
};

/** One line a code and its words, with the members it is about where that is not all of them. */
const gathered = (
  members: readonly Member[],
  pick: (report: TargetReport) => readonly CheckRow[],
): readonly CheckRow[] => {
  const groups = new Map<string, { readonly row: CheckRow; readonly names: string[] }>();
  for (const { name, report } of members)
    for (const row of pick(report)) {
      const key = `${row.word} ${row.code} ${row.summary}`;
      const known = groups.get(key);
      if (known === undefined) groups.set(key, { row, names: [name] });
      else known.names.push(name);
    }
  return [...groups.values()].map(({ row, names }) => ({
    ...row,
    summary: names.length === members.length ? row.summary : `${row.summary} (${foldNames(names)})`,
    // The evidence of each is in the plan, and in its own part.
    lines: [],
  }));
};

const countsOf = (members: readonly Member[]): readonly string[] => {
  const pass = members.reduce((all, { report }) => all + report.checks.pass, 0);
  const words = (['warn', 'later', 'waived'] as const).map((group) => {
    const rows = members.flatMap(({ report }) => report.checks[group]);
    return [`${rows.length} ${group}`, ...[...new Set(rows.map(({ code }) => code))].sort()].join(' ');
  });
  const unknown = members.flatMap(({ report }) => report.checks.inTheWay).filter(({ word }) => word === 'UNKNOWN');
  return [`${pass} pass`, ...words, `${unknown.length} unknown`];
};

const shared = (going: readonly Member[]): readonly string[] => {
  const [first, ...others] = going.map(({ part: { notices } }) => new Set(notices.map(({ says }) => says)));
  return [...(first ?? [])].filter((says) => others.every((all) => all.has(says)));
};

/** What one yes opens, and which gates each want one of their own or a person's hand. */
const yesOf = (going: readonly Member[]): string | null => {
  const gates = going.flatMap(({ gates: own, name }) => own.map((gate) => ({ gate, name })));
  const plain = gates.filter(({ gate }) => gate.ownYes !== true && gate.handOnly !== true);
  const own = gates.filter(({ gate }) => gate.ownYes === true && gate.handOnly !== true);
  const hand = gates.filter(({ gate }) => gate.handOnly === true);
  if (gates.length === 0) return null;
  return [
    ...(plain.length === 0 ? [] : [`1 starts ${foldNames(plain.map(({ name }) => name))}`]),
    ...(own.length === 0
      ? []
      : [`1 each for ${foldNames(own.map(({ name }) => name))}, when ${own[0]?.gate.opensOn ?? 'it is reached'}`]),
    ...(hand.length === 0 ? [] : [`none shuts ${foldNames(hand.map(({ name }) => name))} down: YOU do`]),
  ].join('; ');
};

const leftOf = (going: readonly Member[]): string | null => {
  const left = going.flatMap(({ part: { leftBehind } }) => leftBehind);
  if (left.length === 0) return null;
  const due = [...new Set(left.flatMap((one) => (one.due === undefined ? [] : [one.due])))].join(', ');
  return `${left.length} ${left.length === 1 ? 'thing' : 'things'} to see to${due === '' ? '' : `, due in ${due}`}: ${left[0]?.remedy ?? ''}`;
};

const journeyOf = (members: readonly Member[]): string | null => {
  const titles = members.flatMap(({ target: { journey, ways } }) => {
    if (journey === null || (ways !== undefined && ways.taken === null)) return [];
    const way = `${ways?.taken ?? ''} `;
    return [journey.startsWith(way) ? journey.slice(way.length) : journey];
  });
  const [first = null, ...others] = new Set(titles);
  return others.length === 0 ? first : null;
};

const worst: readonly Standing[] = ['INCOMPLETE', 'READY', 'BLOCKED', 'NOTHING TO DO'];

const standingOf = (members: readonly Member[]): Standing =>
  worst.find((standing) => members.some(({ report }) => report.standing === standing)) ?? 'NOTHING TO DO';

const setReport = (plan: Plan, address: Address, members: readonly Member[]): SetReport => {
  const standing = standingOf(members);
  const going = members.filter(({ report }) => report.standing === 'READY');
  const count = members.filter(({ report }) => report.standing === standing).length;
  return {
    standing,
    address,
    head: `${standing} ${count} of ${members.length}`,
    journey: journeyOf(members),
    corner: going.length > 0 && plan.applicable ? `decision ${shortHash(plan.decision)}` : 'nothing written',
    rows: rowsOf(members),
    notes: shared(going),
    yes: plan.applicable ? yesOf(going) : null,
    limits: limitWords(members[0]?.target.membership?.rollout ?? {}),
    inTheWay: gathered(members, ({ checks }) => checks.inTheWay),
    warn: gathered(going, ({ checks }) => checks.warn),
    counts: countsOf(members),
    leftBehind: leftOf(going),
    readAt:
      members
        .map(({ report }) => report.readAt)
        .sort()
        .at(-1) ?? '',
  };
};

/** The sets of a plan, in its order, each with its members. */
export const setReports = (
  plan: Plan,
  partOf: (address: string) => Plan,
  reports: readonly TargetReport[],
): readonly SetReport[] => {
  const reportOf = new Map(reports.map((report) => [report.address, report]));
  const sets = new Map<Address, Member[]>();
  for (const target of plan.targets) {
    const report = reportOf.get(target.address);
    if (target.membership === undefined || report === undefined) continue;
    const { set } = target.membership;
    const member = memberOf(partOf(target.address), target, report);
    const members = sets.get(set);
    if (members === undefined) sets.set(set, [member]);
    else members.push(member);
  }
  return [...sets].map(([address, members]) => setReport(plan, address, members));
};

import { foldNames } from './fold-names.ts';
import { grouped } from './grouped.ts';
import type { MemberRow } from './plan-report.ts';
import { namesOf, type Member } from './set-member.ts';
import { slotWords } from './slot-words.ts';
import { secondsOf, spanWords } from './span-words.ts';
import { whenOfGate } from './when-words.ts';

/** What a row is folded by; `codes` stand for the words of what is in the way, which may differ by a number or a name. */
interface Alike extends Omit<MemberRow, 'members' | 'count'> {
  readonly codes: readonly string[];
}

const howOf = ({ report, target }: Member): string => {
  switch (report.standing) {
    case 'READY':
      return target.ways?.taken ?? 'moves';
    case 'NOTHING TO DO':
      return 'done';
    case 'BLOCKED':
      return 'BLOCKED';
    case 'INCOMPLETE':
      return 'UNREAD';
  }
};

const offForOf = ({ acts }: Member): string => {
  const away = acts.flatMap(({ downtime }) => (downtime === null ? [] : [downtime]));
  if (away.length === 0) return '0';
  const sum = (of: 'p50' | 'p90'): number => away.reduce((all, one) => all + secondsOf(one[of]), 0);
  return spanWords(sum('p50'), sum('p90'));
};

const whenOf = ({ gates, part }: Member): string => {
  const window = whenOfGate(part.steps, part.createdAt);
  if (window !== null) return gates.some(({ handOnly }) => handOnly === true) ? `YOU, ${window}` : window;
  const slots = gates.flatMap(({ notBefore }) => (notBefore === undefined ? [] : [notBefore]));
  const [slot] = slots.map((at) => `from ${slotWords(at, part.createdAt)}`);
  if (gates.some(({ handOnly }) => handOnly === true)) return slot === undefined ? 'by YOUR hand' : `YOU, ${slot}`;
  if (slot !== undefined) return slot;
  return gates.length === 0 ? 'at once' : 'on yes';
};

/** Why this way, and why not one that would have been taken rather. */
const wayWords = ({ target: { ways } }: Member): readonly string[] => {
  if (ways === undefined) return [];
  const better = ways.others.filter(({ rather }) => rather === true);
  return [
    ways.because,
    ...better.map(({ way, code, says }) => `not ${way}: ${code === null ? says : `${code} ${says}`}`),
  ];
};

const noWayWords = ({ target: { ways } }: Member): readonly string[] =>
  ways === undefined || ways.taken !== null
    ? []
    : [`no way: ${ways.others.map(({ way, code }) => (code === null ? way : `${way} ${code}`)).join(', ')}`];

/** The first thing in the way in words, the others by their codes: all are told below, each with its remedy. */
const heldWords = ({ report: { checks, labelled } }: Member): readonly string[] => {
  const [first, ...others] = checks.inTheWay;
  if (first === undefined) return labelled.filter(({ label }) => label === 'Unread').map(({ says }) => says);
  return [
    `${first.code} ${first.summary}`,
    ...(others.length === 0 ? [] : [`+${others.length} more: ${others.map(({ code }) => code).join(' ')}`]),
  ];
};

const alikeOf = (member: Member): Alike => {
  const { standing, checks } = member.report;
  const how = howOf(member);
  const rest = { how, offFor: '', when: '', codes: [], isHeld: false };
  if (standing === 'NOTHING TO DO') return { ...rest, why: [] };
  if (standing === 'READY') return { ...rest, offFor: offForOf(member), when: whenOf(member), why: wayWords(member) };
  const noWay = noWayWords(member);
  const codes = checks.inTheWay.map(({ word, code }) => `${word} ${code}`);
  return { ...rest, codes, why: noWay.length > 0 ? noWay : heldWords(member), isHeld: true };
};

interface Shown {
  readonly member: Member;
  readonly alike: Alike;
}

const keyOf = ({ alike: { codes, why, ...rest } }: Shown): string =>
  JSON.stringify([rest, codes.length > 0 ? codes : why]);

/** Where those that are held by the same checks are told differently of them, each is told below. */
const whyOf = (all: readonly Shown[]): readonly string[] => {
  const [{ why, codes } = { why: [], codes: [] }, ...others] = all.map(({ alike }) => alike);
  if (others.every((other) => other.why.join('\n') === why.join('\n'))) return why;
  return [`${codes.join(', ')}: see below`];
};

const rowOf = (all: readonly Shown[]): readonly MemberRow[] =>
  all.slice(0, 1).map(({ alike: { how, offFor, when, isHeld } }) => ({
    members: foldNames(namesOf(all.map(({ member }) => member))),
    count: all.length,
    how,
    offFor,
    when,
    why: whyOf(all),
    isHeld,
  }));

/** One row for members that say the same, where the first of them stands. */
export const memberRows = (members: readonly Member[]): readonly MemberRow[] =>
  [
    ...grouped(
      members.map((member) => ({ member, alike: alikeOf(member) })),
      keyOf,
    ).values(),
  ].flatMap(rowOf);

import type { CheckGroups, CheckRow } from './check-groups.ts';
import { foldNames } from './fold-names.ts';
import { grouped } from './grouped.ts';
import type { Member } from './set-member.ts';

/** So many wordings of one check are written out; the others are counted. */
const most = 3;

/** A check's row and the member that it is about. */
interface Hit {
  readonly name: string;
  readonly row: CheckRow;
}

/** Those who were asked, and of how many members. */
interface Asked {
  readonly members: readonly Member[];
  readonly total: number;
}

/** Each wording once, with those that it is about where there are several. */
const wordings = (hits: readonly Hit[], of: (row: CheckRow) => readonly string[]): readonly string[] => {
  const groups = [...grouped(hits, ({ row }) => JSON.stringify(of(row))).values()];
  const shown = groups.length > most ? groups.slice(0, most - 1) : groups;
  const left = groups.slice(shown.length).flat().length;
  const lines = shown.flatMap((group) => {
    const [first = '', ...others] = group.slice(0, 1).flatMap(({ row }) => of(row));
    if (first === '') return [];
    return [groups.length === 1 ? first : `${first} (${foldNames(group.map(({ name }) => name))})`, ...others];
  });
  return left === 0 ? lines : [...lines, `and ${left} more, each in words of its own`];
};

const placeOf = (hits: readonly Hit[]): string | null => {
  const [first = null, ...others] = new Set(hits.map(({ row }) => row.place));
  return others.length === 0 ? first : null;
};

/** All members' rows of one check as one: who is hit, how that is told, the way past it. */
const oneRow = (hits: readonly Hit[], { members, total }: Asked): readonly CheckRow[] =>
  hits.slice(0, 1).map(({ row: { word, code, summary } }) => {
    const names = [...new Set(hits.map(({ name }) => name))];
    const isOfAll = names.length === members.length && hits.every(({ row }) => row.summary === summary);
    const fix = wordings(hits, ({ fix: own }) => (own === null ? [] : [own]));
    return {
      word,
      code,
      summary: isOfAll ? summary : `on ${names.length} of ${total}: ${foldNames(names)}`,
      details: wordings(hits, (row) => (isOfAll ? row.details : [row.summary, ...row.details])),
      // The evidence of each is in the plan, and where it is told by itself.
      evidence: [],
      place: placeOf(hits),
      fix: fix.length === 0 ? null : fix.join('; '),
    };
  });

/** One row a check, however many members it hits. */
const gathered = (asked: Asked, pick: (checks: CheckGroups) => readonly CheckRow[]): readonly CheckRow[] => {
  const hits = asked.members.flatMap(({ name, report }) => pick(report.checks).map((row) => ({ name, row })));
  return [...grouped(hits, ({ row }) => JSON.stringify([row.word, row.code])).values()].flatMap((group) =>
    oneRow(group, asked),
  );
};

const words = ['FAIL', 'UNKNOWN', 'ASK'] as const;

const countsOf = (members: readonly Member[]): readonly string[] => {
  const checks = members.map(({ report }) => report.checks);
  const pass = checks.reduce((all, { pass: own }) => all + own, 0);
  const count = (says: string, rows: readonly { readonly code: string }[]): string =>
    [`${rows.length} ${says}`, ...[...new Set(rows.map(({ code }) => code))].sort()].join(' ');
  const unknown = checks.flatMap(({ inTheWay }) => inTheWay).filter(({ word }) => word === 'UNKNOWN');
  return [
    `${pass} pass`,
    ...(['warn', 'later', 'waived'] as const).map((group) =>
      count(
        group,
        checks.flatMap((own) => own[group]),
      ),
    ),
    count('unknown', unknown),
  ];
};

const notYetOf = (members: readonly Member[]): CheckGroups['notYet'] => [
  ...new Map(
    members.flatMap(({ report }) => report.checks.notYet).map((row) => [`${row.code} ${row.demands}`, row]),
  ).values(),
];

/** The checks of a set's members, as one reads those of one target. */
export const setChecks = (members: readonly Member[], going: readonly Member[]): CheckGroups => {
  const total = members.length;
  const inTheWay = gathered({ members, total }, (checks) => checks.inTheWay);
  const notYet = notYetOf(members);
  const counts = countsOf(members);
  return {
    inTheWay: words.flatMap((word) => inTheWay.filter((row) => row.word === word)),
    // A yes accepts them of those that go.
    warn: gathered({ members: going, total }, ({ warn }) => warn),
    later: gathered({ members, total }, ({ later }) => later),
    waived: gathered({ members, total }, ({ waived }) => waived),
    notYet,
    pass: members.reduce((all, { report }) => all + report.checks.pass, 0),
    total: members.reduce((all, { report }) => all + report.checks.total, 0),
    counts: notYet.length > 0 ? [...counts, `${notYet.length} not yet checked`] : counts,
  };
};

import type { SetReport, TargetReport } from '../model/plan-report.ts';
import type { CheckRow } from '../model/check-groups.ts';
import { folded, inFull, listed, type Block, type Item } from './block.ts';
import { code, empty, joined, say, type Markdown } from './escape-markdown.ts';
import { lastOfScreen } from './first-screen.ts';
import { checkItem, codesOf, foldedChecks, foldedRest, hasMore } from './folded-parts.ts';
import { stepsBlock } from './steps-block.ts';

const heading = ({ head, address, journey, wave, checks, facts, standing }: SetReport): Markdown =>
  joined(
    [
      say`### ${head}`,
      say`${address}`,
      ...(journey === null ? [] : [say`${journey.replaceAll(' -> ', ' \u2192 ')}`]),
      ...(wave === null ? [] : [say`${wave}`]),
      ...(standing === 'READY' && facts.some(({ says }) => says.startsWith('CANNOT'))
        ? [say`**cannot be undone**`]
        : []),
      ...(checks.waived.length === 0 ? [] : [say`${checks.waived.length} waived`]),
    ],
    ' \u00b7 ',
  );

const labelled = (label: string, says: string | null): readonly Markdown[] =>
  says === null ? [] : [say`**${label}** ${says}`];

const paragraphs = (all: readonly Markdown[]): Markdown => (all.length === 0 ? empty : say`\n\n${joined(all, '\n\n')}`);

const table = (set: SetReport): Block => ({
  rank: 0,
  noun: 'rows',
  open: say`${heading(set)}${paragraphs(set.facts.map(({ says }) => say`${says}`))}\n\n| machine | how | off for | when | why, and why not a better way |\n|---|---|---|---|---|\n`,
  items: set.rows.map(
    ({ members, how, offFor, when, why }) =>
      () =>
        say`| ${members} | ${how} | ${offFor} | ${when} | ${why.join('; ')} |`,
  ),
  close: say`${paragraphs([
    ...labelled('Yes', set.yes),
    ...labelled('Limit', set.limits),
    ...set.notes.map((says) => say`Note: ${says}`),
    ...labelled('Left behind', set.leftBehind),
  ])}\n\n`,
  after: empty,
});

const lastLine = (set: SetReport): Block => ({
  rank: 0,
  noun: 'lines',
  items: [],
  open: lastOfScreen(set),
  close: empty,
  after: { markdown: '\n\n' },
});

const list = (noun: string, rows: readonly CheckRow[]): readonly Block[] =>
  rows.length === 0
    ? []
    : [
        {
          rank: 0,
          noun,
          items: listed(rows.map((row) => () => checkItem(row))),
          rest: (from) => codesOf(rows.slice(from)),
          open: empty,
          close: empty,
          after: { markdown: '\n\n' },
        },
      ];

/** What each member has of some parts, under its name: one item a member, so that it is kept whole or counted as cut. */
const eachMember = (
  members: readonly TargetReport[],
  parts: (member: TargetReport) => readonly Block[],
): readonly Item[] =>
  members.map(
    (member) => () => say`#### ${member.standing} ${code(member.address)}\n\n${joined(parts(member).map(inFull), '')}`,
  );

const foldedMembers = (members: readonly TargetReport[]): readonly Block[] => {
  const steps = eachMember(
    members.filter(({ rows }) => rows.length > 0),
    stepsBlock,
  );
  const rest = eachMember(members.filter(hasMore), (member) => [...foldedChecks(member), ...foldedRest(member)]);
  const frame = { noun: 'members', open: empty, close: empty };
  return [
    ...folded(`Steps of each member: ${steps.length}`, { ...frame, rank: 2, items: steps }),
    ...folded(`Checks, changes and evidence of each member: ${rest.length}`, { ...frame, rank: 4, items: rest }),
  ];
};

/** A set: a row for members that are alike, what is true of all of them once; folded, what each has of its own. */
export const setBlocks = (set: SetReport, members: readonly TargetReport[]): readonly Block[] => {
  const { inTheWay, warn } = set.checks;
  return [
    table(set),
    ...list('checks', [...inTheWay, ...warn]),
    lastLine(set),
    ...foldedChecks({ checks: { ...set.checks, warn: [], later: [] } }),
    ...foldedMembers(members),
  ];
};

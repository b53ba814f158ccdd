import { momentWords } from '../model/moment.ts';
import type { Labelled, TargetReport } from '../model/plan-report.ts';
import { listed, type Block } from './block.ts';
import { empty, joined, say, type Markdown } from './escape-markdown.ts';
import { checkItem, codesOf } from './folded-parts.ts';

const heading = (target: TargetReport): Markdown =>
  joined(
    [
      say`### ${target.standing}`,
      say`${target.address}`,
      ...(target.journey === null ? [] : [say`${target.journey.replaceAll(' -> ', ' \u2192 ')}`]),
      ...(target.wave === null ? [] : [say`${target.wave}`]),
      ...(target.standing === 'READY' && target.forEver.length > 0 ? [say`**cannot be undone**`] : []),
    ],
    ' \u00b7 ',
  );

const labelled = (target: TargetReport, label: Labelled['label']): Markdown =>
  joined(
    target.labelled.filter((one) => one.label === label).map(({ says }) => say`${says}`),
    '<br>',
  );

/** What is left, without how to see to it; a foreign name that begins with a colon is still told. */
const beforeColon = (says: string): string => /^(\s*\S.*?): /s.exec(says)?.[1] ?? says;

const columnsOf = (target: TargetReport): readonly (readonly [string, Markdown])[] => [
  ['for ever', say`${target.forEver.join(', ')}`],
  ...(target.away.length === 0 ? [['away', empty] as const] : []),
  ...target.away.map(({ what, says }) => [`${what} away`, say`${says}`] as const),
  ['when', labelled(target, 'When')],
  ['takes', labelled(target, 'Takes')],
  ['money', labelled(target, 'Money')],
  ['after it', say`${target.leftBehind.map(beforeColon).join(', ')}`],
  ['now', labelled(target, 'Now')],
  ['your yes', labelled(target, 'Yes')],
];

/** What a reviewer must know in ten seconds. A column about which the plan says nothing is left out. */
const firstTable = (target: TargetReport): Markdown => {
  const columns = columnsOf(target).filter(([, cell]) => cell.markdown !== '');
  const row = (cells: readonly Markdown[]): Markdown => say`| ${joined(cells, ' | ')} |`;
  const heads = row(columns.map(([head]) => say`${head}`));
  const rule = `|${'---|'.repeat(columns.length)}`;
  return say`${heads}\n${{ markdown: rule }}\n${row(columns.map(([, cell]) => cell))}\n\n`;
};

const sentences = (target: TargetReport): readonly string[] => {
  const ready = target.standing === 'READY';
  const notes = target.labelled.filter(({ label }) => label === 'Way' || label === 'Note' || label === 'Unread');
  return [
    ...target.facts.filter(({ about }) => !ready || about === 'else').map(({ says }) => says),
    ...notes.map(({ label, says }) => `${label}: ${says}`),
    ...(ready || target.wayOut === null ? [] : [target.wayOut]),
  ];
};

/** The last line of a first screen: what can be approved, for which change request, on which checks, and when all was read. */
export const lastOfScreen = ({
  corner,
  changeNumber,
  checks,
  readAt,
}: Pick<TargetReport, 'corner' | 'changeNumber' | 'checks' | 'readAt'>): Markdown =>
  joined(
    [
      corner,
      ...(changeNumber === null ? [] : [changeNumber]),
      checks.counts.join(', '),
      `read ${momentWords(readAt)}`,
    ].map((says) => say`${says}`),
    ' \u00b7 ',
  );

/** The part of a comment that is never folded: how it stands, the table, what blocks. */
export const firstScreen = (target: TargetReport, isAlone: boolean): Block => {
  const table = target.standing === 'READY' ? firstTable(target) : empty;
  const said = joined(
    sentences(target).map((says) => say`${says}`),
    '<br>\n',
  );
  return {
    rank: isAlone ? 0 : 1,
    noun: 'checks',
    rest: (from) => codesOf(target.checks.inTheWay.slice(from)),
    brief: say`${heading(target)}\n\n`,
    open: say`${heading(target)}\n\n${table}${said}${said.markdown === '' ? '' : { markdown: '\n\n' }}`,
    items: listed(target.checks.inTheWay.map((row) => () => checkItem(row))),
    close: say`${{ markdown: target.checks.inTheWay.length > 0 ? '\n\n' : '' }}${lastOfScreen(target)}\n\n`,
    after: empty,
  };
};

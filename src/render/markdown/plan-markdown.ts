import type { Diagnostic } from '../../core/diagnostic.ts';
import { placeWords } from '../model/check-groups.ts';
import type { PlanReport, TargetReport } from '../model/plan-report.ts';
import { bytes, fit, foldedBlock, type Block } from './block.ts';
import { code, empty, joined, md, type Markdown } from './escape-markdown.ts';
import { checkItem, foldedParts } from './folded-parts.ts';

/** GitHub takes comments of 65,536 characters; some room is left for what a pipeline adds. */
const largest = 60_000;

/** By this a pipeline finds its own comment and writes it anew instead of adding another. */
const marker = '<!-- onward:plan -->';

const heading = (target: TargetReport): Markdown =>
  joined(
    [
      md`### ${target.standing}`,
      md`${target.address}`,
      ...(target.journey === null ? [] : [md`${target.journey.replaceAll(' -> ', ' \u2192 ')}`]),
      ...(target.standing === 'READY' && target.forEver.length > 0
        ? [
            md`
**cannot be undone**
            `,
          ]
        : []),
    ],
    ' \u00b7 ',
  );

const labelled = (target: TargetReport, ...labels: readonly string[]): Markdown =>
  joined(
    target.labelled.filter(({ label }) => labels.includes(label)).map(({ says }) => md`${says}`),
    '<br>',
  );

const orDash = (cell: Markdown): Markdown =>
  cell.markdown === ''
    ? md`
\u2013
      `
    : cell;

const cellsOf = (target: TargetReport): readonly (readonly [string, Markdown])[] => [
  ['for ever', md`${target.forEver.join(', ')}`],
  ...(target.away.length === 0 ? [['away', empty] as const] : []),
  ...target.away.map(({ what, says }) => [`${what} away`, md`${says}`] as const),
  ['takes', labelled(target, 'Takes')],
  ['money', labelled(target, 'Money')],
  ['after it', md`${target.leftBehind.map((says) => says.split(':')[0] ?? says).join(', ')}`],
  ['now', labelled(target, 'Now')],
  ['your yes', labelled(target, 'Yes')],
];

/** The table of the first screen: what a reviewer must know in ten seconds. */
const firstTable = (target: TargetReport): Markdown => {
  const cells = cellsOf(target);
  const row = (all: readonly Markdown[]): Markdown => md`| ${joined(all, ' | ')} |`;
  return md`${row(cells.map(([head]) => md`${head}`))}\n|${joined(
    cells.map(
      () => md`
***
      `,
    ),
    '|',
  )}|\n${row(cells.map(([, cell]) => orDash(cell)))}\n\n`;
};

const firstScreen = (target: TargetReport): Block => {
  const ready = target.standing === 'READY';
  const said = [
    ...target.facts.filter((says) => !ready || target.labelled.every((label) => label.says !== says)),
    ...target.labelled
      .filter(({ label }) => label === 'Note' || label === 'Unread')
      .map(({ label, says }) => `${label}: ${says}`),
    ...(ready || target.wayOut === null ? [] : [target.wayOut]),
  ];
  return {
    rank: 0,
    noun: 'checks',
    open: md`${heading(target)}\n\n${ready ? firstTable(target) : empty}${joined(
      said.map((says) => md`${says}`),
      '<br>\n',
    )}\n\n`,
    items: target.checks.inTheWay.map((row) => md`- ${checkItem(row)}`),
    close: md`\n\n${target.corner}${target.checks.inTheWay.length > 0 ? md` \u00b7 ${target.checks.count}` : ''}\n\n`,
    after: empty,
  };
};

const summary = (report: PlanReport): readonly Block[] => {
  if (report.summary === null) return [];
  const under = [report.money === null ? null : `Money: ${report.money}`, report.hold].filter((says) => says !== null);
  return [
    {
      rank: 0,
      noun: 'targets',
      open: md`## ${report.summary}\n\n| | target | |\n|---|---|---|\n`,
      items: report.targets.map(({ standing, address, gist }) => md`| **${standing}** | ${code(address)} | ${gist} |`),
      close: md`\n\n${joined(
        under.map((says) => md`${says}\n\n`),
        '',
      )}`,
      after: empty,
    },
  ];
};

const diagnosticItem = ({ code: name, summary: says, at, address, detail, remedy }: Diagnostic): Markdown =>
  joined(
    [
      md`- **${name}** ${says}${at === undefined ? '' : md` ${code(placeWords(at))}`}${address === undefined ? '' : md` ${code(address)}`}`,
      ...(detail === undefined ? [] : [md`${detail}`]),
      ...(remedy === undefined ? [] : [md`fix: ${remedy}`]),
    ],
    '<br>',
  );

const diagnostics = ({ diagnostics: all }: PlanReport): readonly Block[] =>
  all.length === 0
    ? []
    : [
        foldedBlock(md`Also said: ${all.length}`, {
          rank: 2,
          noun: 'messages',
          open: empty,
          items: all.map(diagnosticItem),
          close: empty,
        }),
      ];

const ending = (report: PlanReport): Markdown =>
  md`${report.last}\n\nDecision ${code(report.decision)}<br>\nDigest ${code(report.digest)}\n\n${{ markdown: marker }}\n`;

/** The plan as one comment of at most 60,000 bytes. Deterministic: the same report, the same bytes. */
export const planMarkdown = (report: PlanReport): string => {
  const end = ending(report).markdown;
  const blocks = [
    ...summary(report),
    ...report.targets.flatMap((target) => [firstScreen(target), ...foldedParts(target)]),
    ...diagnostics(report),
  ];
  return fit(blocks, largest - bytes(end)).markdown + end;
};

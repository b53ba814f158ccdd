import type { Diagnostic } from '../../core/diagnostic.ts';
import { placeWords } from '../model/check-groups.ts';
import { grouped } from '../model/grouped.ts';
import type { PlanReport } from '../model/plan-report.ts';
import { bytes, fit, folded, type Block } from './block.ts';
import { code, empty, joined, say, type Markdown } from './escape-markdown.ts';
import { firstScreen } from './first-screen.ts';
import { setBlocks } from './set-blocks.ts';
import { foldedParts } from './folded-parts.ts';

/** GitHub takes comments of 65,536 characters; some room is left for what a pipeline adds. */
const largest = 60_000;

/** By this a pipeline finds its own comment and writes it anew instead of adding another. */
const marker: Markdown = { markdown: '<!-- onward:plan -->' };

const targetsHead: Markdown = { markdown: '| | target | |\n|---|---|---|\n' };

const summary = (report: PlanReport): readonly Block[] => {
  if (report.summary === null) return [];
  const alone = report.targets.filter(({ set }) => set === null);
  const under = [report.money === null ? null : `Money: ${report.money}`, report.hold].filter((says) => says !== null);
  return [
    {
      rank: 0,
      noun: 'targets',
      open: say`## ${report.summary}\n\n${alone.length === 0 ? empty : targetsHead}`,
      items: alone.map(({ standing, address, gist }) => say`| **${standing}** | ${code(address)} | ${gist} |`),
      close: joined([empty, ...under.map((says) => say`${says}`), empty], '\n\n'),
      after: empty,
    },
  ];
};

/** Stands before everything else: whoever reads on must know by what the change is judged. */
const policy = ({ policy: lines }: PlanReport): readonly Block[] =>
  lines.length === 0
    ? []
    : [
        {
          rank: 0,
          noun: 'lines of the policy',
          open: empty,
          items: lines.map((line) => say`> **Policy:** ${line}<br>`),
          close: empty,
          after: { markdown: '\n\n' },
        },
      ];

const diagnosticItem = ({ code: name, summary: says, at, address, detail, remedy }: Diagnostic): Markdown =>
  joined(
    [
      joined(
        [
          say`- **${name}** ${says}`,
          ...(at === undefined ? [] : [code(placeWords(at))]),
          ...(address === undefined ? [] : [code(address)]),
        ],
        ' ',
      ),
      ...(detail === undefined ? [] : [say`${detail}`]),
      ...(remedy === undefined ? [] : [say`fix: ${remedy}`]),
    ],
    '<br>',
  );

const diagnostics = ({ diagnostics: all }: PlanReport): readonly Block[] =>
  folded(`Also said: ${all.length}`, {
    rank: 2,
    noun: 'messages',
    open: empty,
    items: all.map(diagnosticItem),
    close: empty,
  });

const ending = (report: PlanReport): Markdown =>
  say`${report.last}\n\nDecision ${code(report.decision)}<br>\nDigest ${code(report.digest)}\n\n${marker}\n`;

/** The plan as one comment of at most 60,000 bytes. Deterministic: the same report, the same bytes. */
export const planMarkdown = (report: PlanReport): string => {
  const end = ending(report).markdown;
  const members = grouped(report.targets, ({ set }) => set ?? '');
  const blocks = [
    ...policy(report),
    ...summary(report),
    ...report.sets.flatMap((set) => setBlocks(set, members.get(set.address) ?? [])),
    ...report.targets
      .filter(({ set }) => set === null)
      .flatMap((target) => [firstScreen(target), ...foldedParts(target)]),
    ...diagnostics(report),
  ];
  return fit(blocks, largest - bytes(end)).markdown + end;
};

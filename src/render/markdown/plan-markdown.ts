import type { Diagnostic } from '../../core/diagnostic.ts';
import { placeWords } from '../model/check-groups.ts';
import { grouped } from '../model/grouped.ts';
import type { PlanReport } from '../model/plan-report.ts';
import { bytes, fit, folded, type Block } from './block.ts';
import { largest } from './comment.ts';
import { code, empty, joined, say, type Markdown } from './escape-markdown.ts';
import { firstScreen } from './first-screen.ts';
import { planMarker } from './marker.ts';
import { setBlocks } from './set-blocks.ts';
import { foldedParts } from './folded-parts.ts';
import { summaryBlock } from './summary-block.ts';

/** Stands before everything else: whoever reads on must know by what the change is judged. */
const policy = ({ policy: lines }: PlanReport): readonly Block[] =>
  lines.length === 0
    ? []
    : [
        {
          rank: 0,
          noun: 'lines of the policy',
          open: empty,
          items: lines.map((line) => () => say`> **Policy:** ${line}<br>`),
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
    rank: 3,
    noun: 'messages',
    open: empty,
    items: all.map((diagnostic) => () => diagnosticItem(diagnostic)),
    close: empty,
  });

const ending = (report: PlanReport): Markdown =>
  say`${report.last}\n\nDecision ${code(report.decision)}<br>\nDigest ${code(report.digest)}\n\n${{ markdown: planMarker(report) }}\n`;

/** The plan as one comment of at most 60,000 bytes. Deterministic: the same report, the same bytes. */
export const planMarkdown = (report: PlanReport): string => {
  const end = ending(report).markdown;
  const members = grouped(report.targets, ({ set }) => set ?? '');
  const blocks = [
    ...policy(report),
    ...summaryBlock(report),
    ...report.sets.flatMap((set) => setBlocks(set, members.get(set.address) ?? [])),
    ...report.targets
      .filter(({ set }) => set === null)
      .flatMap((target) => [firstScreen(target, report.single), ...foldedParts(target)]),
    ...diagnostics(report),
  ];
  return fit(blocks, largest - bytes(end)).markdown + end;
};

import type { Diagnostic } from '../../core/diagnostic.ts';
import { placeWords } from '../model/check-groups.ts';
import { grouped } from '../model/grouped.ts';
import type { PlanReport } from '../model/plan-report.ts';
import { bytes, fit, folded, type Block } from './block.ts';
import { largest, marker } from './comment.ts';
import { code, empty, joined, say, type Markdown } from './escape-markdown.ts';
import { firstScreen } from './first-screen.ts';
import { setBlocks } from './set-blocks.ts';
import { foldedParts } from './folded-parts.ts';

const targetsHead: Markdown = { markdown: '| | target | |\n|---|---|---|\n' };

const summary = (report: PlanReport): readonly Block[] => {
  if (report.single) return [];
  const alone = report.targets.filter(({ set }) => set === null);
  const under = [
    ...report.fleet.map(({ label, says }) => `${label}: ${says}`),
    report.money === null ? null : `Money: ${report.money}`,
    report.hold,
  ].filter((says) => says !== null);
  return [
    {
      rank: 0,
      noun: 'targets',
      open: say`## ${report.summary}\n\n${alone.length === 0 ? empty : targetsHead}`,
      items: alone.map(
        ({ standing, address, wave, gist }) =>
          say`| **${standing}** | ${code(address)} | ${[wave ?? '', gist].filter((part) => part !== '').join(': ')} |`,
      ),
      close: joined([empty, ...under.map((says) => say`${says}`), empty], '\n\n'),
      after: empty,
    },
  ];
};

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
    ...summary(report),
    ...report.sets.flatMap((set) => setBlocks(set, members.get(set.address) ?? [])),
    ...report.targets
      .filter(({ set }) => set === null)
      .flatMap((target) => [firstScreen(target), ...foldedParts(target)]),
    ...diagnostics(report),
  ];
  return fit(blocks, largest - bytes(end)).markdown + end;
};

import { foldNames } from '../model/fold-names.ts';
import { grouped } from '../model/grouped.ts';
import type { PlanReport, TargetReport } from '../model/plan-report.ts';
import { bytes, type Block, type Item } from './block.ts';
import { code, empty, joined, say, type Markdown } from './escape-markdown.ts';
import { codesOf } from './folded-parts.ts';

const head: Markdown = { markdown: '| | target | |\n|---|---|---|\n' };

/** Rows of their own may take so many bytes; above that, targets that say the same share one. */
const mostForRows = 20_000;

const inWave = ({ wave, gist }: TargetReport): string => [wave ?? '', gist].filter((part) => part !== '').join(': ');

const rowOf = (target: TargetReport): Markdown =>
  say`| **${target.standing}** | ${code(target.address)} | ${inWave(target)} |`;

const sharedRow = (targets: readonly TargetReport[]): Markdown => {
  const [first] = targets;
  const says = first === undefined ? '' : inWave(first);
  return say`| **${first?.standing ?? ''}** | ${targets.length}: ${foldNames(targets.map(({ address }) => address))} | ${says} |`;
};

/** A row a target, while they are few enough; of many, a row for those that say the same. */
const rowsOf = (targets: readonly TargetReport[]): readonly Item[] => {
  // No row is shorter than this: a plan of thousands of targets is not written out to be measured.
  const shortest = 24;
  const own = targets.length * shortest > mostForRows ? null : targets.map(rowOf);
  if (own !== null && own.reduce((all, { markdown }) => all + bytes(markdown), 0) <= mostForRows)
    return own.map((row) => () => row);
  return [...grouped(targets, (target) => `${target.standing} ${inWave(target)}`).values()].map(
    (group) => () => sharedRow(group),
  );
};

/** What stands in the way anywhere, by code: however much of a large plan is cut, no obstacle goes unnamed. */
const obstacles = ({ targets }: PlanReport): readonly Markdown[] => {
  const codes = codesOf(targets.flatMap(({ checks }) => checks.inTheWay));
  return codes.markdown === '' ? [] : [say`In the way: ${codes}`];
};

/** Several targets at a glance: how many stand how, each in a row, and what stands in the way of all together. */
export const summaryBlock = (report: PlanReport): readonly Block[] => {
  if (report.single) return [];
  const alone = report.targets.filter(({ set }) => set === null);
  const under = [
    ...obstacles(report),
    ...report.fleet.map(({ label, says }) => say`${label}: ${says}`),
    ...(report.money === null ? [] : [say`Money: ${report.money}`]),
    ...(report.hold === null ? [] : [say`${report.hold}`]),
  ];
  return [
    {
      rank: 0,
      noun: 'rows',
      open: say`## ${report.summary}\n\n${alone.length === 0 ? empty : head}`,
      items: rowsOf(alone),
      close: joined([empty, ...under, empty], '\n\n'),
      after: empty,
    },
  ];
};

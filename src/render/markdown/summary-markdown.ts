import type { PlanReport } from '../model/plan-report.ts';
import type { NamedReport } from '../text/summary-text.ts';
import { bytes, fit, type Block } from './block.ts';
import { code, empty, joined, say, type Markdown } from './escape-markdown.ts';
import { largest } from './comment.ts';
import { planMarker, severalMarker } from './marker.ts';

const head: Markdown = { markdown: '| | target | | |\n|---|---|---|---|\n' };

const rowsOf = ({ targets, sets }: PlanReport): readonly Markdown[] => [
  ...targets
    .filter(({ set }) => set === null)
    .map(({ standing, address, wave, gist }) => say`| **${standing}** | ${code(address)} | ${wave ?? ''} | ${gist} |`),
  ...sets.map((set) => say`| **${set.head}** | ${code(set.address)} | ${set.wave ?? ''} | ${set.journey ?? ''} |`),
];

const said = ({ fleet, money, hold, last }: PlanReport): readonly Markdown[] => [
  ...fleet.map(({ label, says }) => say`**${label}** ${says}`),
  ...(money === null ? [] : [say`**Money** ${money}`]),
  ...(hold === null ? [] : [say`${hold}`]),
  say`${last}`,
];

const blockOf = ({ file, report }: NamedReport): Block => ({
  rank: 0,
  noun: 'targets',
  open: joined([say`## ${report.summary}\n\n`, ...(file === null ? [] : [say`${code(file)}\n\n`]), head], ''),
  items: rowsOf(report).map((row) => () => row),
  close: say`\n\n${joined(said(report), '<br>\n')}\n\nDecision ${code(report.decision)}\n\n`,
  after: empty,
});

/** One comment for one plan or for many: a row a target, the decision of each. Never over 60,000 bytes. */
export const summaryMarkdown = (plans: readonly NamedReport[]): string => {
  const [first] = plans;
  const marker = first !== undefined && plans.length === 1 ? planMarker(first.report) : severalMarker;
  const end = `${marker}\n`;
  return fit(plans.map(blockOf), largest - bytes(end)).markdown + end;
};

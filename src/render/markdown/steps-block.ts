import type { TargetReport } from '../model/plan-report.ts';
import { signWords } from '../model/sign.ts';
import { isStepRow, type GateRow, type Row, type StepRow } from '../model/step-rows.ts';
import { folded, type Block } from './block.ts';
import { code, empty, fenceFor, fenceLine, joined, say, type Markdown } from './escape-markdown.ts';

const row = (cells: readonly Markdown[]): Markdown => say`| ${joined(cells, ' | ')} |`;

const signed = ({ sign }: StepRow | GateRow): Markdown => say`${code(sign)} ${signWords[sign]}`;

const orDash = (text: string): Markdown => (text === '-' ? say`\u2013` : say`${text}`);

const stepCells = (step: StepRow): Markdown =>
  row([
    say`${step.number} ${signed(step)}`,
    code(step.id),
    say`${step.what}`,
    orDash(step.undo === null || step.forEver ? step.wayBack : `${step.wayBack}: ${step.undo}`),
    say`${step.takes}`,
    orDash(step.downtime === null ? '-' : `${step.downtime.what} ${step.away}`),
  ]);

const gateCells = (gate: GateRow): Markdown => {
  const words = [gate.says, ...gate.question].map((says) => say`${says}`);
  return row([signed(gate), code(gate.id), joined(words, '<br>'), empty, empty, empty]);
};

const rowCells = (one: Row): Markdown => {
  switch (one.is) {
    case 'point':
      return row([empty, empty, say`**${one.says}**`, empty, empty, empty]);
    case 'gate':
      return gateCells(one);
    case 'step':
      return stepCells(one);
  }
};

const tableHead: Markdown = {
  markdown: '| # | step | what | way back | takes | away |\n|---|---|---|---|---|---|\n',
};

const glance = (one: Row): Markdown => {
  switch (one.is) {
    case 'point':
      return fenceLine('@@ ', `${one.says} @@`);
    case 'gate':
      return fenceLine(`${one.sign} `, `GATE ${one.local}`);
    case 'step':
      return fenceLine(`${one.sign} `, `${one.number} ${one.local}${one.forEver ? ', for ever' : ''}`);
  }
};

/** Longer journeys are read in the table alone. */
const mostAtAGlance = 40;

/** The order of the steps in colour: each sign at the first column of a diff, where GitHub and GitLab paint it. */
const atAGlance = (rows: readonly Row[]): Markdown => {
  if (rows.length > mostAtAGlance) return empty;
  const lines = rows.map(glance);
  const fence = { markdown: fenceFor(lines) };
  return say`${fence}diff\n${joined(lines, '\n')}\n${fence}\n\n`;
};

/** The table of steps, folded: every id in full, gates with their question, the point of no return between. */
export const stepsBlock = (target: TargetReport): readonly Block[] =>
  folded(`Steps: ${target.rows.filter(isStepRow).length}, ${target.forEver.length} for ever`, {
    rank: 2,
    noun: 'rows',
    open: joined([atAGlance(target.rows), tableHead], ''),
    items: target.rows.map((one) => () => rowCells(one)),
    close: target.wayOut === null || target.standing !== 'READY' ? empty : say`\n\n${target.wayOut}`,
  });

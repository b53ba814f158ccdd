import type { TargetReport } from '../model/plan-report.ts';
import { isStepRow, type GateRow, type Row, type StepRow } from '../model/step-rows.ts';
import { signed } from './changes-part.ts';
import { list, markup, nothing, type Html } from './markup.ts';
import { part, type Level } from './part.ts';
import { timeBar } from './time-bar.ts';

/** A dash stands for nothing; where there is little room, nothing does. */
const cell = (name: string, words: string, is = ''): Html =>
  words === '-'
    ? markup`<div class="cell blank"><dt>${name}</dt><dd>\u2013</dd></div>`
    : markup`<div class="cell ${is}"><dt>${name}</dt><dd>${words}</dd></div>`;

const wayBackOf = ({ undo, forEver, wayBack }: StepRow): string =>
  undo === null || forEver ? wayBack : `${wayBack}: ${undo}`;

const expectsOf = ({ expects }: StepRow): Html =>
  expects.length === 0
    ? nothing
    : markup`<details class="expects"><summary>expects ${expects.length} ${expects.length === 1 ? 'fact' : 'facts'} right before it is sent</summary>${list(
        'plain',
        expects.map((text) => markup`<code>${text}</code>`),
      )}</details>\n`;

const kindOf = ({ oneWay, forEver, onlyIf }: StepRow): string =>
  [oneWay ? 'one-way' : '', forEver ? 'for-ever' : '', onlyIf === null ? '' : 'rescue']
    .filter((name) => name)
    .join(' ');

const stepItem = (step: StepRow, zone: string): Html =>
  markup`<li class="step ${zone} ${kindOf(step)}" data-step="${step.id}">
<span class="number">${step.number}</span>
<div class="what"><p class="step-title">${step.what}</p>
<p class="about">${signed(step.sign)} <code>${step.id}</code></p>
${expectsOf(step)}</div>
<dl class="cells">${cell('way back', wayBackOf(step), step.forEver ? 'none' : '')}${cell('takes', step.takes)}${
    step.downtime === null ? cell('away', '-') : cell(`${step.downtime.what} away`, step.away, 'away')
  }</dl>
</li>\n`;

const gateItem = (gate: GateRow, zone: string): Html => {
  const [first = '', ...needs] = gate.parts;
  const asks = gate.question.map((line) => markup`<p>${line}</p>\n`);
  return markup`<li class="gate ${zone}" data-step="${gate.id}">
<span class="number" aria-hidden="true">=</span>
<div class="what"><p class="step-title"><b>GATE ${gate.local}:</b> ${first}</p>
<p class="about"><code>${gate.id}</code></p>
${needs.map((need) => markup`<p class="needs">${need}</p>\n`)}${asks.length === 0 ? nothing : markup`<div class="asks">\n${asks}</div>\n`}</div>
</li>\n`;
};

const items = (rows: readonly Row[]): readonly Html[] => {
  const point = rows.findIndex(({ is }) => is === 'point');
  return rows.map((row, at) => {
    const zone = point >= 0 && at > point ? 'beyond' : '';
    if (row.is === 'point') return markup`<li class="point"><b>${row.says}</b></li>\n`;
    return row.is === 'gate' ? gateItem(row, zone) : stepItem(row, zone);
  });
};

/** The steps in their order on one rail, gates across it, the point of no return drawn where it is. */
export const stepsPart = (target: TargetReport, level: Level): Html => {
  const { rows, standing, wayOut, forEver } = target;
  if (rows.length === 0) return nothing;
  const steps = rows.filter(isStepRow).length;
  const end = wayOut === null || standing !== 'READY' ? nothing : markup`<p class="way-out">${wayOut}</p>\n`;
  return part({
    level,
    title: 'Steps',
    aside: `${steps}, ${forEver.length} for ever`,
    fold: standing === 'READY' ? 'open' : 'shut',
    // Safari takes a list without marks for no list, unless it is told.
    body: markup`${timeBar(rows)}<ol class="steps" role="list">\n${items(rows)}</ol>\n${end}`,
  });
};

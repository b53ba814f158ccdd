import type { ChangeRow, DiffLine } from '../model/change-rows.ts';
import type { TargetReport } from '../model/plan-report.ts';
import { signWords, type Sign } from '../model/sign.ts';
import { markup, type Html } from './markup.ts';
import { part, type Level } from './part.ts';

/** A sign and the word that it stands for. */
export const signed = (sign: Sign): Html =>
  markup`<span class="sign"><span class="mark" aria-hidden="true">${sign}</span> ${signWords[sign]}</span>`;

const tags = { '+': 'ins', '-': 'del', ' ': 'span', '@': 'span' } as const satisfies Record<DiffLine['sign'], string>;

const diffLine = ({ sign, text }: DiffLine): Html => {
  const tag: Html = { html: tags[sign] };
  const words = sign === '@' ? `@@ ${text} @@` : `${sign}${text}`;
  return markup`<${tag} class="line${sign === '@' ? ' same' : ''}">${words}</${tag}>\n`;
};

const valueCells = ({ before, after, lines, fact }: ChangeRow): Html =>
  lines === null
    ? markup`<td><span class="value">${before}</span></td><td><span class="value">${after}</span></td>`
    : markup`<td colspan="2"><pre class="diff" tabindex="0" role="group" aria-label="${fact}, line by line">${lines.map(diffLine)}</pre></td>`;

const changeRow = (change: ChangeRow): Html =>
  markup`<tr><th scope="row"><code>${change.fact}</code></th><td>${signed(change.sign)}</td>${valueCells(change)}</tr>\n`;

/** A table that is wider than the page scrolls by itself: the page never does. */
export const scroller = (label: string, table: Html): Html =>
  markup`<div class="scroller" role="group" aria-label="${label}" tabindex="0">\n${table}</div>\n`;

export const changesPart = ({ changes, address }: TargetReport, level: Level): Html => {
  const head = markup`<thead><tr><th scope="col">fact</th><th scope="col">sign</th><th scope="col">is</th><th scope="col">becomes</th></tr></thead>`;
  const rows = changes.map(changeRow);
  const table = markup`<table class="changes">\n<caption class="unseen">What changes on ${address}</caption>\n${head}\n<tbody>\n${rows}</tbody>\n</table>\n`;
  const body = rows.length === 0 ? { html: '' } : scroller(`Changes of ${address}`, table);
  return part({ level, title: 'Changes', aside: String(rows.length), body });
};

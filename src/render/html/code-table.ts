import type { CheckRow } from '../model/check-groups.ts';
import { grouped } from '../model/grouped.ts';
import type { PlanReport } from '../model/plan-report.ts';
import { checkAnchor, codeAnchor } from './anchor.ts';
import { scroller } from './changes-part.ts';
import { markup, nothing, type Html } from './markup.ts';
import { part } from './part.ts';

/** Up to so many targets are named at once; more are folded. */
const few = 6;

interface Hit {
  readonly address: string;
  readonly row: CheckRow;
}

const linksOf = (hits: readonly Hit[]): Html => {
  const links = hits.map(({ address, row }) => markup`<a href="#${checkAnchor(address, row.code, 1)}">${address}</a>`);
  const all = markup`${links.map((link, at) => (at === 0 ? link : markup`, ${link}`))}`;
  return links.length <= few ? all : markup`<details><summary>${links.length} targets</summary>${all}</details>`;
};

const codeRow = (hits: readonly Hit[]): readonly Html[] =>
  hits.slice(0, 1).map(({ row }) => {
    const { code, word } = row;
    const others = new Set(hits.map((hit) => hit.row.summary)).size - 1;
    const more = others === 0 ? '' : `; ${others} more ${others === 1 ? 'wording' : 'wordings'}`;
    return markup`<tr id="${codeAnchor(code)}"><th scope="row"><a class="code" href="#${codeAnchor(code)}">${code}</a></th><td><span class="badge is-${word.toLowerCase()}">${word}</span></td><td>${row.summary}${more}</td><td>${linksOf(hits)}</td></tr>\n`;
  });

/** What speaks on several targets, by its code: what one mends once. */
export const codeTable = ({ targets }: PlanReport): Html => {
  const hits = targets.flatMap(({ address, checks }) => {
    const rows = [...checks.inTheWay, ...checks.warn];
    return rows
      .filter((row, at) => rows.findIndex(({ code }) => code === row.code) === at)
      .map((row) => ({ address, row }));
  });
  const rows = [...grouped(hits, ({ row }) => row.code).values()];
  if (targets.length < 2 || rows.length === 0) return nothing;
  const table = markup`<table class="codes">\n<caption class="unseen">Checks that block or warn, and the targets on which they do</caption>\n<thead><tr><th scope="col">check</th><th scope="col">verdict</th><th scope="col">says</th><th scope="col">on</th></tr></thead>\n<tbody>\n${rows.flatMap(codeRow)}</tbody>\n</table>\n`;
  const body = scroller('Checks that block or warn', table);
  return part({ level: 2, title: 'Checks that block or warn', aside: String(rows.length), fold: 'shut', body });
};

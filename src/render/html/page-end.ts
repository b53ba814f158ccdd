import type { Diagnostic } from '../../core/diagnostic.ts';
import { placeWords } from '../model/check-groups.ts';
import type { PlanReport } from '../model/plan-report.ts';
import { pageId } from './anchor.ts';
import { list, markup, nothing, type Html } from './markup.ts';
import { part } from './part.ts';

const diagnosticItem = ({ code, summary, at, address, detail, remedy }: Diagnostic): Html =>
  markup`<div class="check"><p class="check-head"><span class="code">${code}</span> ${summary}${
    at === undefined ? nothing : markup` <code class="place">${placeWords(at)}</code>`
  }${address === undefined ? nothing : markup` <code>${address}</code>`}</p>${
    detail === undefined ? nothing : markup`<p class="detail">${detail}</p>`
  }${remedy === undefined ? nothing : markup`<p class="fix"><b>fix:</b> ${remedy}</p>`}</div>`;

export const alsoSaid = ({ diagnostics }: PlanReport): Html =>
  part({
    level: 2,
    title: 'Also said',
    aside: String(diagnostics.length),
    body: list('checks', diagnostics.map(diagnosticItem)),
  });

/** What a yes is bound to, in full, last: a reader who compares it has read the rest. */
export const pageEnd = ({ last, decision, digest }: PlanReport): Html =>
  markup`<footer id="${pageId('end')}">
<p class="last">${last}</p>
<dl>
<div><dt>Decision</dt><dd><code>${decision}</code></dd></div>
<div><dt>Digest</dt><dd><code>${digest}</code></dd></div>
</dl>
</footer>
`;

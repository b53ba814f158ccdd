import { grouped } from '../model/grouped.ts';
import type { PlanReport, TargetReport } from '../model/plan-report.ts';
import { pageId, targetAnchor } from './anchor.ts';
import { codeTable } from './code-table.ts';
import { findForm } from './find-form.ts';
import { list, markup, nothing, type Html } from './markup.ts';
import { alsoSaid, pageEnd } from './page-end.ts';
import { pageHead, pageScript } from './page-head.ts';
import { heading } from './part.ts';
import { setBlock } from './set-block.ts';
import { badge, onlyTarget, targetRow } from './target-block.ts';

/** Up to so many targets of their own stand there open, under a list of them; of more each is a row that opens. */
const few = 6;

const banner = ({ shortDecision }: PlanReport): Html =>
  markup`<header class="banner"><span class="brand">Onward</span> <span>plan</span> <code>${shortDecision}</code></header>\n`;

const titleOf = ({ single, summary, sets }: PlanReport): string => (single ? sets[0]?.address : undefined) ?? summary;

/** Before everything else: whoever reads on must know by what the change is judged. */
const policyOf = ({ policy }: PlanReport): Html =>
  policy.length === 0
    ? nothing
    : markup`<aside class="policy" aria-label="Policy">\n${policy.map((says) => markup`<p class="hold"><b>Policy</b> ${says}</p>\n`)}</aside>\n`;

const overview = (report: PlanReport): Html =>
  markup`<div class="overview">
${heading(1, titleOf(report))}
${report.fleet.map(({ label, says }) => markup`<p>${label}: ${says}</p>\n`)}${report.money === null ? nothing : markup`<p>Money: ${report.money}</p>\n`}${report.hold === null ? nothing : markup`<p class="hold">${report.hold}</p>\n`}</div>
`;

const contents = (alone: readonly TargetReport[]): Html =>
  alone.length < 2 || alone.length > few
    ? nothing
    : markup`<nav aria-label="Targets">\n${list(
        'contents',
        alone.map(
          ({ standing, address, gist }) =>
            markup`${badge(standing)} <a href="#${targetAnchor(address)}">${address}</a> <span class="gist">${gist}</span>`,
        ),
      )}</nav>\n`;

const several = (report: PlanReport): Html => {
  const members = grouped(report.targets, ({ set }) => set ?? '');
  const alone = members.get('') ?? [];
  const fold = alone.length > few ? 'shut' : 'open';
  return markup`${[
    overview(report),
    contents(alone),
    findForm(report),
    codeTable(report),
    ...report.sets.map((set) => setBlock(set, members.get(set.address) ?? [], 2)),
    ...alone.map((target) => targetRow(target, 2, fold)),
  ]}`;
};

/**
 * The plan as one page that is complete in itself: it asks nobody for anything, and what folds or filters is a convenience
 * on top of a text that is all there. Deterministic: the same report, the same bytes.
 */
export const planHtml = (report: PlanReport): string => {
  const [only] = report.targets;
  const isOne = only !== undefined && report.targets.length === 1 && only.set === null;
  return markup`${pageHead(report)}${banner(report)}<main id="${pageId('plan')}" tabindex="-1">
${policyOf(report)}${isOne ? onlyTarget(only) : several(report)}${alsoSaid(report)}</main>
${pageEnd(report)}${pageScript}`.html;
};

import type { Standing, TargetReport } from '../model/plan-report.ts';
import { targetAnchor } from './anchor.ts';
import { changesPart } from './changes-part.ts';
import { anchorsOf, checksPart, inTheWayPart } from './checks-part.ts';
import { keyFacts } from './key-facts.ts';
import { arrowed, markup, nothing, type Html } from './markup.ts';
import { below, heading, type Level } from './part.ts';
import { restParts } from './rest-parts.ts';
import { stepsPart } from './steps-part.ts';

const names = {
  BLOCKED: 'is-blocked',
  INCOMPLETE: 'is-incomplete',
  READY: 'is-ready',
  'NOTHING TO DO': 'is-nothing',
} as const satisfies Record<Standing, string>;

/** How something stands, in words first and in colour second. */
export const badge = (standing: Standing, words: string = standing): Html =>
  markup`<span class="badge ${names[standing]}">${words}</span>`;

const tag = (words: string | null): Html =>
  words === null ? nothing : markup`<span class="journey">${arrowed(words)}</span>\n`;

/** Where it goes, in which wave, and for which change request. */
const journeyOf = ({ journey, wave, changeNumber }: TargetReport): Html =>
  markup`${[journey, wave, changeNumber].map(tag)}`;

const parts = (target: TargetReport, level: Level): Html => {
  const anchorOf = anchorsOf(target.address);
  return markup`${[
    keyFacts(target),
    inTheWayPart(target.checks, level, anchorOf),
    stepsPart(target, level),
    changesPart(target, level),
    checksPart(target.checks, level, anchorOf),
    restParts(target, level),
  ]}`;
};

/** The only target of a plan: its address is the title of the page. */
export const onlyTarget = (target: TargetReport): Html =>
  markup`<article class="target" id="${targetAnchor(target.address)}">
<header class="headline">
${badge(target.standing)}
${heading(1, target.address)}
${journeyOf(target)}<span class="corner">${target.corner}</span>
</header>
${parts(target, 2)}</article>
`;

/** One of several: a row that opens. What the filter asks of it stands in its attributes. */
export const targetRow = (target: TargetReport, level: Level, fold: 'open' | 'shut'): Html => {
  const { standing, address, journey, wave, set, gist } = target;
  const anchor = targetAnchor(address);
  const open: Html = { html: fold === 'open' ? ' open' : '' };
  return markup`<details class="target" data-standing="${standing}" data-journey="${journey ?? ''}" data-wave="${wave ?? ''}" data-set="${set ?? ''}"${open}>
<summary>${badge(standing)} ${heading(level, address)} ${journeyOf(target)}<span class="gist">${gist}</span></summary>
<article class="inside" id="${anchor}" aria-label="${address}">
<p class="corner"><a href="#${anchor}">link to ${address}</a> \u00b7 ${target.corner}</p>
${parts(target, below(level))}</article>
</details>
`;
};

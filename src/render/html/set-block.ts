import { momentWords } from '../model/moment.ts';
import type { MemberRow, SetReport, TargetReport } from '../model/plan-report.ts';
import { targetAnchor } from './anchor.ts';
import { scroller } from './changes-part.ts';
import { anchorsOf, checksPart, inTheWayPart } from './checks-part.ts';
import { arrowed, list, markup, nothing, type Html } from './markup.ts';
import { below, heading, part, type Level } from './part.ts';
import { badge, targetRow } from './target-block.ts';

const columns = ['machine', 'how', 'off for', 'when', 'why, and why not a better way'] as const;

const memberRow = ({ members, how, offFor, when, why, isHeld }: MemberRow): Html =>
  markup`<tr${isHeld ? { html: ' class="held"' } : nothing}><th scope="row">${members}</th><td>${how}</td><td>${offFor}</td><td>${when}</td><td>${why.join('; ')}</td></tr>\n`;

const memberTable = ({ rows, address }: SetReport): Html => {
  const head = columns.map((name) => markup`<th scope="col">${name}</th>`);
  const table = markup`<table class="members">\n<caption class="unseen">The members of ${address}, those that are alike in one row</caption>\n<thead><tr>${head}</tr></thead>\n<tbody>\n${rows.map(memberRow)}</tbody>\n</table>\n`;
  return scroller(`Members of ${address}`, table);
};

const labelled = (name: string, says: string | null): Html =>
  says === null ? nothing : markup`<div class="tile wide"><dt>${name}</dt><dd>${says}</dd></div>\n`;

const tiles = ({ yes, limits, leftBehind }: SetReport): Html =>
  yes === null && limits === null && leftBehind === null
    ? nothing
    : markup`<dl class="tiles">\n${labelled('Your yes', yes)}${labelled('Limit', limits)}${labelled('Left behind', leftBehind)}</dl>\n`;

const eachMember = (members: readonly TargetReport[], level: Level): Html =>
  part({
    level,
    title: 'Members, each by itself',
    aside: String(members.length),
    body: markup`${members.map((member) => targetRow(member, below(level), 'shut'))}`,
  });

/** A set: a row for members that are alike, what is true of all of them once; below, each by itself. */
export const setBlock = (set: SetReport, members: readonly TargetReport[], level: Level): Html => {
  const anchorOf = anchorsOf(set.address);
  const { standing, head, address, journey, wave, changeNumber, facts, notes, checks, corner, readAt } = set;
  return markup`<section class="set" data-group id="${targetAnchor(address)}">
<header class="headline">
${badge(standing, head)}
${heading(level, address)}
${[journey, wave, changeNumber].map((words) => (words === null ? nothing : markup`<span class="journey">${arrowed(words)}</span>\n`))}<span class="corner">${corner} \u00b7 read ${momentWords(readAt)}</span>
</header>
${facts.map(({ says }) => markup`<p class="fact">${says}</p>\n`)}${memberTable(set)}${tiles(set)}${list(
    'notes',
    notes.map((says) => markup`<b>Note</b> ${says}`),
  )}${inTheWayPart(checks, below(level), anchorOf)}${checksPart(checks, below(level), anchorOf)}${eachMember(members, below(level))}</section>
`;
};

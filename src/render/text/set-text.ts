import { momentWords } from '../model/moment.ts';
import type { SetReport } from '../model/plan-report.ts';
import { checksInFull, checksText } from './checks-text.ts';
import { factLines } from './fact-lines.ts';
import { headLines } from './head-lines.ts';
import { atRight, paragraph, type Line } from './line.ts';
import { membersTable } from './members-table.ts';

const labelled = (label: string, says: string | null, width: number): readonly Line[] =>
  says === null ? [] : paragraph({ lead: `  ${label.padEnd(5)}  `, text: says, width, style: 'strong' });

const withChangeNumber = (lines: readonly Line[], { changeNumber }: SetReport, width: number): readonly Line[] =>
  changeNumber === null ? lines : atRight(lines, changeNumber, width);

/** A set: a row for members that are alike, and what is true of all of them once. */
export const setText = (set: SetReport, width: number): readonly Line[] => [
  ...headLines(set, width),
  ...withChangeNumber(factLines(set.facts, width), set, width),
  ...membersTable(set.rows, width),
  ...labelled('Yes', set.yes, width),
  ...labelled('Limit', set.limits, width),
  ...set.notes.flatMap((says) => labelled('Note', says, width)),
  ...labelled('Left', set.leftBehind, width),
  ...checksInFull(set.checks.inTheWay, width),
  ...checksText(set.checks, { width, accepted: set.standing === 'READY', readAt: momentWords(set.readAt) }),
];

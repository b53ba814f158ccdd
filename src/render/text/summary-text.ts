import type { PlanReport, SetReport, TargetReport } from '../model/plan-report.ts';
import { atRight, paragraph, printed, type Line } from './line.ts';
import { lastLines } from './last-lines.ts';
import { standingStyle } from './standing-style.ts';

const words = (parts: readonly (string | null)[]): string =>
  parts.filter((part) => part !== null && part !== '').join('  ');

/** How a target stands, which it is, and in a few words why. */
const targetRow = ({ standing, address, wave, gist }: TargetReport, width: number): readonly Line[] => {
  const text = words([address, wave]);
  return paragraph({
    lead: `  ${standing.padEnd(13)}  `,
    text: gist === '' ? text : `${text}: ${gist}`,
    width,
    hang: 19,
    style: standingStyle[standing],
  });
};

const setRow = ({ standing, head, address, journey, wave }: SetReport, width: number): readonly Line[] =>
  paragraph({
    lead: `  ${head.padEnd(13)}  `,
    text: words([address, journey, wave]),
    width,
    hang: 19,
    style: standingStyle[standing],
  });

const labelled = (label: string, says: string, width: number): readonly Line[] =>
  paragraph({ lead: `  ${label.padEnd(5)}  `, text: says, width, hang: 9, style: 'strong' });

export interface SummaryFace {
  readonly width: number;
  /** Sets with a row of their own, where they are not told below. */
  readonly sets: boolean;
}

/** One line a target, then what is true of them together. */
export const summaryLines = (report: PlanReport, { width, sets }: SummaryFace): readonly Line[] => {
  const head = paragraph({ lead: 'PLAN  ', text: report.summary, width, style: 'strong' });
  return [
    ...atRight(head, `decision ${report.shortDecision}`, width),
    ...report.targets.filter(({ set }) => set === null).flatMap((target) => targetRow(target, width)),
    ...(sets ? report.sets.flatMap((set) => setRow(set, width)) : []),
    ...report.fleet.flatMap(({ label, says }) => labelled(label, says, width)),
    ...(report.money === null ? [] : labelled('Money', report.money, width)),
    ...(report.hold === null ? [] : paragraph({ lead: '  ', text: report.hold, width })),
  ];
};

/** A saved plan, and the file that it was read from where several are shown. */
export interface NamedReport {
  readonly file: string | null;
  readonly report: PlanReport;
}

/** One line a target, of one plan or of several. */
export const summaryText = (
  plans: readonly NamedReport[],
  { width, color }: { readonly width: number; readonly color: boolean },
): string =>
  printed(
    plans.flatMap(({ file, report }, at) => [
      ...(at === 0 ? [] : [{ text: '' }]),
      ...(file === null ? [] : paragraph({ lead: '', text: file, width, style: 'strong' })),
      ...summaryLines(report, { width, sets: true }),
      ...lastLines(report, width),
    ]),
    color,
  );

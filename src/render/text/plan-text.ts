import type { PlanReport, TargetReport } from '../model/plan-report.ts';
import { momentWords } from '../model/moment.ts';
import { changesText } from './changes-text.ts';
import { checksInFull, checksText } from './checks-text.ts';
import { diagnosticLines } from './diagnostic-lines.ts';
import { factLines } from './fact-lines.ts';
import { headLines } from './head-lines.ts';
import { lastLines } from './last-lines.ts';
import { paragraph, printed, type Line } from './line.ts';
import { setText } from './set-text.ts';
import { stepsTable } from './steps-table.ts';
import { summaryLines } from './summary-text.ts';

const headline = ({ standing, address, journey, wave, corner }: TargetReport, width: number): readonly Line[] =>
  headLines({ standing, head: standing, address, journey, wave, corner }, width);

const listed = (title: string, items: readonly string[], width: number): readonly Line[] =>
  items.length === 0
    ? []
    : [
        { text: `  ${title}:`, style: 'strong' },
        ...items.flatMap((text) => paragraph({ lead: '    ', text, width, hang: 6 })),
      ];

const labelledLines = ({ labelled }: TargetReport, width: number): readonly Line[] =>
  labelled.flatMap(({ label, says }) =>
    paragraph({ lead: `  ${label.padEnd(5)}  `, text: says, width, style: 'strong' }),
  );

const targetLines = (target: TargetReport, width: number): readonly Line[] => {
  const ready = target.standing === 'READY';
  return [
    ...headline(target, width),
    ...factLines(target.facts, width),
    ...labelledLines(target, width),
    ...checksInFull(target.checks.inTheWay, width),
    ...(ready ? stepsTable(target.rows, width) : []),
    ...(target.wayOut === null ? [] : paragraph({ lead: '  ', text: target.wayOut, width })),
    ...checksText(target.checks, { width, accepted: ready, readAt: momentWords(target.readAt) }),
    ...changesText(target.changes, width),
    ...(ready
      ? listed(
          'Gains',
          target.gains.map(({ says }) => says),
          width,
        )
      : []),
    ...(ready ? listed('Left behind', target.leftBehind, width) : []),
  ];
};

export interface TextFace {
  readonly width: number;
  readonly color: boolean;
  /** Each member of a set by itself, too. */
  readonly full: boolean;
}

/** The plan for a terminal or a log: never wider than `width` columns but for words that cannot be broken. */
export const planText = (report: PlanReport, { width, color, full }: TextFace): string => {
  const sections = [
    report.single ? [] : summaryLines(report, { width, sets: false }),
    ...report.sets.map((set) => setText(set, width)),
    ...report.targets.filter(({ set }) => full || set === null).map((target) => targetLines(target, width)),
    report.diagnostics.flatMap((diagnostic) => diagnosticLines(diagnostic, width)),
    lastLines(report, width),
  ].filter((lines) => lines.length > 0);
  return printed(
    sections.flatMap((lines, at) => (at === 0 ? lines : [{ text: '' }, ...lines])),
    color,
  );
};

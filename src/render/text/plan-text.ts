import type { PlanReport, TargetReport } from '../model/plan-report.ts';
import { momentWords } from '../model/moment.ts';
import { changesText } from './changes-text.ts';
import { checksInFull, checksText } from './checks-text.ts';
import { diagnosticLines } from './diagnostic-lines.ts';
import { factLines } from './fact-lines.ts';
import { headLines } from './head-lines.ts';
import { atRight, paragraph, printed, type Line } from './line.ts';
import { setText } from './set-text.ts';
import { standingStyle } from './standing-style.ts';
import { stepsTable } from './steps-table.ts';

const headline = ({ standing, address, journey, corner }: TargetReport, width: number): readonly Line[] =>
  headLines({ standing, head: standing, address, journey, corner }, width);

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

const summaryLines = (report: PlanReport, width: number): readonly Line[] => {
  if (report.summary === null) return [];
  const rows = report.targets
    .filter(({ set }) => set === null)
    .flatMap(({ standing, address, gist }) =>
      paragraph({
        lead: `  ${standing.padEnd(13)}  `,
        text: gist === '' ? address : `${address}: ${gist}`,
        width,
        hang: 19,
        style: standingStyle[standing],
      }),
    );
  const head = paragraph({ lead: 'PLAN  ', text: report.summary, width, style: 'strong' });
  return [
    ...atRight(head, `decision ${report.shortDecision}`, width),
    ...rows,
    ...(report.money === null ? [] : paragraph({ lead: '  Money  ', text: report.money, width, style: 'strong' })),
    ...(report.hold === null ? [] : paragraph({ lead: '  ', text: report.hold, width })),
  ];
};

const policyLines = ({ policy }: PlanReport, width: number): readonly Line[] =>
  policy.flatMap((text) => paragraph({ lead: 'Policy: ', text, width, hang: 2, style: 'bad', whole: true }));

const lastLines = (report: PlanReport, width: number): readonly Line[] =>
  report.last.startsWith('exit ')
    ? atRight([{ text: '' }], report.last, width)
    : paragraph({ lead: '', text: report.last, width, hang: 2, style: 'strong', whole: true });

export interface TextFace {
  readonly width: number;
  readonly color: boolean;
  /** Each member of a set by itself, too. */
  readonly full: boolean;
}

/** The plan for a terminal or a log: never wider than `width` columns but for words that cannot be broken. */
export const planText = (report: PlanReport, { width, color, full }: TextFace): string => {
  const sections = [
    policyLines(report, width),
    summaryLines(report, width),
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

import type { PlanReport, TargetReport } from '../model/plan-report.ts';
import { isStepRow } from '../model/step-rows.ts';
import { momentWords } from '../model/moment.ts';
import { changesText } from './changes-text.ts';
import { checksInFull, checksText } from './checks-text.ts';
import { diagnosticLines } from './diagnostic-lines.ts';
import { factLines } from './fact-lines.ts';
import { headLines } from './head-lines.ts';
import { lastLines } from './last-lines.ts';
import { atRight, paragraph, printed, type Line } from './line.ts';
import { setText } from './set-text.ts';
import { stepsTable } from './steps-table.ts';
import { summaryLines } from './summary-text.ts';
import { unbroken } from './unbroken.ts';

const headline = ({ standing, address, journey, wave, corner }: TargetReport, width: number): readonly Line[] =>
  headLines({ standing, head: standing, address, journey, wave, corner }, width);

const listed = (title: string, items: readonly string[], width: number): readonly Line[] =>
  items.length === 0
    ? []
    : [
        { text: `  ${title}:`, style: 'strong' },
        ...items.flatMap((text) => paragraph({ lead: '    ', text: unbroken(text), width, hang: 6 })),
      ];

const labelledLines = ({ labelled }: TargetReport, width: number): readonly (readonly Line[])[] =>
  labelled.map(({ label, says }) => paragraph({ lead: `  ${label.padEnd(5)}  `, text: says, width, style: 'strong' }));

/** The number of the change request stands at the right edge of when it happens; where nothing does, of the first sentences. */
const outlookLines = (target: TargetReport, width: number): readonly Line[] => {
  const parts = [factLines(target.facts, width), ...labelledLines(target, width)];
  const when = target.labelled.findIndex(({ label }) => label === 'Takes') + 1;
  const { changeNumber } = target;
  return parts.flatMap((lines, at) =>
    changeNumber !== null && at === when ? atRight(lines, changeNumber, width) : lines,
  );
};

/** What nobody reads who does not ask for it: what each step expects right before it is sent, and the reads behind it all. */
const inFull = ({ rows, evidence }: TargetReport, width: number): readonly Line[] => [
  ...listed(
    'Expects',
    rows.filter(isStepRow).flatMap(({ local, expects }) => expects.map((says) => `${local}: ${says}`)),
    width,
  ),
  ...listed('Evidence', evidence, width),
];

const targetLines = (target: TargetReport, { width, full }: Pick<TextFace, 'width' | 'full'>): readonly Line[] => {
  const ready = target.standing === 'READY';
  const told = ready || full;
  return [
    ...headline(target, width),
    ...outlookLines(target, width),
    ...checksInFull(target.checks.inTheWay, width),
    ...(told ? stepsTable(target.rows, width) : []),
    ...(target.wayOut === null ? [] : paragraph({ lead: '  ', text: target.wayOut, width })),
    ...checksText(target.checks, { width, accepted: ready, full, readAt: momentWords(target.readAt) }),
    ...changesText(target.changes, width),
    ...(told
      ? listed(
          'Gains',
          target.gains.map(({ says }) => says),
          width,
        )
      : []),
    ...(told ? listed('Left behind', target.leftBehind, width) : []),
    ...(full ? inFull(target, width) : []),
  ];
};

const policyLines = ({ policy }: PlanReport, width: number): readonly Line[] =>
  policy.flatMap((text) => paragraph({ lead: 'Policy: ', text, width, hang: 2, style: 'bad', whole: true }));

export interface TextFace {
  readonly width: number;
  readonly color: boolean;
  /** Each member of a set by itself, too, and of each target all there is: nothing of the plan is left out. */
  readonly full: boolean;
}

/** The plan for a terminal or a log: never wider than `width` columns but for words that cannot be broken. */
export const planText = (report: PlanReport, { width, color, full }: TextFace): string => {
  const sections = [
    policyLines(report, width),
    report.single ? [] : summaryLines(report, { width, sets: false }),
    ...report.sets.map((set) => setText(set, width)),
    ...report.targets.filter(({ set }) => full || set === null).map((target) => targetLines(target, { width, full })),
    report.diagnostics.flatMap((diagnostic) => diagnosticLines(diagnostic, width)),
    lastLines(report, width),
  ].filter((lines) => lines.length > 0);
  return printed(
    sections.flatMap((lines, at) => (at === 0 ? lines : [{ text: '' }, ...lines])),
    color,
  );
};

import type { PlanReport } from '../model/plan-report.ts';
import { atRight, paragraph, type Line } from './line.ts';

/** What a yes starts; at the right edge the exit code where there is nothing to say yes to. */
export const lastLines = (report: PlanReport, width: number): readonly Line[] =>
  report.last.startsWith('exit ')
    ? atRight([{ text: '' }], report.last, width)
    : paragraph({ lead: '', text: report.last, width, hang: 2, style: 'strong', whole: true });

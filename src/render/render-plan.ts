import { planMarkdown } from './markdown/plan-markdown.ts';
import type { PlanReport } from './model/plan-report.ts';
import { planText } from './text/plan-text.ts';

/** How a face is shown. `width` and `color` are for text only; Markdown has neither. */
export interface PlanFace {
  readonly format: 'text' | 'markdown';
  /** Columns. */
  readonly width: number;
  readonly color: boolean;
  /** All there is; for text only. */
  readonly full?: boolean;
}

/** One report, one face. The same facts in both, each value escaped for its format. */
export const renderPlan = (report: PlanReport, { format, width, color, full = false }: PlanFace): string =>
  format === 'text' ? planText(report, { width, color, full }) : planMarkdown(report);

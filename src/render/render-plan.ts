import { planHtml } from './html/plan-html.ts';
import { planMarkdown } from './markdown/plan-markdown.ts';
import type { PlanReport } from './model/plan-report.ts';
import { planText } from './text/plan-text.ts';

/** How a face is shown. `width` and `color` are for text only; the others have neither. */
export interface PlanFace {
  readonly format: 'text' | 'markdown' | 'html';
  /** Columns. */
  readonly width: number;
  readonly color: boolean;
  /** All there is; for text only. */
  readonly full?: boolean;
}

/** One report, one face. The same facts in all, each value escaped for its format. */
export const renderPlan = (report: PlanReport, { format, width, color, full = false }: PlanFace): string => {
  switch (format) {
    case 'text':
      return planText(report, { width, color, full });
    case 'markdown':
      return planMarkdown(report);
    case 'html':
      return planHtml(report);
  }
};

import { summaryMarkdown } from './markdown/summary-markdown.ts';
import { summaryText, type NamedReport } from './text/summary-text.ts';
import type { PlanFace } from './render-plan.ts';

/** One line a target, of one plan or of several that were made apart. */
export const renderPlans = (plans: readonly NamedReport[], { format, width, color }: PlanFace): string =>
  format === 'text' ? summaryText(plans, { width, color }) : summaryMarkdown(plans);

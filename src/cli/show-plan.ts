import { planText } from '../app/plan-text.ts';
import type { Plan } from '../core/plan.ts';
import { buildPlanReport } from '../render/model/build-plan-report.ts';
import { renderPlan } from '../render/render-plan.ts';
import { isOn, text, type Values } from './command.ts';
import { colours, type Terminal } from './terminal.ts';

/** Writes a plan to stdout in the format that was asked for. */
export const showPlan = (terminal: Terminal, plan: Plan, values: Values, given?: readonly string[]): void => {
  const format = text(values, 'format') ?? 'text';
  if (format === 'json') {
    terminal.out(planText(plan));
    return;
  }
  const face = format === 'markdown' ? 'markdown' : 'text';
  const color = colours(text(values, 'color'), terminal, 'out');
  terminal.out(
    renderPlan(buildPlanReport(plan, { given }), {
      format: face,
      width: Math.min(terminal.width, 120),
      color,
      full: isOn(values, 'full'),
    }),
  );
};

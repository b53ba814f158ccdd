import { planText } from '../app/plan-text.ts';
import type { Diagnostic } from '../core/diagnostic.ts';
import type { Plan } from '../core/plan.ts';
import { buildPlanReport } from '../render/model/build-plan-report.ts';
import { renderPlan } from '../render/render-plan.ts';
import { isOn, text, type Values } from './command.ts';
import { isFindingsFormat } from './formats.ts';
import { colours, type Terminal } from './terminal.ts';

/** Writes a plan to stdout in the format that was asked for. */
export const showPlan = async (terminal: Terminal, plan: Plan, values: Values): Promise<void> => {
  const format = text(values, 'format') ?? 'text';
  if (format === 'json') {
    terminal.out(planText(plan));
    return;
  }
  if (isFindingsFormat(format)) {
    const { planFindingsFace } = await import('./findings-face.ts');
    terminal.out(planFindingsFace(terminal, plan, format));
    return;
  }
  const face = format === 'markdown' ? 'markdown' : 'text';
  const color = colours(text(values, 'color'), terminal, 'out');
  terminal.out(
    renderPlan(buildPlanReport(plan), {
      format: face,
      width: Math.min(terminal.width, 120),
      color,
      full: isOn(values, 'full'),
    }),
  );
};

/** What is said instead of a plan, where a forge reads the answer: it never finds an empty file. */
export const showRefusal = async (
  terminal: Terminal,
  diagnostics: readonly Diagnostic[],
  values: Values,
): Promise<void> => {
  const format = text(values, 'format');
  if (!isFindingsFormat(format)) return;
  const { diagnosticsFace } = await import('./findings-face.ts');
  terminal.out(diagnosticsFace(terminal, diagnostics, format));
};

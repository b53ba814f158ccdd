import { planText } from '../core/plan-text.ts';
import type { Diagnostic } from '../core/diagnostic.ts';
import type { Plan } from '../core/plan.ts';
import { buildPlanReport } from '../render/model/build-plan-report.ts';
import { renderPlan, type PlanFace } from '../render/render-plan.ts';
import { renderPlans } from '../render/render-plans.ts';
import { isOn, text, type Values } from './command.ts';
import { isFindingsFormat } from './formats.ts';
import { colours, type Terminal } from './terminal.ts';

/** A plan, and the file that it was read from. */
interface PlanIn {
  readonly file: string;
  readonly plan: Plan;
}

const faceNamed = (format: string | undefined): PlanFace['format'] =>
  format === 'markdown' || format === 'html' ? format : 'text';

const faceOf = (terminal: Terminal, values: Values): PlanFace => ({
  format: faceNamed(text(values, 'format')),
  width: Math.min(terminal.width, 120),
  color: colours(text(values, 'color'), terminal, 'out'),
  full: isOn(values, 'full'),
});

/** Writes a plan to stdout in the format that was asked for. */
export const showPlan = async (
  terminal: Terminal,
  plan: Plan,
  values: Values,
  given?: readonly string[],
): Promise<void> => {
  const format = text(values, 'format');
  if (format === 'json') {
    terminal.out(planText(plan));
    return;
  }
  if (isFindingsFormat(format)) {
    const { planFindingsFace } = await import('./findings-face.ts');
    terminal.out(planFindingsFace(terminal.host, plan, format));
    return;
  }
  const face = faceOf(terminal, values);
  const report = buildPlanReport(plan, { given });
  terminal.out(isOn(values, 'summary') ? renderPlans([{ file: null, report }], face) : renderPlan(report, face));
};

/** Writes several plans, a line a target: each in full would be read by nobody. One is written as a plan alone is. */
export const showPlans = async (terminal: Terminal, plans: readonly PlanIn[], values: Values): Promise<void> => {
  const [first, ...others] = plans;
  if (first !== undefined && others.length === 0) {
    await showPlan(terminal, first.plan, values);
    return;
  }
  const format = text(values, 'format');
  if (format === 'json' || isFindingsFormat(format)) {
    for (const { plan } of plans) await showPlan(terminal, plan, values);
    return;
  }
  const reports = plans.map(({ file, plan }) => ({ file, report: buildPlanReport(plan) }));
  terminal.out(renderPlans(reports, faceOf(terminal, values)));
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

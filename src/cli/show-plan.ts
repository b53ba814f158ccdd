import { planText } from '../app/plan-text.ts';
import type { Plan } from '../core/plan.ts';
import { buildPlanReport } from '../render/model/build-plan-report.ts';
import { renderPlan, type PlanFace } from '../render/render-plan.ts';
import { renderPlans } from '../render/render-plans.ts';
import { isOn, text, type Values } from './command.ts';
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
export const showPlan = (terminal: Terminal, plan: Plan, values: Values): void => {
  if (text(values, 'format') === 'json') {
    terminal.out(planText(plan));
    return;
  }
  const face = faceOf(terminal, values);
  const report = buildPlanReport(plan);
  terminal.out(isOn(values, 'summary') ? renderPlans([{ file: null, report }], face) : renderPlan(report, face));
};

/** Writes several plans, a line a target: each in full would be read by nobody. One is written as a plan alone is. */
export const showPlans = (terminal: Terminal, plans: readonly PlanIn[], values: Values): void => {
  const [first, ...others] = plans;
  if (first !== undefined && others.length === 0) {
    showPlan(terminal, first.plan, values);
    return;
  }
  if (text(values, 'format') === 'json') {
    for (const { plan } of plans) terminal.out(planText(plan));
    return;
  }
  const reports = plans.map(({ file, plan }) => ({ file, report: buildPlanReport(plan) }));
  terminal.out(renderPlans(reports, faceOf(terminal, values)));
};

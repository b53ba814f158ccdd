import type { Plan } from '../../src/core/plan.ts';
import { buildPlanReport } from '../../src/render/model/build-plan-report.ts';
import { renderPlan } from '../../src/render/render-plan.ts';
import { dedicatedPlan } from './dedicated-plan.ts';
import { blockedPlan, incompletePlan, nothingPlan, twoTargetPlan, waivedPlan } from './plan-variants.ts';
import { readyPlan } from './plans.ts';

export const textOf = (plan: Plan, width = 80): string =>
  renderPlan(buildPlanReport(plan), { format: 'text', width, color: false });

export const markdownOf = (plan: Plan): string =>
  renderPlan(buildPlanReport(plan), { format: 'markdown', width: 80, color: false });

export const htmlOf = (plan: Plan): string =>
  renderPlan(buildPlanReport(plan), { format: 'html', width: 80, color: false });

/** Every sample plan by name, for what must hold of all. */
export const allPlans: readonly (readonly [string, Plan])[] = [
  ['ready', readyPlan()],
  ['blocked', blockedPlan()],
  ['incomplete', incompletePlan()],
  ['nothing to do', nothingPlan()],
  ['waived', waivedPlan()],
  ['two targets', twoTargetPlan()],
  ['dedicated', dedicatedPlan()],
];

import { kinds } from '../../../providers/registry.ts';
import { unfitToApply, unfitToResume } from '../../../src/app/fitness.ts';
import type { Host } from '../../../src/app/host.ts';
import { readPlanFile, type PlanFile } from '../../../src/app/read-plan.ts';
import { planFindingsFace } from '../../../src/cli/findings-face.ts';
import type { Result } from '../../../src/core/diagnostic.ts';
import type { Plan } from '../../../src/core/plan.ts';
import { buildPlanReport } from '../../../src/render/model/build-plan-report.ts';
import { renderPlan } from '../../../src/render/render-plan.ts';
import { glanceAt } from '../../../src/store/plan-glance.ts';
import { sha256 } from '../../../src/store/ports.ts';
import {
  bytesOfPlan,
  forgedPlan,
  planTextOf,
  spoiledPlan,
  textOfForged,
  type ForgedPlan,
  type SpoiledPlan,
} from '../inputs/plans.ts';
import { law, type Law } from '../law.ts';
import { areTold, isVisible } from '../told.ts';
import { withinTime } from '../within-time.ts';

const read = (bytes: Uint8Array): Promise<Result<PlanFile>> =>
  readPlanFile('plan.json', { sha256, readFile: () => Promise.resolve(bytes) } as Partial<Host> as Host);

const isRefused = (result: Result<PlanFile>): boolean => {
  areTold(result.diagnostics);
  if (result.ok) return false;
  if (result.diagnostics.some(({ at }) => at?.file !== 'plan.json')) throw new Error('refused, and no file is named');
  return true;
};

const afterAccident = async (input: SpoiledPlan): Promise<void> => {
  const bytes = bytesOfPlan(input);
  const isSame = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes) === planTextOf(input.of);
  const result = await withinTime(() => read(bytes));
  if (isRefused(result) === isSame)
    throw new Error(isSame ? 'refused as it was written' : 'taken for what was written');
  glanceAt(new TextDecoder().decode(bytes));
};

const faces = ['text', 'markdown', 'html'] as const;

/** Whoever shows a plan shows it before it is known whether it may be applied. */
const isShown = (plan: Plan): void => {
  const report = buildPlanReport(plan);
  for (const format of faces) {
    const shown = renderPlan(report, { format, width: 80, color: false, full: true });
    if (format !== 'html') isVisible(shown, `the plan as ${format}`);
  }
  for (const format of ['sarif', 'gitlab', 'github'] as const)
    isVisible(planFindingsFace({ cwd: '/w', env: {} }, plan, format), `the plan as ${format}`);
};

const afterForgery = async (input: ForgedPlan): Promise<void> => {
  const text = textOfForged(input);
  const result = await withinTime(() => read(new TextEncoder().encode(text)));
  if (isRefused(result) || !result.ok) return;
  const { plan } = result.value;
  const unfit = await withinTime(() => unfitToApply(plan, kinds, { sha256 }));
  const resumed = unfitToResume(plan, kinds);
  areTold([unfit, resumed].flatMap((found) => found ?? []));
  if (unfit === null && resumed !== null) throw new Error('it may be applied and not resumed');
  await withinTime(() => {
    isShown(plan);
  });
};

export const planLaws: readonly Law[] = [
  law({ name: 'plans: a file of other bytes is refused', tries: 3000 }, spoiledPlan, afterAccident),
  law({ name: 'plans: one that was changed and hashed again is judged', tries: 800 }, forgedPlan, afterForgery),
];

import { plan as makePlan } from '../../src/app/plan.ts';
import { planText } from '../../src/core/plan-text.ts';
import { precheck } from '../../src/app/precheck.ts';
import type { PlanFile } from '../../src/app/read-plan.ts';
import { store, type User } from '../../src/app/rehearse/user.ts';
import type { Desired } from '../../src/core/desired.ts';
import type { Kind } from '../../src/core/kind.ts';
import type { Project } from '../../src/document/project.ts';

/** A user who has the documents too. */
export interface Planner extends User {
  readonly plan: () => Promise<PlanFile>;
  /** The vendor's own check. */
  readonly precheck: () => Promise<void>;
}

/** What a plan is made from; no project: there is none around them. */
interface Documents {
  readonly desired: readonly Desired[];
  readonly project: Project | null;
}

export const plannerOf = (
  user: User,
  kinds: readonly Kind[],
  { desired: documents, project }: Documents,
): Planner => ({
  ...user,
  plan: async () => {
    const made = await user.run(({ host }) => makePlan(documents, kinds, { host, store, project }));
    if ('is' in made) throw new Error('nobody dies while a plan is made');
    if (!made.ok) throw new Error(`no plan: ${JSON.stringify(made.diagnostics)}`);
    return { plan: made.value, text: planText(made.value) };
  },
  precheck: async () => {
    await user.run(({ host }) => precheck(documents, kinds, { host, cancelled: () => false, onLine: () => undefined }));
  },
});

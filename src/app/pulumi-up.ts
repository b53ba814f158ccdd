import { ancestors, inOrder } from '../core/order.ts';
import { short } from '../core/decision.ts';
import { error, fail, succeed, type Result } from '../core/diagnostic.ts';
import type { Kind } from '../core/kind.ts';
import type { Plan } from '../core/plan.ts';
import { isGate } from '../core/step.ts';
import type { LegStep } from '../run/executor.ts';
import { openStore } from './open-store.ts';
import { apply, type Applied } from './apply.ts';
import { unfitToApply, unfitToResume } from './fitness.ts';
import type { PlanFile } from './read-plan.ts';
import { resume } from './resume.ts';
import type { RunOptions } from './run-options.ts';

/** The changes of a plan as an executor would see them in one leg. */
const changesOf = ({ steps }: Plan): readonly LegStep[] => {
  const changes = (inOrder(steps) ?? []).filter((step) => !isGate(step) && step.type === 'change');
  const ids = new Set(changes.map(({ id }) => id));
  return changes.map((step) => ({
    id: step.id,
    operation: isGate(step) ? '' : step.operation,
    needs: [...ancestors(steps, step.id)].filter((need) => ids.has(need)),
  }));
};

/** Whether a run of this plan is in the store: then it is gone on with, and the plan is not accepted twice. */
const isAccepted = async (plan: Plan, { store, host }: RunOptions): Promise<Result<boolean>> => {
  const opened = await openStore(host, store.place);
  if (!opened.ok) return opened;
  if (opened.value.id === null) return succeed(false);
  const runs = await opened.value.listRuns();
  return runs.ok ? succeed(runs.value.some(({ id }) => id === short(plan.digest))) : runs;
};

/** Shows what an update would walk, and proves that the plan could be. Reads nothing but the plan and the store. */
export const preview = async (
  { plan }: PlanFile,
  kinds: readonly Kind[],
  options: RunOptions,
): Promise<Result<readonly LegStep[]>> => {
  const accepted = await isAccepted(plan, options);
  if (!accepted.ok) return accepted;
  const unfit = accepted.value ? unfitToResume(plan, kinds) : unfitToApply(plan, kinds, options.host);
  if (unfit !== null) return fail(unfit);
  const changes = changesOf(plan);
  const { showAhead } = await import('../pulumi/plain.ts');
  await showAhead(plan.digest, changes);
  return succeed(changes);
};

const doneOf = ({ plan, outcomes }: Applied): readonly LegStep[] =>
  changesOf(plan).filter(({ id }) => outcomes.get(id)?.state === 'done');

/** How a run stands, and how to let Pulumi know of it once it was said. */
export interface Walked {
  readonly applied: Result<Applied>;
  readonly conclude: () => Promise<void>;
}

/**
 * Applies a plan in the program of a plain `pulumi up`, or goes on with its run: the executor is Pulumi's own program, this
 * process, and not an engine that we start. What it comes to is told to Pulumi by `conclude`.
 */
export const walkInProgram = async (
  file: PlanFile,
  kinds: readonly Kind[],
  given: RunOptions & { readonly onGivenUp: () => void },
): Promise<Walked> => {
  const { plan } = file;
  const nothing = (): Promise<void> => Promise.resolve();
  const accepted = await isAccepted(plan, given);
  if (!accepted.ok) return { applied: accepted, conclude: nothing };
  const { openPlainWalk } = await import('../pulumi/plain-walk.ts');
  const walk = await openPlainWalk(plan.digest, given.onGivenUp);
  if (!walk.ok) return { applied: walk, conclude: nothing };
  const options = { ...given, walks: walk.value.executor };
  const applied = accepted.value ? await resume(short(plan.digest), kinds, options) : await apply(file, kinds, options);
  const conclude = async (): Promise<void> => {
    await walk.value.conclude(applied.ok ? doneOf(applied.value) : []);
    await walk.value.close();
  };
  return { applied, conclude };
};

/** A stack that does not say which plan it is for. */
export const noPlanNamed = (): Result<never> =>
  fail(
    error('ENG010', {
      summary: 'the stack does not say which plan to walk',
      remedy: 'pulumi config set onward:plan plan.json',
    }),
  );

import type { Desired } from '../core/desired.ts';
import { short } from '../core/decision.ts';
import { error, fail, succeed, type Diagnostic, type Result } from '../core/diagnostic.ts';
import type { Kind } from '../core/kind.ts';
import type { Plan } from '../core/plan.ts';
import type { Remains } from '../store/store.ts';
import { drawPlan, type PlanOptions } from './plan.ts';
import { parsePlan } from './read-plan.ts';
import { causesOf } from './unread.ts';

/** Where documents come from, asked only when a run's own plan is lost. */
export type Documents = () => Promise<Result<readonly Desired[]>>;

const uncovered = (key: string): Diagnostic =>
  error('RUN019', {
    summary: `the run held ${key}, and no document is about it`,
    detail: 'Its plan is lost, so the cloud is asked what a document of its target would ask for.',
    remedy: 'name the documents of its targets after the run: onward settle RUN FILE --as set-aside --evidence TEXT',
  });

const unplannable = ({ address, observed }: Plan['targets'][number]): readonly Diagnostic[] => {
  const causes = causesOf(observed.unread);
  if (causes.length > 0) return causes.map((cause) => ({ ...cause, address }));
  return [
    error('RUN019', {
      summary: 'what the document asks for cannot be planned, so it is not known what to look for',
      address,
      remedy: 'give the document that the lost plan was made from',
    }),
  ];
};

/** Neither steps to ask about, nor an end that is there already, nor a target that is gone: nothing can be concluded. */
const isBlind = ({ steps, changes }: Plan, { address, observed }: Plan['targets'][number]): boolean => {
  if (observed.state === 'absent' || steps.some((step) => step.address === address)) return false;
  return observed.state !== 'present' || observed.unread.length > 0 || changes.some((one) => one.address === address);
};

const fromDocuments = async (
  held: readonly string[],
  kinds: readonly Kind[],
  { documents, ...options }: PlanOptions & { readonly documents: Documents },
): Promise<Result<Plan>> => {
  const desired = await documents();
  if (!desired.ok) return desired;
  const plan = await drawPlan(desired.value, kinds, { ...options, id: null, memory: null, diagnostics: [] });
  if (!plan.ok) return plan;
  const targets = plan.value.targets.filter(({ key }) => key !== null && held.includes(key));
  const missing = held.filter((key) => targets.every((target) => target.key !== key));
  if (missing.length > 0) return fail(...missing.map(uncovered));
  const blind = targets.filter((target) => isBlind(plan.value, target));
  if (blind.length > 0) return fail(...blind.flatMap(unplannable));
  const addresses = new Set(targets.map(({ address }) => address));
  const steps = plan.value.steps.filter(({ address }) => addresses.has(address));
  const checks = plan.value.checks.filter(({ address }) => addresses.has(address));
  return succeed({ ...plan.value, targets, steps, checks });
};

const noTrace = error('RUN019', {
  summary: 'neither the plan of the run nor a lock that can be read says which targets it worked on',
  remedy: 'restore the plan.json of the run, or the locks in the folder targets of the store',
});

/** The plan of a damaged run: its own where that is what its id names, else what documents of the targets it held ask for. */
export const planOfRemains = async (
  { id, remains }: { readonly id: string; readonly remains: Remains },
  kinds: readonly Kind[],
  options: PlanOptions & { readonly documents: Documents },
): Promise<Result<Plan>> => {
  const { plan: text, held } = remains;
  const file = text === null ? null : parsePlan(text, `run ${id}`, options.host);
  if (file?.ok && short(file.value.plan.digest) === id) return succeed(file.value.plan);
  return held === null || held.length === 0 ? fail(noTrace) : fromDocuments(held, kinds, options);
};

import { selects } from './label-selector.ts';
import { unprocessedAnnotation } from './furniture.ts';
import { at, mapping, type KubernetesObject } from './object.ts';
import { controllerOf } from './pod-template.ts';
import { isEnding, isReady } from './pod-state.ts';
import { listOf, type Store } from './store.ts';

const key = 'poddisruptionbudgets.policy';

/** status of a budget, as far as evictions look at it. */
export interface BudgetStatus {
  readonly observedGeneration: number;
  readonly disruptionsAllowed: number;
  readonly currentHealthy: number;
  readonly desiredHealthy: number;
  readonly expectedPods: number;
  readonly conditions: readonly {
    readonly type: string;
    readonly status: string;
    readonly reason: string;
    readonly message: string;
  }[];
}

/** Budgets of a pod, by their selectors. */
export const budgetsOf = (store: Store, { metadata }: KubernetesObject): readonly KubernetesObject[] =>
  listOf(store, key).filter(
    (budget) =>
      budget.metadata.namespace === metadata.namespace && selects(at(budget, 'spec.selector'), metadata.labels),
  );

const podsOf = (store: Store, budget: KubernetesObject): readonly KubernetesObject[] =>
  listOf(store, 'pods').filter(
    ({ metadata }) =>
      metadata.namespace === budget.metadata.namespace && selects(at(budget, 'spec.selector'), metadata.labels),
  );

/** Replicas wanted by the controller of a pod; a ReplicaSet of a Deployment counts for the Deployment. */
function scaleOf(store: Store, uid: string): { readonly uid: string; readonly replicas: number } | undefined {
  for (const table of ['deployments.apps', 'replicasets.apps', 'statefulsets.apps']) {
    const owner = listOf(store, table).find(({ metadata }) => metadata.uid === uid);
    const above = owner && controllerOf(owner);
    if (above !== undefined) return scaleOf(store, above.uid);
    if (owner !== undefined) return { uid, replicas: Number(at(owner, 'spec.replicas') ?? 1) };
  }
  return undefined;
}

type Expected = { readonly ok: true; readonly pods: number } | { readonly ok: false; readonly why: string };

/** How many pods there should be, by their controllers; pods without one do not count. */
function expectedScale(store: Store, pods: readonly KubernetesObject[]): Expected {
  const scales = new Map<string, number>();
  for (const pod of pods) {
    const controller = controllerOf(pod);
    if (controller === undefined) continue;
    const scale = scaleOf(store, controller.uid);
    if (scale === undefined) return { ok: false, why: `found no controllers for pod "${pod.metadata.name}"` };
    scales.set(scale.uid, scale.replicas);
  }
  return { ok: true, pods: [...scales.values()].reduce((sum, each) => sum + each, 0) };
}

/** A number as it is, a percentage of a whole rounded up. */
const amountOf = (amount: unknown, whole: number): number =>
  typeof amount === 'string' && amount.endsWith('%')
    ? Math.ceil((Number(amount.slice(0, -1)) * whole) / 100)
    : Number(amount);

interface Wanted {
  readonly expected: number;
  readonly desired: number;
}

function wantedBy(store: Store, spec: unknown, pods: readonly KubernetesObject[]): Wanted | string {
  const { minAvailable, maxUnavailable } = mapping(spec);
  if (minAvailable === undefined && maxUnavailable === undefined) return { expected: 0, desired: 0 };
  if (typeof minAvailable === 'number') return { expected: pods.length, desired: minAvailable };
  const scale = expectedScale(store, pods);
  if (!scale.ok) return scale.why;
  const { pods: expected } = scale;
  return maxUnavailable === undefined
    ? { expected, desired: amountOf(minAvailable, expected) }
    : { expected, desired: Math.max(0, expected - amountOf(maxUnavailable, expected)) };
}

const condition = (reason: string, message = ''): BudgetStatus['conditions'] => [
  { type: 'DisruptionAllowed', status: reason === 'SufficientPods' ? 'True' : 'False', reason, message },
];

/** What the budget's controller makes of it now. */
function process(store: Store, budget: KubernetesObject): BudgetStatus {
  const pods = podsOf(store, budget);
  const observedGeneration = budget.metadata.generation ?? 1;
  const wanted = wantedBy(store, budget['spec'], pods);
  const none = { observedGeneration, disruptionsAllowed: 0, currentHealthy: 0, desiredHealthy: 0, expectedPods: 0 };
  // A controller that cannot count does not say that it has seen the budget.
  if (typeof wanted === 'string')
    return { ...none, observedGeneration: 0, conditions: condition('SyncFailed', wanted) };
  const currentHealthy = pods.filter((pod) => isReady(pod) && !isEnding(pod)).length;
  const disruptionsAllowed = wanted.expected > 0 ? Math.max(0, currentHealthy - wanted.desired) : 0;
  return {
    observedGeneration,
    disruptionsAllowed,
    currentHealthy,
    desiredHealthy: wanted.desired,
    expectedPods: wanted.expected,
    conditions: condition(disruptionsAllowed > 0 ? 'SufficientPods' : 'InsufficientPods'),
  };
}

export const isProcessed = ({ metadata }: KubernetesObject): boolean =>
  metadata.annotations?.[unprocessedAnnotation] !== 'true';

/** The status of a budget: its controller's, or as somebody wrote it by hand where none looks after it. */
export function statusOfBudget(store: Store, budget: KubernetesObject): BudgetStatus {
  if (isProcessed(budget)) return process(store, budget);
  const written = mapping(budget['status']);
  const number = (name: string): number => Number(written[name] ?? 0);
  return {
    observedGeneration: number('observedGeneration'),
    disruptionsAllowed: number('disruptionsAllowed'),
    currentHealthy: number('currentHealthy'),
    desiredHealthy: number('desiredHealthy'),
    expectedPods: number('expectedPods'),
    conditions: [],
  };
}

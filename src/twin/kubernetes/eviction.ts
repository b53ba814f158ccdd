import type { Reply } from '../reply.ts';
import { utc } from '../time.ts';
import { budgetsOf, isProcessed, statusOfBudget, type BudgetStatus } from './budgets.ts';
import { at, mapping, type KubernetesObject } from './object.ts';
import { deletePod } from './pod-delete.ts';
import { isEnding, isReady, phaseOf } from './pod-state.ts';
import { findUnmet } from './preconditions.ts';
import { isDryRun, parseMapping, type KubernetesRequest } from './request.ts';
import { minorOf } from './resources.ts';
import { badRequest, notFound, status, success, tooManyRequests } from './status.ts';
import { find, revise, withFields, type Store } from './store.ts';

/** A pod that does not run does not count for any budget, nor does one that is on its way out. */
const isIgnored = (pod: KubernetesObject): boolean =>
  isEnding(pod) || ['Pending', 'Succeeded', 'Failed'].includes(phaseOf(pod));

/** A pod that is not ready may go when the budget has what it needs without it, or says that such pods always may. */
function isSpare(
  pod: KubernetesObject,
  budget: KubernetesObject,
  { currentHealthy, desiredHealthy }: BudgetStatus,
): boolean {
  if (isReady(pod)) return false;
  const always = at(budget, 'spec.unhealthyPodEvictionPolicy') === 'AlwaysAllow';
  return always || (desiredHealthy > 0 && currentHealthy >= desiredHealthy);
}

const twoBudgets = (): Reply =>
  status(500, '', 'This pod has more than one PodDisruptionBudget, which the eviction subresource does not support.');

const causeOf = (name: string, { desiredHealthy, currentHealthy }: BudgetStatus): string =>
  `The disruption budget ${name} needs ${desiredHealthy} healthy pods and has ${currentHealthy} currently`;

/** Why the one budget of a pod does not let it go. */
function findRefusal(budget: KubernetesObject, told: BudgetStatus): Reply | undefined {
  const { name, generation = 1 } = budget.metadata;
  if (told.observedGeneration < generation)
    return tooManyRequests(`The disruption budget ${name} is still being processed by the server.`, 10);
  return told.disruptionsAllowed > 0 ? undefined : tooManyRequests(causeOf(name, told), 0);
}

/** The server counts a status down that no controller looks after, and writes down whom it let go. */
function countDown(store: Store, budget: KubernetesObject, pod: KubernetesObject, now: number): void {
  if (isProcessed(budget)) return;
  const { disruptionsAllowed, disruptedPods } = mapping(budget['status']);
  revise(
    store,
    'poddisruptionbudgets.policy',
    withFields(budget, 'status', {
      disruptionsAllowed: Number(disruptionsAllowed) - 1,
      disruptedPods: { ...mapping(disruptedPods), [pod.metadata.name]: utc(now) },
    }),
  );
}

/** Clusters before 1.22 know evictions of policy/v1beta1 only; later ones know both. */
function findBadBody({ cluster, name }: KubernetesRequest, body: Readonly<Record<string, unknown>>): Reply | undefined {
  const { apiVersion = 'policy/v1', kind = 'Eviction' } = body;
  const known = apiVersion === 'policy/v1beta1' || (apiVersion === 'policy/v1' && minorOf(cluster) >= 22);
  if (kind !== 'Eviction' || !known) {
    return badRequest(
      `no kind "${String(kind)}" is registered for version "${String(apiVersion)}" in scheme "pkg/api/legacyscheme/scheme.go:30"`,
    );
  }
  const wanted = mapping(body['metadata'])['name'];
  return wanted === undefined || wanted === '' || wanted === name
    ? undefined
    : badRequest('name in URL does not match name in Eviction object');
}

/** POST pods/<name>/eviction: what one budget allows, graceful as any deletion. */
export function evict(request: KubernetesRequest): Reply {
  const { incoming, store, resource, namespace, name = '', now } = request;
  const parsed = parseMapping(incoming);
  if (!parsed.ok) return parsed.reply;
  const bad = findBadBody(request, parsed.body);
  if (bad !== undefined) return bad;
  const options = mapping(parsed.body['deleteOptions']);
  const pod = find(store, 'pods', { namespace, name });
  if (pod === undefined) return notFound(resource, name);
  const [budget, second] = isIgnored(pod) ? [] : budgetsOf(store, pod);
  if (second !== undefined) return twoBudgets();
  const told = budget && statusOfBudget(store, budget);
  const guarded = budget !== undefined && told !== undefined && !isSpare(pod, budget, told);
  const refusal = guarded ? findRefusal(budget, told) : undefined;
  if (refusal !== undefined) return refusal;
  const unmet = findUnmet(resource, pod, options);
  if (unmet !== undefined) return unmet;
  if (!isDryRun(incoming, options)) {
    if (guarded) countDown(store, budget, pod, now);
    const grace = options['gracePeriodSeconds'];
    deletePod(store, pod, { grace: typeof grace === 'number' ? grace : undefined, now });
  }
  return success(201);
}

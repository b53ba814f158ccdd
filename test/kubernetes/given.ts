import type { Ask, KubernetesObject } from '../conformance/kubernetes/api.ts';
import { collectionOf, pathOf } from '../conformance/kubernetes/objects.ts';
import { read } from '../conformance/kubernetes/seen.ts';
import { eventually } from './eventually.ts';

const must = async (ask: Ask, ...[method, path, body]: Parameters<Ask>): Promise<void> => {
  const answer = await ask(method, path, body);
  if (answer.status >= 300)
    throw new Error(`${method} ${path} answers ${answer.status}: ${JSON.stringify(answer.body)}`);
};

const placeNamespace = async (ask: Ask, name: string): Promise<void> => {
  const known = await ask('GET', `/api/v1/namespaces/${name}`);
  if (known.status === 404) {
    await must(ask, 'POST', '/api/v1/namespaces', { apiVersion: 'v1', kind: 'Namespace', metadata: { name } });
  }
};

/** A POST takes no status from anybody: that is a second request, as a kubelet makes it. */
const place = async (ask: Ask, object: KubernetesObject): Promise<void> => {
  await must(ask, 'POST', collectionOf(object), object);
  if (object.status !== undefined) await must(ask, 'PATCH', `${pathOf(object)}/status`, { status: object.status });
};

interface BudgetStatus {
  readonly expectedPods?: number;
  readonly currentHealthy?: number;
  readonly conditions?: readonly { readonly reason: string }[];
}

/** Whether the controller has seen all pods of the namespace and which of them run; or says why it cannot count. */
const isCounted = async (ask: Ask, { metadata, status }: KubernetesObject): Promise<boolean> => {
  const { expectedPods, currentHealthy, conditions } = (status ?? {}) as BudgetStatus;
  if (conditions?.[0]?.reason === 'SyncFailed') return true;
  const { body } = await ask('GET', `/api/v1/namespaces/${metadata.namespace ?? ''}/pods`);
  const pods = (body as { readonly items: readonly KubernetesObject[] }).items;
  const running = pods.filter((pod) => pod.status?.['phase'] === 'Running');
  // No owner, no number of pods that there should be: a percentage of it comes to nothing.
  return currentHealthy === running.length && (expectedPods === pods.length || expectedPods === 0);
};

/** Whether the server is done with what it makes of an object after it has taken it. */
const isJudged = async (ask: Ask, object: KubernetesObject): Promise<boolean> => {
  if (object.kind === 'PodDisruptionBudget') return isCounted(ask, await read(ask, pathOf(object)));
  if (object.kind === 'APIService') return (await read(ask, pathOf(object))).status?.['conditions'] !== undefined;
  return true;
};

/** Puts objects there as `Api.given` promises. */
export const givenThrough =
  (ask: Ask) =>
  async (...objects: readonly KubernetesObject[]): Promise<void> => {
    const namespaces = new Set(objects.flatMap(({ metadata: { namespace } }) => namespace ?? []));
    for (const name of namespaces) await placeNamespace(ask, name);
    for (const object of objects) await place(ask, object);
    for (const object of objects) await eventually(() => isJudged(ask, object), `${object.kind} is judged`);
  };

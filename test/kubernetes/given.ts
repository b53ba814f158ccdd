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

/** Whether the controller has seen all of this: so many pods, so many of them ready; or says why it cannot count. */
const isCounted = (budget: KubernetesObject, pods: readonly KubernetesObject[]): boolean => {
  const { expectedPods, currentHealthy, conditions } = (budget.status ?? {}) as BudgetStatus;
  if (conditions?.[0]?.reason === 'SyncFailed') return true;
  const running = pods.filter(({ status }) => status?.['phase'] === 'Running');
  return expectedPods === pods.length && currentHealthy === running.length;
};

const isJudged = (service: KubernetesObject): boolean => service.status?.['conditions'] !== undefined;

/** Puts objects there as `Api.given` promises, into a server that begins with nothing. */
export const givenThrough =
  (ask: Ask) =>
  async (...objects: readonly KubernetesObject[]): Promise<void> => {
    const namespaces = new Set(objects.flatMap(({ metadata: { namespace } }) => namespace ?? []));
    for (const name of namespaces) await placeNamespace(ask, name);
    for (const object of objects) await place(ask, object);
    for (const object of objects) {
      const pods = objects.filter(
        ({ kind, metadata: { namespace } }) => kind === 'Pod' && namespace === object.metadata.namespace,
      );
      const holds = { PodDisruptionBudget: (now: KubernetesObject) => isCounted(now, pods), APIService: isJudged }[
        object.kind
      ];
      if (holds) await eventually(async () => holds(await read(ask, pathOf(object))), `${object.kind} is judged`);
    }
  };

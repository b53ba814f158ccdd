import type { WorldApiService } from '../world-schema.ts';
import { creationTimestamp, stamp } from './metadata.ts';
import type { KubernetesObject } from './object.ts';
import type { Population } from './pods.ts';

/** Those of the API server itself, and the metrics server's, which is the one that breaks in practice. */
const usual = ['v1.', 'v1.apps', 'v1.batch', 'v1.rbac.authorization.k8s.io', 'v1beta1.metrics.k8s.io'];

/** Served by a Service in the cluster, unlike the local ones. */
const aggregated = (name: string): boolean => /^v\d\w*\.(metrics|custom|external)\./.test(name);

function render(
  { name, available = true, message, service = 'kube-system/metrics-server' }: WorldApiService,
  { cluster, ids }: Population,
): KubernetesObject {
  const [version = '', ...group] = name.split('.');
  const [namespace = '', backend = ''] = service.split('/');
  const remote = aggregated(name) || !usual.includes(name);
  const failed = { status: 'False', reason: 'FailedDiscoveryCheck', message: message ?? 'failing or missing response' };
  const local = { status: 'True', reason: 'Local', message: 'Local APIServices are always available' };
  const passed = remote ? { status: 'True', reason: 'Passed', message: 'all checks passed' } : local;
  return {
    metadata: {
      name,
      ...stamp(ids, `${cluster.id} apiservice ${name}`),
      labels: remote ? {} : { 'kube-aggregator.kubernetes.io/automanaged': 'onstart' },
    },
    spec: {
      version,
      group: group.join('.'),
      groupPriorityMinimum: 100,
      versionPriority: 100,
      ...(remote && {
        service: { namespace, name: backend, port: 443 },
        insecureSkipTLSVerify: true,
      }),
    },
    status: {
      conditions: [{ type: 'Available', lastTransitionTime: creationTimestamp, ...(available ? passed : failed) }],
    },
  };
}

export function apiServicesOf(population: Population): readonly KubernetesObject[] {
  const { apiServices, told } = population.cluster;
  const byName = new Map<string, WorldApiService>(usual.map((name) => [name, { name }]));
  for (const service of [...apiServices, ...(told.kubernetes?.apiServices ?? [])]) byName.set(service.name, service);
  return [...byName.values()].map((service) => render(service, population));
}

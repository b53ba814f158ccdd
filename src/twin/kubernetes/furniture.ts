import type { WorldBudget, WorldPersistentVolume, WorldService, WorldWebhook } from '../world-schema.ts';
import { creationTimestamp, stamp } from './metadata.ts';
import type { KubernetesObject } from './object.ts';
import type { Population } from './pods.ts';
import type { Placed } from './workload-objects.ts';

/** metadata of what is there from the start. */
function metadata(
  { cluster, ids }: Population,
  key: string,
  { namespace, name }: { readonly namespace?: string; readonly name: string },
): KubernetesObject['metadata'] {
  const uid = stamp(ids, `${cluster.id} ${key} ${namespace ?? ''}/${name}`);
  return { name, ...(namespace !== undefined && { namespace }), ...uid };
}

/** "namespace/name" in two. */
function split(path: string): { readonly namespace: string; readonly name: string } {
  const [namespace = '', name = ''] = path.split('/');
  return { namespace, name };
}

/** On a budget that no controller looks after: its status is as written by hand. */
export const unprocessedAnnotation = 'twin.onward.dev/unprocessed';

function budget(population: Population, told: WorldBudget): Placed {
  const { name, namespace = 'default', selector = { app: name }, minAvailable, maxUnavailable } = told;
  const made = metadata(population, 'budget', { namespace, name });
  const policy = told.unhealthyPodEvictionPolicy;
  return {
    key: 'poddisruptionbudgets.policy',
    object: {
      metadata: {
        ...made,
        generation: 1,
        ...(told.processed === false && { annotations: { [unprocessedAnnotation]: 'true' } }),
      },
      spec: {
        selector: { matchLabels: selector },
        ...(minAvailable !== undefined && { minAvailable }),
        ...(maxUnavailable !== undefined && { maxUnavailable }),
        ...(policy && { unhealthyPodEvictionPolicy: policy }),
      },
      status: {},
    },
  };
}

function webhook(population: Population, told: WorldWebhook): Placed {
  const { name, type = 'Mutating', service, failurePolicy = 'Fail' } = told;
  const plural = `${type.toLowerCase()}webhookconfigurations.admissionregistration.k8s.io`;
  const clientConfig =
    service === undefined
      ? { url: `https://${name}.example.com/` }
      : { service: { ...split(service), path: '/', port: 443 } };
  return {
    key: plural,
    object: {
      metadata: { ...metadata(population, plural, { name }), generation: 1 },
      webhooks: [
        {
          name: `${name}.${type.toLowerCase()}.example.com`,
          clientConfig,
          failurePolicy,
          sideEffects: 'None',
          admissionReviewVersions: ['v1'],
          timeoutSeconds: 10,
          rules: [{ apiGroups: [''], apiVersions: ['v1'], operations: ['CREATE'], resources: ['pods'], scope: '*' }],
        },
      ],
    },
  };
}

function volume(population: Population, told: WorldPersistentVolume): readonly Placed[] {
  const { name, node, claim, capacity = '20Gi' } = told;
  const terms = [{ matchExpressions: [{ key: 'kubernetes.io/hostname', operator: 'In', values: [node] }] }];
  const claimRef = claim === undefined ? undefined : split(claim);
  const storageClassName = node === undefined ? 'alicloud-disk-essd' : 'local';
  const common = { accessModes: ['ReadWriteOnce'], storageClassName, volumeMode: 'Filesystem' };
  const made: Placed = {
    key: 'persistentvolumes',
    object: {
      metadata: metadata(population, 'volume', { name }),
      spec: {
        ...common,
        capacity: { storage: capacity },
        persistentVolumeReclaimPolicy: 'Retain',
        ...(node === undefined
          ? { csi: { driver: 'diskplugin.csi.alibabacloud.com', volumeHandle: `d-${name}` } }
          : { local: { path: `/mnt/${name}` }, nodeAffinity: { required: { nodeSelectorTerms: terms } } }),
        ...(claimRef && { claimRef: { kind: 'PersistentVolumeClaim', apiVersion: 'v1', ...claimRef } }),
      },
      status: { phase: claimRef ? 'Bound' : 'Available' },
    },
  };
  if (claimRef === undefined) return [made];
  const bound: Placed = {
    key: 'persistentvolumeclaims',
    object: {
      metadata: metadata(population, 'claim', claimRef),
      spec: { ...common, resources: { requests: { storage: capacity } }, volumeName: name },
      status: { phase: 'Bound', accessModes: common.accessModes, capacity: { storage: capacity } },
    },
  };
  return [made, bound];
}

function service(population: Population, told: WorldService): Placed {
  const { name, namespace = 'default', selector, type = 'ClusterIP', port = 80, nodePort } = told;
  const { cluster, ids } = population;
  const digits = parseInt(ids.hex(`${cluster.id} service ${namespace}/${name}`, 4), 16);
  return {
    key: 'services',
    object: {
      metadata: metadata(population, 'service', { namespace, name }),
      spec: {
        type,
        clusterIP: `172.21.${digits >>> 8}.${(digits % 253) + 2}`,
        ...(selector && { selector }),
        ports: [{ port, protocol: 'TCP', targetPort: port, ...(nodePort !== undefined && { nodePort }) }],
      },
      status: { loadBalancer: {} },
    },
  };
}

/** Services of the system and of the components that are on. */
function usualServices({ components }: Population['cluster']): readonly WorldService[] {
  const system = (name: string, app: string, rest: Partial<WorldService> = {}): WorldService => ({
    name,
    namespace: 'kube-system',
    selector: { 'k8s-app': app },
    ...rest,
  });
  return [
    { name: 'kubernetes', port: 443 },
    system('kube-dns', 'coredns', { port: 53 }),
    system('metrics-server', 'metrics-server', { port: 443 }),
    ...(components.terwayControlplane ? [system('terway-controlplane', 'terway-controlplane', { port: 443 })] : []),
    ...(components.virtualNode ? [system('vk-webhook', 'ack-virtual-node-controller', { port: 443 })] : []),
    ...(components.cgpu === 'basic'
      ? [system('gpushare-schd-extender', 'gpushare-schd-extender', { type: 'NodePort', port: 12345, nodePort: 32766 })]
      : []),
  ];
}

/** Per-pod network configuration stands in the way of pods in both ways. */
const terwayWebhooks = (['Mutating', 'Validating'] as const).map((type): WorldWebhook => ({
  name: 'terway-controlplane',
  type,
  service: 'kube-system/terway-controlplane',
  failurePolicy: 'Ignore',
}));

function virtualNode(population: Population): readonly Placed[] {
  const subject = { namespace: 'kube-system', name: 'virtual-kubelet' };
  return [
    { key: 'serviceaccounts', object: { metadata: metadata(population, 'account', subject) } },
    {
      key: 'clusterrolebindings.rbac.authorization.k8s.io',
      object: {
        metadata: metadata(population, 'binding', { name: subject.name }),
        roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'cluster-admin' },
        subjects: [{ kind: 'ServiceAccount', ...subject }],
      },
    },
  ];
}

function configMaps(population: Population): readonly Placed[] {
  return (population.cluster.told.kubernetes?.configMaps ?? []).map(
    ({ name, namespace = 'default', labels, data = {} }) => ({
      key: 'configmaps',
      object: { metadata: { ...metadata(population, 'config', { namespace, name }), ...(labels && { labels }) }, data },
    }),
  );
}

/** Namespaces: the system's, and those that something is in. */
export function namespacesOf(population: Population, used: readonly string[]): readonly Placed[] {
  const names = new Set(['default', 'kube-node-lease', 'kube-public', 'kube-system', ...used]);
  return [...names].map((name) => ({
    key: 'namespaces',
    object: {
      metadata: {
        ...metadata(population, 'namespace', { name }),
        labels: { 'kubernetes.io/metadata.name': name },
        creationTimestamp,
      },
      spec: { finalizers: ['kubernetes'] },
      status: { phase: 'Active' },
    },
  }));
}

/** All that is neither node, workload nor pod. */
export function furnitureOf(population: Population): readonly Placed[] {
  const { components, told } = population.cluster;
  const { budgets = [], webhooks = [], persistentVolumes = [], services = [] } = told.kubernetes ?? {};
  return [
    ...budgets.map((each) => budget(population, each)),
    ...[...(components.terwayControlplane ? terwayWebhooks : []), ...webhooks].map((each) => webhook(population, each)),
    ...persistentVolumes.flatMap((each) => volume(population, each)),
    ...[...usualServices(population.cluster), ...services].map((each) => service(population, each)),
    ...(components.virtualNode ? virtualNode(population) : []),
    ...configMaps(population),
  ];
}

import type { Endpoints, PersistentVolume } from '../../clients/kubernetes/backends.ts';
import type { KubeNode } from '../../clients/kubernetes/nodes.ts';
import type { WebhookConfiguration } from '../../clients/kubernetes/webhooks.ts';
import { metadataIn } from '../../clients/kubernetes/metadata.ts';
import { objectIn, textIn, type JsonObject } from '../../../wire/json.ts';
import type { MasterBackendFact, MasterBootFact, MasterObjectFact, MasterVolumeFact } from '../fact-shapes.ts';

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** The instance in a provider id, `<region>.<instance>`, with or without a scheme before it; '' where it names none. */
const instanceOf = (providerId: string): string =>
  /^(?:[a-z]+:\/{2,3})?[a-z0-9-]+\.(i-[a-z0-9]+)$/.exec(providerId)?.[1] ?? '';

/** By its instance, whatever it is called; by its label where the cloud does not know it as a master any more. */
export const isMasterNode = (node: KubeNode, masters: readonly string[]): boolean =>
  node.isMaster || masters.includes(instanceOf(node.providerId));

export const masterObjectFacts = (masters: readonly KubeNode[]): readonly MasterObjectFact[] =>
  masters
    .map(({ name, uid, providerId, ready, unschedulable }) => ({
      name,
      uid,
      providerId,
      instance: instanceOf(providerId),
      ready: ready === 'True',
      unschedulable,
    }))
    .sort((a, b) => compare(a.name, b.name));

/** Apart from the objects: a reboot changes it, and nothing else that a step expects. */
export const masterBoots = (masters: readonly KubeNode[]): readonly MasterBootFact[] =>
  masters.map(({ name, bootId }) => ({ node: name, bootId })).sort((a, b) => compare(a.node, b.node));

/** A volume's affinity names nodes by their label of this name, which may differ from the node's own. */
const hostLabel = 'kubernetes.io/hostname';

export const masterVolumes = (
  volumes: readonly PersistentVolume[],
  masters: readonly KubeNode[],
): readonly MasterVolumeFact[] =>
  volumes
    .flatMap(({ name, nodes, claim }) => {
      const on = nodes.map((host) => masters.find((one) => (one.labels[hostLabel] ?? one.name) === host));
      const [first] = on;
      // A volume that another node can take as well does not die with a master.
      return first === undefined || on.includes(undefined) ? [] : [{ name, node: first.name, claim }];
    })
    .sort((a, b) => compare(a.name, b.name));

interface Served {
  readonly kind: string;
  readonly name: string;
  readonly service: string;
}

const webhookKinds = {
  mutating: 'MutatingWebhookConfiguration',
  validating: 'ValidatingWebhookConfiguration',
} as const;

export const kindOfWebhook = ({ kind }: WebhookConfiguration) => webhookKinds[kind];

const servedByWebhooks = (webhooks: readonly WebhookConfiguration[]): readonly Served[] =>
  webhooks.flatMap((one) => {
    const services = new Set(one.webhooks.flatMap(({ service }) => (service === null ? [] : [service])));
    return [...services].map((service) => ({ kind: kindOfWebhook(one), name: one.name, service }));
  });

/** An API service without a service is served by the API server itself. */
const servedByApiServices = (services: readonly JsonObject[]): readonly Served[] =>
  services.flatMap((one) => {
    const service = objectIn(objectIn(one, 'spec'), 'service');
    const name = textIn(service, 'name');
    if (name === '') return [];
    return [{ kind: 'APIService', name: metadataIn(one).name, service: `${textIn(service, 'namespace')}/${name}` }];
  });

type Address = Endpoints['addresses'][number];

const isOnMaster = ({ node, ip }: Address, masters: readonly KubeNode[]): boolean =>
  masters.some(({ name, internalIps }) => name === node || internalIps.includes(ip));

export interface Backends {
  readonly webhooks: readonly WebhookConfiguration[];
  readonly apiServices: readonly JsonObject[];
  readonly endpoints: readonly Endpoints[];
  readonly masters: readonly KubeNode[];
}

/** What answers only as long as masters do. Pods as `namespace/name`, an address where no pod stands behind it. */
export const masterBackends = (all: Backends): readonly MasterBackendFact[] =>
  [...servedByWebhooks(all.webhooks), ...servedByApiServices(all.apiServices)]
    .flatMap((served) => {
      const found = all.endpoints.find(({ namespace, name }) => `${namespace}/${name}` === served.service);
      const ready = (found?.addresses ?? []).filter(({ isReady }) => isReady);
      if (ready.length === 0 || !ready.every((address) => isOnMaster(address, all.masters))) return [];
      return [{ ...served, pods: [...new Set(ready.map(({ pod, ip }) => pod || ip))].sort() }];
    })
    .sort((a, b) => compare(`${a.kind}/${a.name}/${a.service}`, `${b.kind}/${b.name}/${b.service}`));

import type {
  WorldComponents,
  WorldKubernetes,
  WorldPersistentVolume,
  WorldPod,
  WorldService,
  WorldWebhook,
  WorldWorkload,
} from '../../../../src/generated/world.ts';
import type { MasterPodFact } from '../fact-shapes.ts';
import { factOf, listOf } from '../dedicated-facts.ts';
import { given, isThere, namesIn, numberOf, rowsIn, type Known } from './parts.ts';

export const componentsOf = ({ facts }: Known): WorldComponents => {
  const node = factOf(facts, 'components.virtualNode');
  const env = {
    ...(isThere(node?.host) ? { KUBERNETES_APISERVER_HOST: node.host } : {}),
    ...(isThere(node?.port) ? { KUBERNETES_APISERVER_PORT: node.port } : {}),
  };
  const bare = namesIn(facts, 'nodes.noKubeProxy').length;
  return given<WorldComponents>({
    cgpu: factOf(facts, 'components.cgpu') ?? undefined,
    terwayControlplane: isThere(factOf(facts, 'components.terwayControlplane')) ? true : undefined,
    virtualNode: isThere(node) ? true : undefined,
    virtualNodeEnv: Object.keys(env).length === 0 ? undefined : env,
    albController: factOf(facts, 'components.albController') === true ? true : undefined,
    // No world has some nodes with it and some without.
    kubeProxy: bare > 0 && bare === numberOf(facts, 'nodes.workers') ? false : undefined,
  });
};

/** The controller behind a ReplicaSet is not known; its pods belong to one of the pod's own name without what was added to it. */
const workloadOf = (owner: string): string => owner.slice(owner.indexOf('/') + 1).replace(/-[0-9a-f]{4,10}$/, '');

const kindOf = (owner: string): string => owner.slice(0, owner.indexOf('/'));

const isReplicated = ({ owner }: MasterPodFact): boolean => kindOf(owner) === 'ReplicaSet';

const isMadeBy = (kind: string): kind is 'ReplicaSet' | 'StatefulSet' | 'DaemonSet' | 'Job' | 'Node' =>
  ['ReplicaSet', 'StatefulSet', 'DaemonSet', 'Job', 'Node'].includes(kind);

const podOf = ({ name, namespace, node, owner, loses }: MasterPodFact): WorldPod => {
  const kind = kindOf(owner);
  return given<WorldPod>({
    name,
    namespace,
    node,
    owner: isMadeBy(kind) ? { kind, name: workloadOf(owner) } : undefined,
    emptyDir: loses?.startsWith('local data') === true ? true : undefined,
  }) as WorldPod;
};

/** System pods of Deployments are the masters' own members in a world, so that they come back elsewhere. */
export const systemPodsOn = (node: string, { facts }: Known): string[] =>
  listOf(facts, 'masters.systemPods')
    .filter((pod) => pod.node === node && isReplicated(pod))
    .map(({ name }) => name);

interface Behind {
  readonly deployments: WorldWorkload[];
  readonly services: WorldService[];
  readonly webhooks: WorldWebhook[];
}

const split = (text: string): readonly [string, string] => {
  const at = text.indexOf('/');
  return [text.slice(0, at), text.slice(at + 1)];
};

/** Webhooks that pods on masters answer, with the Service between them. */
const behindWebhooks = ({ facts }: Known): Behind => {
  const pods = [...listOf(facts, 'masters.systemPods'), ...listOf(facts, 'masters.yourPods')];
  const hooks = listOf(facts, 'masters.backends').filter(({ kind }) => kind.endsWith('WebhookConfiguration'));
  const services = [...new Set(hooks.map(({ service }) => service))];
  return {
    webhooks: hooks.map(({ kind, name, service }) => ({
      name,
      type: kind.startsWith('Mutating') ? 'Mutating' : 'Validating',
      service,
    })),
    services: services.map((service) => {
      const [namespace, name] = split(service);
      return { name, namespace, selector: { app: name } };
    }),
    deployments: services.map((service) => {
      const [namespace, name] = split(service);
      const serving = hooks.filter((hook) => hook.service === service).flatMap((hook) => hook.pods);
      const nodes = serving.flatMap((pod) => pods.filter((one) => `${one.namespace}/${one.name}` === pod));
      return { name, namespace, replicas: serving.length, nodes: [...new Set(nodes.map(({ node }) => node))] };
    }),
  };
};

export const insideOf = (known: Known): WorldKubernetes | undefined => {
  const { facts } = known;
  const behind = behindWebhooks(known);
  const serving = new Set(listOf(facts, 'masters.backends').flatMap(({ pods }) => pods));
  const bare = listOf(facts, 'masters.systemPods').filter((pod) => !isReplicated(pod));
  const pods = [...bare, ...listOf(facts, 'masters.yourPods')].filter(
    (pod) => !serving.has(`${pod.namespace}/${pod.name}`),
  );
  const volumes = listOf(facts, 'masters.volumes').map(({ name, node, claim }) =>
    given<WorldPersistentVolume>({ name, node, claim: claim === '' ? undefined : claim }),
  );
  const inside = given<WorldKubernetes>({
    pods: pods.length === 0 ? undefined : pods.map(podOf),
    deployments: behind.deployments.length === 0 ? undefined : behind.deployments,
    services: behind.services.length === 0 ? undefined : behind.services,
    webhooks: behind.webhooks.length === 0 ? undefined : behind.webhooks,
    persistentVolumes: volumes.length === 0 ? undefined : (volumes as WorldPersistentVolume[]),
  });
  return Object.keys(inside).length === 0 ? undefined : inside;
};

/** What the condition said, without the word and the reason before it. */
const messageIn = (why: unknown): string | undefined =>
  typeof why === 'string' ? (/^\w+=\w+ \((?:\w+: )?(.*)\)$/s.exec(why)?.[1] ?? undefined) : undefined;

/** A service of the API server itself is there anyway; one that is broken is named. */
export const apiServicesOf = ({ facts }: Known) => {
  const broken = rowsIn(facts, 'apiservices.unavailable').map((one) =>
    given<{ name: string; available: boolean; message: string }>({
      name: String(one['name']),
      available: false,
      message: messageIn(one['why']),
    }),
  );
  const names = new Set(broken.map(({ name }) => name));
  const others = namesIn(facts, 'apiservices.all').filter((name) => !names.has(name) && /\..*\..*\./.test(name));
  const all = [...broken, ...others.map((name) => ({ name }))];
  return all.length === 0 ? undefined : (all as { name: string }[]);
};

export const parkedTerway = ({ facts }: Known): boolean =>
  factOf(facts, 'components.terwayControlplane')?.replicas === 0;

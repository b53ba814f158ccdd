import type { KubeNode } from '../../clients/kubernetes/nodes.ts';
import type { KubePod } from '../../clients/kubernetes/pods.ts';
import { textListIn } from '../../clients/kubernetes/metadata.ts';
import { objectIn, objectsIn, textIn, type JsonObject } from '../../../wire/json.ts';
import type { CustomizedFact, MasterPodFact } from '../fact-shapes.ts';

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const isFinished = ({ phase }: KubePod): boolean => phase === 'Succeeded' || phase === 'Failed';

const isOfDaemonSet = ({ owner }: KubePod): boolean => owner?.kind === 'DaemonSet';

/** Paths of the machine's own: a pod looks at them there and keeps nothing of its own in them. */
const ownOfHost = /^hostPath\/\/(etc|proc|sys|dev|run|var\/run|var\/log|lib|usr|bin|sbin|boot)(\/|$)/;

/** Why an eviction would lose it: nobody makes it again, or what it wrote stays on the machine. */
const loses = ({ owner, localVolumes }: KubePod): string | null => {
  if (owner === null) return 'no controller';
  const local = localVolumes.filter((volume) => !ownOfHost.test(volume)).sort();
  return local.length === 0 ? null : `local data: ${local.join(', ')}`;
};

const podFact = (pod: KubePod): MasterPodFact => ({
  name: pod.name,
  namespace: pod.namespace,
  uid: pod.uid,
  node: pod.node,
  owner: pod.owner === null ? '' : `${pod.owner.kind}/${pod.owner.name}`,
  loses: loses(pod),
});

export interface MasterPods {
  readonly system: readonly MasterPodFact[];
  readonly yours: readonly MasterPodFact[];
  readonly statics: readonly string[];
}

/** Pods on masters. Those of DaemonSets come and go with their node; finished ones have nothing to lose. */
export const masterPods = (pods: readonly KubePod[], masters: readonly KubeNode[]): MasterPods => {
  const names = new Set(masters.map(({ name }) => name));
  const here = pods.filter(({ node }) => names.has(node));
  const moving = here
    .filter((pod) => !pod.isMirror && !isOfDaemonSet(pod) && !isFinished(pod))
    .map(podFact)
    .sort((a, b) => compare(`${a.namespace}/${a.name}`, `${b.namespace}/${b.name}`));
  return {
    system: moving.filter(({ namespace }) => namespace === 'kube-system'),
    yours: moving.filter(({ namespace }) => namespace !== 'kube-system'),
    statics: here
      .filter(({ isMirror }) => isMirror)
      .map(({ name }) => name)
      .sort(),
  };
};

/** Flags that a person sets and a managed control plane does not take over. */
const customFlag =
  /^--(admission-control-config-file|audit-[a-z-]+|feature-gates|encryption-provider-config|oidc-[a-z-]+)(?:=(.*))?$/;

const mostOfValue = 200;

const flagsIn = (container: JsonObject): readonly CustomizedFact[] =>
  [...textListIn(container, 'command'), ...textListIn(container, 'args')]
    .flatMap((text) => text.split(/\s+/))
    .flatMap((text) => {
      const found = customFlag.exec(text);
      if (found === null) return [];
      const what = `${textIn(container, 'name')} --${found[1] ?? ''}`;
      return [{ what, detail: (found[2] ?? '').slice(0, mostOfValue) }];
    });

/** Settings of your own in the static pods of the masters, each once; only what their command lines show. */
export const customizedFacts = (statics: readonly JsonObject[]): readonly CustomizedFact[] => {
  const all = statics.flatMap((pod) => objectsIn(objectIn(pod, 'spec'), 'containers').flatMap(flagsIn));
  const byText = new Map(all.map((one) => [`${one.what}=${one.detail}`, one]));
  return [...byText.values()].sort((a, b) => compare(a.what + a.detail, b.what + b.detail));
};

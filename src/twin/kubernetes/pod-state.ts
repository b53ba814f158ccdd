import { at, mapping, type KubernetesObject } from './object.ts';

export const nodeNameOf = (pod: KubernetesObject): string | undefined => {
  const name = at(pod, 'spec.nodeName');
  return typeof name === 'string' && name !== '' ? name : undefined;
};

export const phaseOf = (pod: KubernetesObject): string => {
  const phase = at(pod, 'status.phase');
  return typeof phase === 'string' ? phase : 'Pending';
};

/** A condition's status of a pod or a node: True, False, Unknown; undefined when it is not told. */
export function conditionOf(object: KubernetesObject, type: string): string | undefined {
  const conditions = mapping(object['status'])['conditions'];
  if (!Array.isArray(conditions)) return undefined;
  const found = (conditions as readonly unknown[]).map(mapping).find((each) => each['type'] === type);
  return found && String(found['status']);
}

export const isReady = (object: KubernetesObject): boolean => conditionOf(object, 'Ready') === 'True';

export const isEnding = ({ metadata }: KubernetesObject): boolean => metadata.deletionTimestamp !== undefined;

/** Still wanted by its controller: neither done nor on its way out. */
export const isActive = (pod: KubernetesObject): boolean =>
  !isEnding(pod) && !['Succeeded', 'Failed'].includes(phaseOf(pod));

export const isMirror = ({ metadata }: KubernetesObject): boolean =>
  metadata.annotations?.['kubernetes.io/config.mirror'] !== undefined;

const isBlocking = ({ key, effect }: { readonly key?: unknown; readonly effect?: unknown }): boolean =>
  effect === 'NoSchedule' || (effect === 'NoExecute' && key !== '');

/** Whether ordinary pods may be put onto a node: Ready, not cordoned, not tainted. */
export function isOpen(node: KubernetesObject): boolean {
  const taints = at(node, 'spec.taints');
  const tainted = Array.isArray(taints) && (taints as readonly unknown[]).map(mapping).some(isBlocking);
  return isReady(node) && at(node, 'spec.unschedulable') !== true && !tainted && !isEnding(node);
}

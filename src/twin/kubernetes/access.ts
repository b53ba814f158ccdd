import type { LiveCluster } from '../live-world.ts';
import type { Reply } from '../reply.ts';
import type { WorldAccessRule } from '../world-schema.ts';
import { qualified, status } from './status.ts';
import type { Wanted } from './request.ts';

/** What somebody wants to do, in the words of RBAC. */
export interface Attributes {
  readonly verb: string;
  readonly group: string;
  /** With what stands behind it, as pods/eviction. */
  readonly resource: string;
  readonly namespace: string;
  readonly name: string;
}

/** Undefined: the world does not say, everything is allowed. */
export const rulesOf = ({ told }: LiveCluster): readonly WorldAccessRule[] | undefined =>
  told.told.kubernetes?.access?.rules;

const holds = (list: readonly string[], value: string): boolean => list.includes('*') || list.includes(value);

function allowedBy(rule: WorldAccessRule, asked: Attributes): boolean {
  const { verbs, groups = [''], resources, names, namespaces } = rule;
  return (
    holds(verbs, asked.verb) &&
    holds(groups, asked.group) &&
    holds(resources, asked.resource) &&
    (names === undefined || holds(names, asked.name)) &&
    (namespaces === undefined || holds(namespaces, asked.namespace))
  );
}

export const isAllowed = (cluster: LiveCluster, asked: Attributes): boolean =>
  rulesOf(cluster)?.some((rule) => allowedBy(rule, asked)) ?? true;

/** The refusal of a call, where the world's rules are enforced; reviews may always be asked. */
export function findForbidden(cluster: LiveCluster, wanted: Wanted, verb: string): Reply | undefined {
  const { resource, sub, namespace = '', name = '' } = wanted;
  if (cluster.told.told.kubernetes?.access?.enforce !== true || resource.group === 'authorization.k8s.io')
    return undefined;
  const full = sub === undefined ? resource.name : `${resource.name}/${sub}`;
  if (isAllowed(cluster, { verb, group: resource.group, resource: full, namespace, name })) return undefined;
  const where = namespace === '' ? 'at the cluster scope' : `in the namespace "${namespace}"`;
  const what = `${qualified(resource)}${name === '' ? '' : ` "${name}"`}`;
  const why = `User "kubernetes-admin" cannot ${verb} resource "${full}" in API group "${resource.group}" ${where}`;
  return status(403, 'Forbidden', `${what} is forbidden: ${why}`, {
    ...(name !== '' && { name }),
    ...(resource.group !== '' && { group: resource.group }),
    kind: resource.name,
  });
}

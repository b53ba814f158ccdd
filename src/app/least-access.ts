import { stringify } from 'yaml';
import type { Access, Permit, Role } from '../core/access.ts';
import type { Desired } from '../core/desired.ts';
import type { Kind } from '../core/kind.ts';
import { mostBytes, ramPolicyOf, sizeOf, type RamPolicy } from './ram-policy.ts';
import { rbacOf, subjectPlaceholder, type RbacObject } from './rbac.ts';

/** What somebody needs to be allowed, and no more, to work with these documents. */
export interface LeastAccess {
  readonly role: Role;
  readonly ram: RamPolicy;
  /** What each cluster’s own API server must allow. */
  readonly kubernetes: readonly { readonly cluster: string; readonly objects: readonly RbacObject[] }[];
  /** What was decided without knowing it, for a person. */
  readonly notes: readonly string[];
}

const accessOf = (desired: Desired, kinds: readonly Kind[], role: Role): readonly Access[] => {
  const access = kinds.find(({ name }) => name === desired.kind)?.access?.(desired, role);
  return access === undefined ? [] : [access];
};

const notesOn = (targets: readonly Desired[], ram: RamPolicy): readonly string[] => [
  'from the documents alone: what only the cloud knows (edition, ids of machines) is covered either way',
  ...(targets.some(({ accountId }) => accountId === undefined)
    ? ['a document names no account: its resources say * in its place; declare accounts in onward.yaml to narrow them']
    : []),
  ...(sizeOf(ram) > mostBytes
    ? [`the policy has ${sizeOf(ram)} bytes and RAM takes ${mostBytes}: make it of fewer documents at a time`]
    : []),
  `replace ${subjectPlaceholder} by the id of the RAM user or role that runs onward`,
];

/** The least permissions for documents and the store: one RAM policy for all, and roles for each cluster. Offline. */
export const leastAccess = (
  targets: readonly Desired[],
  kinds: readonly Kind[],
  role: Role,
  store: readonly Permit[] = [],
): LeastAccess => {
  const all = targets.flatMap((desired) => accessOf(desired, kinds, role));
  const ram = ramPolicyOf([...all.flatMap(({ permits }) => permits), ...store]);
  const clusters = [...new Set(all.map(({ cluster }) => cluster))].sort();
  const kubernetes = clusters.map((cluster) => ({
    cluster,
    objects: rbacOf(
      all.filter((access) => access.cluster === cluster).flatMap(({ acts }) => acts),
      role,
    ),
  }));
  return {
    role,
    ram,
    kubernetes: kubernetes.filter(({ objects }) => objects.length > 0),
    notes: notesOn(targets, ram),
  };
};

/** The policy as RAM’s console takes it. */
export const ramText = ({ ram }: LeastAccess): string => `${JSON.stringify(ram, null, 2)}\n`;

/** The objects of one cluster as kubectl takes them. */
export const rbacText = ({ cluster, objects }: LeastAccess['kubernetes'][number]): string =>
  `# cluster ${cluster}\n${objects.map((object) => stringify(object, { lineWidth: 0 })).join('---\n')}`;

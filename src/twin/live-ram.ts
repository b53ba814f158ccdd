import type { Cluster } from './cluster.ts';
import type { Identifiers } from './identifiers.ts';
import { readTrust, type TrustDocument } from './access/trust.ts';
import type { AccessKey, World, WorldOidcProvider, WorldPolicy, WorldRole } from './world-schema.ts';

export interface LivePolicyVersion {
  /** v1, v2 …; a number is never used again. */
  readonly id: string;
  /** JSON, as it was sent. */
  readonly document: string;
  readonly created: number;
}

export interface LivePolicy {
  readonly name: string;
  readonly type: 'Custom' | 'System';
  readonly description: string;
  readonly created: number;
  updated: number;
  /** Oldest first. */
  readonly versions: LivePolicyVersion[];
  defaultVersion: string;
  /** The number of the next version. */
  next: number;
}

export interface LiveRole {
  readonly name: string;
  readonly id: string;
  readonly created: number;
  /** Who may take it. */
  readonly trust: TrustDocument;
  /** Seconds. */
  readonly maxSession: number;
  readonly attached: { readonly name: string; readonly type: LivePolicy['type']; readonly at: number }[];
}

export interface LiveRam {
  readonly enforce: boolean;
  readonly roles: LiveRole[];
  readonly policies: LivePolicy[];
  readonly oidcProviders: readonly WorldOidcProvider[];
}

/** Who may take a role of ACK's: instances. */
const usualTrust: TrustDocument = {
  Statement: [{ Action: 'sts:AssumeRole', Effect: 'Allow', Principal: { Service: ['ecs.aliyuncs.com'] } }],
  Version: '1',
};

/** What ACK gives masters, in short: enough to be edited, and nothing of OSS. */
const masterDocument = {
  Version: '1',
  Statement: [
    { Action: ['ecs:Describe*', 'ecs:AttachDisk', 'ecs:DetachDisk'], Resource: ['*'], Effect: 'Allow' },
    { Action: ['slb:*'], Resource: ['*'], Effect: 'Allow' },
    { Action: ['vpc:*'], Resource: ['*'], Effect: 'Allow' },
  ],
};

/** The system's policy for whoever may do everything. */
export const administrator: WorldPolicy = {
  name: 'AdministratorAccess',
  type: 'System',
  document: { Version: '1', Statement: [{ Action: '*', Resource: '*', Effect: 'Allow' }] },
};

/** What the policy that the world gives to a key is called. */
export const policyOfKey = (accessKeyId: string): string => `policy-of-${accessKeyId}`;

interface Making {
  readonly ids: Identifiers;
  readonly start: number;
  readonly keys?: readonly AccessKey[];
}

/** The role of keys that came with a token and name none. */
export const sessionRole = 'twin-role';

const rolesOfKeys = ({ keys = [] }: Making): readonly WorldRole[] => {
  const own = keys.filter(({ role, securityToken }) => role === undefined && securityToken !== undefined);
  if (own.length === 0) return [];
  const named = own.filter(({ policy }) => policy !== undefined).map(({ id }) => ({ name: policyOfKey(id) }));
  return [{ name: sessionRole, policies: named.length === 0 ? [administrator] : named }];
};

const policiesOfKeys = ({ keys = [] }: Making): readonly WorldPolicy[] =>
  keys.flatMap(({ id, policy }) => (policy === undefined ? [] : [{ name: policyOfKey(id), document: policy }]));

function createPolicy(told: WorldPolicy, { start }: Making): LivePolicy {
  const count = told.versions ?? 1;
  const document = JSON.stringify(told.document ?? masterDocument, undefined, 2);
  const numbers = Array.from({ length: count }, (_, index) => index + 1);
  return {
    name: told.name,
    type: told.type ?? 'Custom',
    description: told.description ?? '',
    created: start,
    updated: start,
    versions: numbers.map((number) => ({ id: `v${number}`, document, created: start })),
    defaultVersion: `v${count}`,
    next: count + 1,
  };
}

/** What a cluster's masters have when the world does not say. */
const usualPolicies = (role: string): readonly WorldPolicy[] =>
  /^KubernetesMasterRole-/.test(role)
    ? [{ name: role.replace('KubernetesMasterRole', 'k8sMasterRolePolicy') }]
    : /^KubernetesWorkerRole-/.test(role)
      ? [{ name: role.replace('KubernetesWorkerRole', 'k8sWorkerRolePolicy') }]
      : [];

const toldPolicies = ({ name, policies }: WorldRole): readonly WorldPolicy[] => policies ?? usualPolicies(name);

/** Once each; the first time counts. */
function unique<T extends { readonly name: string }>(items: readonly T[]): readonly T[] {
  return items.filter((item, index) => items.findIndex(({ name }) => name === item.name) === index);
}

export function createRam(told: World['ram'], clusters: readonly Cluster[], making: Making): LiveRam {
  const ofClusters = clusters.flatMap(({ type, masterRole, workerRole }): WorldRole[] => [
    ...(type === 'Kubernetes' ? [{ name: masterRole }] : []),
    { name: workerRole },
  ]);
  const roles = unique([...(told?.roles ?? []), ...ofClusters, ...rolesOfKeys(making)]);
  const policies = unique([
    ...(told?.policies ?? []),
    ...policiesOfKeys(making),
    ...roles.flatMap(toldPolicies),
    administrator,
  ]);
  const typeOf = (name: string): LivePolicy['type'] =>
    policies.find((policy) => policy.name === name)?.type ?? 'Custom';
  return {
    enforce: told?.enforce ?? false,
    oidcProviders: told?.oidcProviders ?? [],
    policies: policies.map((policy) => createPolicy(policy, making)),
    roles: roles.map((role) => ({
      name: role.name,
      id: `3${BigInt(`0x${making.ids.hex(`role ${role.name}`, 14)}`)
        .toString()
        .padStart(17, '0')
        .slice(-17)}`,
      created: making.start,
      trust: readTrust(role.trust) ?? usualTrust,
      maxSession: role.maxSessionSeconds ?? 3_600,
      attached: toldPolicies(role).map(({ name }) => ({ name, type: typeOf(name), at: making.start })),
    })),
  };
}

/** For each dedicated cluster: the role it names, or the first KubernetesMasterRole-… that no other has. */
export function assignMasterRoles(world: World): readonly (string | undefined)[] {
  const clusters = world.ack?.clusters ?? [];
  const named = clusters.map(({ masterRole }) => masterRole);
  const free = (world.ram?.roles ?? [])
    .map(({ name }) => name)
    .filter((name) => name.startsWith('KubernetesMasterRole-') && !named.includes(name));
  return clusters.map(({ type, masterRole }) => masterRole ?? (type === 'Kubernetes' ? free.shift() : undefined));
}

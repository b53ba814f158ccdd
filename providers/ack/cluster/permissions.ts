import type { AckClusterSpec } from './spec.ts';

/**
 * What makes a permission needed. `pro`: the document asks for Pro. `caller`: by which the caller’s own policies are read;
 * a user needs other ones than a role, so nobody is held to all of them.
 */
export type Need =
  | 'pro'
  | 'caller'
  | 'dedicated'
  | 'tier'
  | 'bucket'
  | 'createBucket'
  | 'rolePolicy'
  | 'ownPolicy'
  | 'install'
  | 'payByLcu'
  | 'evict'
  | 'remove';

export interface Permission {
  readonly phase: 'read' | 'prepare' | 'migrate' | 'clean-up';
  readonly action: string;
  /** With places to fill: {region}, {account}, {cluster}, {bucket}. */
  readonly resource: string;
  /** All of them; none where every cluster needs it. */
  readonly needs: readonly Need[];
}

type Row = readonly [Permission['phase'], Permission['resource'], readonly Need[], readonly string[]];

const cluster = 'acs:cs:{region}:{account}:cluster/{cluster}';
const balancers = 'acs:slb:{region}:{account}:loadbalancer/*';
const instances = 'acs:ecs:{region}:{account}:instance/*';
const policies = 'acs:ram:*:{account}:policy/*';
const systemPolicies = 'acs:ram:*:system:policy/*';
const ownPolicy = 'acs:ram:*:{account}:policy/onward-{cluster}';
const roles = 'acs:ram:*:{account}:role/*';
const users = 'acs:ram:*:{account}:user/*';
const bucket = 'acs:oss:oss-{region}:{account}:{bucket}';
const objects = 'acs:oss:oss-{region}:{account}:{bucket}/etcd_{cluster}_*';

/** Of the cluster itself, of who asks, and of what stands around it; those of a step’s probe too, which status makes. */
const reads: readonly Row[] = [
  ['read', 'acs:cs:{region}:{account}:cluster/*', [], ['cs:DescribeClustersForRegion']],
  ['read', cluster, [], ['cs:DescribeClusterDetail']],
  [
    'read',
    cluster,
    ['pro'],
    [
      ...['cs:DescribeClusterTasks', 'cs:ListClusterChecks', 'cs:GetClusterCheck', 'cs:DescribeClusterUserKubeconfig'],
      ...['cs:DescribeClusterResources', 'cs:ListClusterAddonInstances'],
    ],
  ],
  // Their paths name no cluster, so there is none that a policy could hold them to.
  ['read', '*', ['pro'], ['cs:DescribeEvents', 'cs:DescribeTaskInfo']],
  ['read', users, ['caller'], ['ram:ListPoliciesForUser', 'ram:ListGroupsForUser']],
  ['read', 'acs:ram:*:{account}:group/*', ['caller'], ['ram:ListPoliciesForGroup']],
  ['read', roles, ['caller'], ['ram:ListPoliciesForRole']],
  ['read', policies, ['caller'], ['ram:GetPolicy']],
  ['read', systemPolicies, ['caller'], ['ram:GetPolicy']],
  [
    'read',
    balancers,
    ['pro'],
    [
      ...['slb:DescribeLoadBalancers', 'slb:DescribeLoadBalancerAttribute'],
      ...['slb:DescribeLoadBalancerTCPListenerAttribute', 'slb:DescribeVServerGroupAttribute'],
    ],
  ],
  ['read', 'acs:slb:{region}:{account}:acl/*', ['pro'], ['slb:DescribeAccessControlListAttribute']],
  ['read', 'acs:vpc:{region}:{account}:vswitch/*', ['pro'], ['vpc:DescribeVSwitches']],
];

/** Of a dedicated cluster besides. */
const dedicatedReads: readonly Row[] = [
  ['read', cluster, ['dedicated'], ['cs:DescribeClusterNodes']],
  ['read', 'acs:vpc:{region}:{account}:eip/*', ['dedicated'], ['vpc:DescribeEipAddresses']],
  [
    'read',
    instances,
    ['dedicated'],
    ['ecs:DescribeInstances', 'ecs:DescribeCloudAssistantStatus', 'ecs:DescribeInstanceRamRole'],
  ],
  ['read', 'acs:ecs:{region}:{account}:disk/*', ['dedicated'], ['ecs:DescribeDisks']],
  ['read', roles, ['dedicated'], ['ram:ListPoliciesForRole']],
  ['read', policies, ['dedicated'], ['ram:GetPolicy', 'ram:ListPolicyVersions']],
  [
    'read',
    bucket,
    ['dedicated', 'bucket'],
    [
      ...['oss:GetBucketInfo', 'oss:GetBucketReferer', 'oss:GetBucketPolicy', 'oss:GetBucketWorm', 'oss:ListObjects'],
      ...['oss:GetBucketVersioning', 'oss:ListObjectVersions'],
    ],
  ],
];

/** What changes something. */
const writes: readonly Row[] = [
  ['prepare', cluster, ['pro'], ['cs:RunClusterCheck']],
  ['prepare', cluster, ['dedicated'], ['cs:ModifyCluster']],
  ['prepare', balancers, ['dedicated'], ['slb:ModifyLoadBalancerInstanceSpec']],
  ['prepare', balancers, ['dedicated', 'payByLcu'], ['slb:ModifyLoadBalancerInstanceChargeType']],
  ['prepare', instances, ['dedicated', 'install'], ['ecs:InstallCloudAssistant', 'ecs:RebootInstance']],
  ['prepare', policies, ['dedicated', 'rolePolicy'], ['ram:CreatePolicyVersion', 'ram:GetPolicyVersion']],
  ['prepare', ownPolicy, ['dedicated', 'ownPolicy'], ['ram:CreatePolicy', 'ram:AttachPolicyToRole']],
  ['prepare', roles, ['dedicated', 'ownPolicy'], ['ram:AttachPolicyToRole']],
  ['prepare', bucket, ['dedicated', 'createBucket'], ['oss:PutBucket']],
  ['prepare', bucket, ['dedicated', 'bucket'], ['oss:PutBucketReferer']],
  ['migrate', cluster, ['pro'], ['cs:MigrateCluster']],
  ['migrate', cluster, ['tier'], ['cs:ModifyCluster']],
  ['clean-up', instances, ['dedicated', 'remove'], ['ecs:ModifyInstanceAttribute']],
  ['clean-up', objects, ['dedicated', 'bucket'], ['oss:DeleteObject', 'oss:DeleteObjectVersion']],
  ['clean-up', bucket, ['dedicated', 'createBucket'], ['oss:DeleteBucket']],
  ['clean-up', ownPolicy, ['dedicated', 'ownPolicy'], ['ram:DetachPolicyFromRole', 'ram:DeletePolicy']],
  ['clean-up', roles, ['dedicated', 'ownPolicy'], ['ram:DetachPolicyFromRole']],
];

/** By phase (ACK API reference, §8), of what Onward calls and nothing else: it never stops or deletes an instance. */
export const permissions: readonly Permission[] = [...reads, ...dedicatedReads, ...writes].flatMap(
  ([phase, resource, needs, actions]) => actions.map((action) => ({ phase, action, resource, needs })),
);

/** What a document asks for, as far as it decides which permissions and acts are needed. */
export const needsOf = (spec: AckClusterSpec, dedicated: boolean): readonly Need[] => {
  const { migrationBucket: wanted, masters, apiServerLoadBalancer } = spec;
  const needs: readonly (readonly [Need, boolean])[] = [
    ['pro', spec.edition === 'pro'],
    ['dedicated', dedicated],
    ['bucket', wanted !== null],
    ['createBucket', wanted?.create === true],
    ['rolePolicy', wanted?.grantIn === 'masterRolePolicy'],
    ['ownPolicy', wanted?.grantIn === 'ownPolicy'],
    ['install', masters.cloudAssistant === 'install'],
    ['payByLcu', apiServerLoadBalancer.ifSpecRefused === 'payByLcu'],
    ['evict', masters.systemPods === 'evict'],
    ['remove', masters.afterMigration === 'remove'],
  ];
  return needs.flatMap(([need, is]) => (is ? [need] : []));
};

export interface Places {
  readonly region: string;
  readonly account: string;
  readonly cluster: string;
  readonly bucket: string;
}

/** The permissions for these needs, their places filled in. One that two needs bring is in it twice. */
export const permissionsFor = (needs: readonly Need[], places: Places): readonly Permission[] =>
  permissions
    .filter((permission) => permission.needs.every((need) => needs.includes(need)))
    .map((permission) => ({
      ...permission,
      resource: permission.resource.replaceAll(
        /\{(region|account|cluster|bucket)\}/g,
        (_, place: keyof Places) => places[place],
      ),
    }));

import type { AckClusterSpec } from './spec.ts';

/** What makes a permission needed, beside every cluster's journey to Pro. */
export type Need =
  'dedicated' | 'bucket' | 'createBucket' | 'rolePolicy' | 'ownPolicy' | 'install' | 'payByLcu' | 'evict' | 'remove';

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
const roles = 'acs:ram:*:{account}:role/*';
const bucket = 'acs:oss:oss-{region}:{account}:{bucket}';
const objects = 'acs:oss:oss-{region}:{account}:{bucket}/etcd_{cluster}_*';

/** By phase (ACK API reference, §8), of what Onward calls and nothing else: it never stops or deletes an instance. */
const rows: readonly Row[] = [
  ['read', 'acs:cs:{region}:{account}:cluster/*', [], ['cs:DescribeClustersForRegion']],
  [
    'read',
    cluster,
    [],
    [
      ...['cs:DescribeClusterDetail', 'cs:DescribeClusterTasks', 'cs:DescribeTaskInfo', 'cs:DescribeEvents'],
      ...['cs:ListClusterChecks', 'cs:GetClusterCheck', 'cs:DescribeClusterUserKubeconfig'],
      ...['cs:DescribeClusterResources', 'cs:ListClusterAddonInstances'],
    ],
  ],
  ['read', cluster, ['dedicated'], ['cs:DescribeClusterNodes']],
  [
    'read',
    balancers,
    [],
    [
      ...['slb:DescribeLoadBalancers', 'slb:DescribeLoadBalancerAttribute'],
      ...['slb:DescribeLoadBalancerTCPListenerAttribute', 'slb:DescribeVServerGroupAttribute'],
    ],
  ],
  ['read', 'acs:slb:{region}:{account}:acl/*', [], ['slb:DescribeAccessControlListAttribute']],
  ['read', 'acs:vpc:{region}:{account}:vswitch/*', [], ['vpc:DescribeVSwitches']],
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
    ['oss:GetBucketInfo', 'oss:GetBucketReferer', 'oss:GetBucketPolicy', 'oss:GetBucketWorm', 'oss:ListObjects'],
  ],
  ['prepare', cluster, [], ['cs:RunClusterCheck']],
  ['prepare', cluster, ['dedicated'], ['cs:ModifyCluster']],
  ['prepare', balancers, ['dedicated'], ['slb:ModifyLoadBalancerInstanceSpec']],
  ['prepare', balancers, ['dedicated', 'payByLcu'], ['slb:ModifyLoadBalancerInstanceChargeType']],
  ['prepare', instances, ['dedicated', 'install'], ['ecs:InstallCloudAssistant', 'ecs:RebootInstance']],
  ['prepare', policies, ['dedicated', 'rolePolicy'], ['ram:CreatePolicyVersion', 'ram:GetPolicyVersion']],
  ['prepare', policies, ['dedicated', 'ownPolicy'], ['ram:CreatePolicy', 'ram:AttachPolicyToRole']],
  ['prepare', bucket, ['dedicated', 'createBucket'], ['oss:PutBucket']],
  ['prepare', bucket, ['dedicated', 'bucket'], ['oss:PutBucketReferer']],
  ['migrate', cluster, [], ['cs:MigrateCluster']],
  ['clean-up', instances, ['dedicated', 'remove'], ['ecs:ModifyInstanceAttribute']],
  ['clean-up', bucket, ['dedicated', 'bucket'], ['oss:ListObjectVersions']],
  ['clean-up', objects, ['dedicated', 'bucket'], ['oss:DeleteObject', 'oss:DeleteObjectVersion']],
  ['clean-up', bucket, ['dedicated', 'createBucket'], ['oss:DeleteBucket']],
  ['clean-up', policies, ['dedicated', 'ownPolicy'], ['ram:DetachPolicyFromRole', 'ram:DeletePolicy']],
];

export const permissions: readonly Permission[] = rows.flatMap(([phase, resource, needs, actions]) =>
  actions.map((action) => ({ phase, action, resource, needs })),
);

/** What a document asks for, as far as it decides which permissions and acts are needed. */
export const needsOf = (spec: AckClusterSpec, dedicated: boolean): readonly Need[] => {
  const { migrationBucket: wanted, masters, apiServerLoadBalancer } = spec;
  const needs: readonly (readonly [Need, boolean])[] = [
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

/** The permissions for these needs, their places filled in. */
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

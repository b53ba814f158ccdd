import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import type { RamPolicy } from '../../src/app/ram-policy.ts';
import type { RbacObject } from '../../src/app/rbac.ts';
import { keys, openCloud, type Cloud } from './cloud.ts';

type Json = Readonly<Record<string, unknown>>;

interface Sample extends Json {
  readonly ack: { readonly clusters: readonly [Json & { readonly kubernetes?: Json }] };
  readonly oss: Json;
  readonly slb: Json & { readonly loadBalancers: readonly [Json] };
  readonly ram: Json & { readonly roles: readonly Json[] };
}

const sampleOf = (name: string): Sample => parse(readFileSync(`worlds/${name}.yaml`, 'utf8')) as Sample;

const documentOf = (cluster: string, bucket: string, more = ''): string => `apiVersion: onward/v1
kind: AckCluster
metadata: { name: prod-hangzhou }
spec:
  clusterId: ${cluster}
  region: cn-hangzhou
  edition: pro
  migrationBucket: { name: prod-move, ${bucket} }
  masters: { cloudAssistant: install, systemPods: evict }
  attestations: { allowList: "not required", backup: "velero, today" }
${more}`;

const dedicated = sampleOf('dedicated');
const clusterId = 'c82e6987e2961451182edacd74faf0003';

const refused = (action: string, nth = 1): object => ({
  match: { action, nth },
  effect: { refuse: { status: 400, code: 'ModifySpecNotAllowed' } },
});

/** A world, a document, and what goes wrong on the way; together they need every line that a world can need. */
export interface Story {
  readonly name: string;
  readonly world: Sample;
  readonly document: string;
  readonly faults: readonly object[];
  /** Whether the run is given up where it stopped, and so undone. */
  readonly abort: boolean;
}

const [cluster] = dedicated.ack.clusters;
const [balancer] = dedicated.slb.loadBalancers;
const cgpu = { kind: 'DaemonSet', namespace: 'kube-system', name: 'cgpu-installer' };
const letsFewIn = { port: 6443, aclStatus: 'on', aclType: 'white', acl: 'acl-a' };

export const stories = {
  whole: {
    name: 'the whole way of a dedicated cluster',
    world: dedicated,
    document: documentOf(clusterId, 'rotateVersions: true'),
    faults: [],
    abort: false,
  },
  own: {
    name: 'a policy of our own, a bucket that kept versions once, and a listener that lets few in',
    world: {
      ...dedicated,
      ack: { clusters: [{ ...cluster, components: {}, kubernetes: { deployments: [cgpu] } }] },
      oss: { buckets: [{ name: 'prod-move', region: 'cn-hangzhou', versioning: 'Suspended' }] },
      slb: {
        acls: [{ id: 'acl-a', entries: ['0.0.0.0/0'] }],
        loadBalancers: [{ ...balancer, listeners: [letsFewIn] }],
      },
    },
    document: documentOf(clusterId, 'grantIn: ownPolicy'),
    faults: [],
    abort: false,
  },
  created: {
    name: 'a new bucket, a load balancer paid by use, and a run that is given up',
    world: { ...dedicated, oss: { buckets: [] } },
    document: documentOf(
      clusterId,
      'create: true, rotateVersions: true',
      '  apiServerLoadBalancer: { ifSpecRefused: payByLcu }\n',
    ),
    faults: [refused('ModifyLoadBalancerInstanceSpec'), refused('RunClusterCheck', 2)],
    abort: true,
  },
} as const satisfies Record<string, Story>;

interface Granted {
  readonly ram: RamPolicy;
  readonly kubernetes: readonly RbacObject[];
  /** What the other key has, which plans; the owner’s everything where nothing is said. */
  readonly planner?: RamPolicy;
  readonly env?: Readonly<Record<string, string>>;
}

/**
 * Where the twin asks about another resource than the vendor’s services: about the instance whose disks are listed, and
 * about the bucket from which many objects are deleted.
 */
const asTheTwinAsks = ({ Version, Statement }: RamPolicy): RamPolicy => ({
  Version,
  Statement: Statement.map((one) => {
    const { Action, Resource } = one;
    if (Action.includes('ecs:DescribeDisks')) return { ...one, Resource: [...Resource, 'acs:ecs:*:*:instance/*'] };
    if (Action.some((action) => /^oss:DeleteObject/.test(action)))
      return { ...one, Resource: [...Resource, 'acs:oss:*:*:prod-move'] };
    return one;
  }),
});

export interface RbacRule {
  readonly apiGroups: readonly string[];
  readonly resources: readonly string[];
  readonly resourceNames?: readonly string[];
  readonly verbs: readonly string[];
}

/** Rules as a world writes them. */
const accessRules = (objects: readonly RbacObject[]): readonly object[] =>
  objects.flatMap(({ rules = [], metadata }) => {
    const { namespace } = metadata as { readonly namespace?: string };
    return (rules as readonly RbacRule[]).map(({ apiGroups, resources, resourceNames, verbs }) => ({
      verbs,
      groups: apiGroups,
      resources,
      ...(resourceNames === undefined ? {} : { names: resourceNames }),
      ...(namespace === undefined ? {} : { namespaces: [namespace] }),
    }));
  });

/** The story’s cloud, where the operator may do what was granted and nothing else. */
export const openStory = ({ world, document }: Story, { ram, kubernetes, planner, env }: Granted): Promise<Cloud> => {
  const [cluster] = world.ack.clusters;
  const roleOf = (name: string, policy: RamPolicy) => ({
    ...{ name, policies: [{ name: `onward-${name}`, document: asTheTwinAsks(policy) }] },
  });
  const operator = roleOf('operator', ram);
  const planners = planner === undefined ? [] : [roleOf('planner', planner)];
  const access = { enforce: true, rules: accessRules(kubernetes) };
  return openCloud(
    {
      ...world,
      account: {
        accessKeys: [
          { id: keys.operator, secret: 'twin-secret', role: operator.name },
          { id: keys.owner, secret: 'twin-secret', ...(planner === undefined ? {} : { role: 'planner' }) },
        ],
      },
      ram: { ...world.ram, enforce: true, roles: [...world.ram.roles, operator, ...planners] },
      ack: { clusters: [{ ...cluster, kubernetes: { ...cluster.kubernetes, access } }] },
    },
    document,
    env,
  );
};

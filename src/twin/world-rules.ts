import type { World, WorldCluster } from './world-schema.ts';
import { readDocument } from './access/policy-document.ts';
import { readTrust } from './access/trust.ts';
import { findDeadAction, findDeadView } from './fault-rules.ts';
import { findObjectContradictions } from './kubernetes/contradictions.ts';
import { defaultMinutes } from './migration.ts';
import { findAocContradictions } from './services/aoc/contradictions.ts';

/** A contradiction that no schema can see. */
interface Contradiction {
  readonly pointer: string;
  readonly summary: string;
  readonly remedy?: string;
}

/** What a rule about one cluster finds; pointers are within the cluster. */
type ClusterRule = (cluster: WorldCluster) => readonly Contradiction[];

const downWithinTotal: ClusterRule = ({ migrate: { minutes = defaultMinutes.total, apiDownMinutes = 0 } = {} }) =>
  apiDownMinutes <= minutes
    ? []
    : [
        {
          pointer: '/migrate/apiDownMinutes',
          summary: `apiDownMinutes is ${apiDownMinutes}, the whole migration takes ${minutes}`,
          remedy: 'make it at most minutes',
        },
      ];

const startedWithinTotal: ClusterRule = ({ migrate: { minutes = defaultMinutes.total } = {}, migrating }) =>
  migrating === undefined || migrating.startedMinutesAgo < minutes
    ? []
    : [
        {
          pointer: '/migrating/startedMinutesAgo',
          summary: `a migration of ${minutes} minutes that started ${migrating.startedMinutesAgo} minutes ago is over`,
          remedy: 'make it less than migrate.minutes',
        },
      ];

const migratesToPro: ClusterRule = ({ type = 'ManagedKubernetes', spec = '', migrating, state = 'running' }) => {
  const pointer = '/migrating';
  if (migrating === undefined) return [];
  if (type === 'ManagedKubernetes' && spec.startsWith('ack.pro'))
    return [{ pointer, summary: `a cluster of spec ${spec} has nothing to migrate to` }];
  return state === 'running'
    ? []
    : [{ pointer, summary: `migrating says what the state is; ${state} contradicts it`, remedy: 'leave state out' }];
};

const mastersOfDedicated: ClusterRule = ({ type = 'ManagedKubernetes', masters = [] }) =>
  type === 'Kubernetes' || masters.length === 0
    ? []
    : [
        {
          pointer: '/masters',
          summary: 'a managed cluster has no masters of its own',
          remedy: 'leave masters out, or set type: Kubernetes',
        },
      ];

const specOfDedicated: ClusterRule = ({ type, spec = '' }) =>
  type !== 'Kubernetes' || spec === ''
    ? []
    : [
        {
          pointer: '/spec',
          summary: `a dedicated cluster has no spec; ${spec} is one of managed clusters`,
          remedy: 'leave spec out',
        },
      ];

const nodesAmongWorkers: ClusterRule = ({ workers, nodes = [] }) =>
  workers === undefined || nodes.length <= workers
    ? []
    : [
        {
          pointer: '/nodes',
          summary: `nodes gives ${nodes.length} workers, workers says ${workers}`,
          remedy: 'raise workers or leave it out',
        },
      ];

const rules: readonly ClusterRule[] = [
  downWithinTotal,
  startedWithinTotal,
  migratesToPro,
  mastersOfDedicated,
  specOfDedicated,
  nodesAmongWorkers,
];

/** The second and later of those that are alike. */
function repeated(values: readonly (string | undefined)[]): readonly number[] {
  return values.flatMap((value, index) => (value !== undefined && values.indexOf(value) < index ? [index] : []));
}

function nodeNames({ masters = [], nodes = [] }: WorldCluster): readonly Contradiction[] {
  const paths = [...masters.map((_, index) => `/masters/${index}`), ...nodes.map((_, index) => `/nodes/${index}`)];
  return repeated([...masters, ...nodes].map(({ name }) => name)).map((index) => ({
    pointer: `${paths[index] ?? ''}/name`,
    summary: 'another node has this name already',
  }));
}

/** Things that are named by an id or a name, which must be theirs alone. */
function repeatedNames(world: World): readonly Contradiction[] {
  const lists: readonly (readonly [
    pointer: string,
    key: 'id' | 'name' | 'issuer',
    values: readonly (string | undefined)[] | undefined,
  ])[] = [
    ['/ecs/instances', 'id', world.ecs?.instances?.map(({ id }) => id)],
    ['/slb/loadBalancers', 'id', world.slb?.loadBalancers?.map(({ id }) => id)],
    ['/slb/acls', 'id', world.slb?.acls?.map(({ id }) => id)],
    ['/vpc/vSwitches', 'id', world.vpc?.vSwitches?.map(({ id }) => id)],
    ['/vpc/eips', 'id', world.vpc?.eips?.map(({ id }) => id)],
    ['/ram/roles', 'name', world.ram?.roles?.map(({ name }) => name)],
    ['/ram/oidcProviders', 'name', world.ram?.oidcProviders?.map(({ name }) => name)],
    ['/ram/oidcProviders', 'issuer', world.ram?.oidcProviders?.map(({ issuer }) => issuer)],
    ['/oss/buckets', 'name', world.oss?.buckets?.map(({ name }) => name)],
    ['/aoc/clusters', 'name', world.aoc?.clusters?.map(({ name }) => name)],
    ['/aoc/clusters', 'id', world.aoc?.clusters?.map(({ id }) => id)],
    ['/aoc/machines', 'id', world.aoc?.machines?.map(({ id }) => id)],
  ];
  return lists.flatMap(([pointer, key, values = []]) =>
    repeated(values).map((index) => ({
      pointer: `${pointer}/${index}/${key}`,
      summary: `another one has this ${key} already`,
    })),
  );
}

/** A policy that the twin could not read would allow nothing, and nobody would see why. */
function badPolicies(world: World): readonly Contradiction[] {
  const remedy = 'give it Version: "1" and a list Statement, each with Effect, Action and Resource';
  const keys = (world.account?.accessKeys ?? []).map(
    ({ policy }, index) => [`/account/accessKeys/${index}/policy`, policy, 'ram'] as const,
  );
  const buckets = (world.oss?.buckets ?? []).map(
    ({ policy }, index) => [`/oss/buckets/${index}/policy`, policy, 'bucket'] as const,
  );
  return [...keys, ...buckets].flatMap(([pointer, policy, of]) =>
    policy === undefined || policy === null || readDocument(policy, of) !== undefined
      ? []
      : [{ pointer, summary: 'this is no policy document', remedy }],
  );
}

/** A role that lets nobody in would refuse every token, and nobody would see why. */
const badTrusts = (world: World): readonly Contradiction[] =>
  (world.ram?.roles ?? []).flatMap(({ trust }, index) =>
    trust === undefined || readTrust(trust) !== undefined
      ? []
      : [
          {
            pointer: `/ram/roles/${index}/trust`,
            summary: 'this is no trust policy',
            remedy: 'give it Version: "1" and a list Statement, each with Effect, Action and Principal',
          },
        ],
  );

/** Rules that can never do anything. */
const deadFaults = (world: World): readonly Contradiction[] =>
  (world.faults ?? []).flatMap((rule, index) => {
    const found = [
      { pointer: `/faults/${index}/match/action`, summary: findDeadAction(rule) },
      { pointer: `/faults/${index}/effect/stale/of`, summary: findDeadView(rule) },
    ];
    return found.flatMap(({ pointer, summary }) => (summary === undefined ? [] : [{ pointer, summary }]));
  });

export function findContradictions(world: World): readonly Contradiction[] {
  const clusters = world.ack?.clusters ?? [];
  const keys = world.account?.accessKeys;
  const start = world.now === undefined ? 0 : Date.parse(world.now);
  return [
    ...(Number.isNaN(start) ? [{ pointer: '/now', summary: 'now is no date there is' }] : []),
    ...(keys?.length === 0
      ? [
          {
            pointer: '/account/accessKeys',
            summary: 'without an access key nobody may call',
            remedy: 'leave accessKeys out for the default one',
          },
        ]
      : []),
    ...repeated((keys ?? []).map(({ id }) => id)).map((index) => ({
      pointer: `/account/accessKeys/${index}/id`,
      summary: 'another access key has this id already',
    })),
    ...repeatedNames(world),
    ...[badPolicies, badTrusts, findAocContradictions, deadFaults].flatMap((rule) => rule(world)),
    ...repeated(clusters.map(({ id }) => id)).map((index) => ({
      pointer: `/ack/clusters/${index}/id`,
      summary: 'another cluster has this id already',
    })),
    ...clusters.flatMap((cluster, index) =>
      [...rules.flatMap((rule) => rule(cluster)), ...nodeNames(cluster), ...findObjectContradictions(cluster)].map(
        (found) => ({
          ...found,
          pointer: `/ack/clusters/${index}${found.pointer}`,
        }),
      ),
    ),
  ];
}

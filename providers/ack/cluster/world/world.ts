import type { Desired } from '../../../../src/core/desired.ts';
import type { Json } from '../../../../src/core/fact.ts';
import type { Observed } from '../../../../src/core/observed.ts';
import type { WorldForm, WorldPart } from '../../../../src/core/world-part.ts';
import type { World, WorldCheckItem, WorldCluster } from '../../../../src/generated/world.ts';
import { factOf, listOf } from '../dedicated-facts.ts';
import { specOf } from '../spec.ts';
import { balancersOf, bucketOf, instancesOf, networkOf } from './around.ts';
import { apiServicesOf, componentsOf, insideOf, parkedTerway, systemPodsOn } from './inside.ts';
import { mastersOf, workersOf } from './nodes.ts';
import { given, isThere, minutesBetween, rowsIn, textOf, type Known } from './parts.ts';
import { roleOf } from './role.ts';

const profiles = ['Default', 'Edge', 'Serverless', 'Lingjun'] as const;

const internetOf = ({ facts }: Known): WorldCluster['internet'] => {
  if (isThere(factOf(facts, 'eip'))) return 'eip';
  return isThere(factOf(facts, 'publicSlb')) || isThere(factOf(facts, 'cluster.publicEndpoint'))
    ? 'loadBalancer'
    : undefined;
};

const itemOf = (item: Readonly<Record<string, unknown>>): WorldCheckItem => {
  const text = (name: string): string | undefined => (item[name] === '' ? undefined : String(item[name]));
  const link = text('link');
  return given<WorldCheckItem>({
    group: text('group'),
    name: String(item['item']),
    status: item['status'] === 'warning' ? 'warning' : 'fail',
    message: text('message'),
    resource: text('resource'),
    extra: link === undefined ? undefined : { link },
  }) as WorldCheckItem;
};

/** The vendor's check that was made last, as it was. One that still runs is none yet. */
const checksOf = ({ facts, at }: Known): WorldCluster['checks'] => {
  const newest = facts['precheck.newest'];
  if (typeof newest !== 'object' || newest === null || Array.isArray(newest)) return undefined;
  const { id, status, finishedAt } = newest as Readonly<Record<string, Json>>;
  if (typeof id !== 'string' || typeof finishedAt !== 'string' || finishedAt === '') return undefined;
  const failed = rowsIn(newest as Readonly<Record<string, Json>>, 'failed').map(itemOf);
  return {
    existing: [
      {
        id,
        finishedMinutesAgo: minutesBetween(finishedAt, at),
        status: status === 'Failed' ? 'Failed' : 'Succeeded',
        ...(failed.length === 0 ? {} : { items: failed }),
      },
    ],
  };
};

const isMigration = (type: unknown): boolean => /migrat/i.test(String(type));

/** A migration that is under way is one, and no row of a list. */
const standingOf = ({ facts, at }: Known): Pick<WorldCluster, 'tasks' | 'migrating' | 'state'> => {
  const running = rowsIn(facts, 'cluster.tasks');
  const migration = running.find(({ type }) => isMigration(type));
  const tasks = running
    .filter((task) => task !== migration)
    .map(({ id, type, created }) => given({ id: String(id), type: String(type), created: textIn(created) }));
  return given<Pick<WorldCluster, 'tasks' | 'migrating' | 'state'>>({
    state: migration === undefined ? textOf(facts, 'cluster.state') : undefined,
    tasks: tasks.length === 0 ? undefined : (tasks as { type: string }[]),
    migrating:
      migration === undefined ? undefined : { startedMinutesAgo: minutesBetween(String(migration['created']), at) },
  });
};

const textIn = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);

const upkeepOf = ({ facts }: Known): Pick<WorldCluster, 'autoUpgrade' | 'maintenanceWindow'> => {
  const upgrade = facts['cluster.autoUpgrade'] as { enabled?: boolean; channel?: string } | null | undefined;
  const window = facts['cluster.maintenance'] as Readonly<Record<string, string | boolean>> | null | undefined;
  return given<Pick<WorldCluster, 'autoUpgrade' | 'maintenanceWindow'>>({
    autoUpgrade: !isThere(upgrade)
      ? undefined
      : given({ enabled: upgrade.enabled, channel: textIn(upgrade.channel) as 'patch' | undefined }),
    maintenanceWindow: !isThere(window)
      ? undefined
      : given({
          enable: window['enabled'] === true,
          time: textIn(window['time']),
          duration: textIn(window['duration']),
          weeklyPeriod: textIn(window['weekly']),
        }),
  });
};

const endpointOf = ({ facts }: Known): string | undefined => {
  const id = factOf(facts, 'cluster.endpoint')?.id ?? factOf(facts, 'slb')?.id;
  return !isThere(id) || !/^n?lb-/.test(id) ? undefined : id;
};

/** Where load balancers lie of which a world says no more: those with masters behind them are in the cluster's network. */
const usualNetwork = 'vpc-twin';

const clusterOf = (known: Known): WorldCluster => {
  const { spec, facts } = known;
  const switches = listOf(facts, 'vswitches').map(({ id }) => id);
  const masters = mastersOf(known)?.map((master) => {
    const systemPods = systemPodsOn(master.name ?? '', known);
    return systemPods.length === 0 ? master : { ...master, systemPods };
  });
  const components = componentsOf(known);
  return given<WorldCluster>({
    id: spec.clusterId,
    name: textOf(facts, 'cluster.name'),
    type: facts['cluster.type'] === 'Kubernetes' ? 'Kubernetes' : undefined,
    spec: facts['cluster.spec'] as WorldCluster['spec'],
    profile: profiles.find((one) => one === facts['cluster.profile']),
    version: textOf(facts, 'cluster.version'),
    region: textOf(facts, 'cluster.region') ?? spec.region,
    timezone: factOf(facts, 'cluster.timezone'),
    tags: Object.fromEntries(listOf(facts, 'cluster.tags').map(({ key, value }) => [key, value])),
    ...standingOf(known),
    ...workersOf(known),
    masters,
    loadBalancer: endpointOf(known),
    components: Object.keys(components).length === 0 ? undefined : components,
    apiServices: apiServicesOf(known),
    ...upkeepOf(known),
    checks: checksOf(known),
    masterRole: factOf(facts, 'ram.role') ?? undefined,
    internet: internetOf(known),
    vpc: listOf(facts, 'masters.balanced').length === 0 ? undefined : usualNetwork,
    vSwitches: switches.length === 0 ? undefined : (switches as [string, ...string[]]),
    kubernetes: insideOf(known),
  });
};

const assumptions = (known: Known): readonly string[] => [
  'the migration takes as long as a usual one, and the API server is away for a usual part of it',
  "the vendor's next pre-check finds nothing",
  ...(factOf(known.facts, 'masters.systemPods')?.length ? ['no disruption budget holds a pod back'] : []),
  ...(listOf(known.facts, 'masters.instances').length > 0 ? ['a master that is rebooted comes back'] : []),
  ...(parkedTerway(known) ? ['the custom pod configuration of Terway is not parked yet'] : []),
];

const worldOf = (desired: Desired, observed: Observed): WorldPart => {
  const known: Known = { spec: specOf(desired), facts: observed.facts, at: Date.parse(observed.at) };
  const account = textOf(observed.facts, 'account.id');
  const world = given<Omit<World, 'apiVersion' | 'kind'>>({
    account: account === undefined ? undefined : { id: account },
    ack: { clusters: observed.state === 'present' ? [clusterOf(known)] : [] },
    ecs: instancesOf(known),
    slb: balancersOf(known),
    vpc: networkOf(known),
    ram: roleOf(known),
    oss: bucketOf(known),
  });
  return {
    world: world as WorldPart['world'],
    assumed: assumptions(known),
    watched: { what: 'api', cluster: known.spec.clusterId },
  };
};

/** The calls of each operation that changes something (ACK, ECS, SLB, RAM and OSS API references; in a cluster verb and resource). */
const calls = {
  'ack.precheck/1': ['RunClusterCheck'],
  'ack.set-timezone/1': ['ModifyCluster'],
  'ack.create-bucket/1': ['PutBucket'],
  'ack.allow-empty-referer/1': ['PutBucketReferer'],
  'ack.refuse-empty-referer/1': ['PutBucketReferer'],
  'ack.grant-bucket/1': ['CreatePolicyVersion', 'DeletePolicyVersion'],
  'ack.revoke-bucket/1': ['CreatePolicyVersion', 'DeletePolicyVersion'],
  'ack.create-own-policy/1': ['CreatePolicy'],
  'ack.attach-own-policy/1': ['AttachPolicyToRole'],
  'ack.detach-own-policy/1': ['DetachPolicyFromRole'],
  'ack.delete-own-policy/1': ['DeletePolicy'],
  'ack.install-assistant/1': ['InstallCloudAssistant'],
  'ack.cordon/1': ['patch nodes'],
  'ack.uncordon/1': ['patch nodes'],
  'ack.evict-pod/1': ['create pods/eviction'],
  'ack.back-up-terway/1': ['create configmaps', 'patch configmaps'],
  'ack.delete-terway-backup/1': ['delete configmaps'],
  'ack.scale-terway/1': ['patch deployments', 'patch deployments/scale'],
  'ack.remove-webhook/1': ['delete mutatingwebhookconfigurations', 'delete validatingwebhookconfigurations'],
  'ack.restore-webhook/1': ['create mutatingwebhookconfigurations', 'create validatingwebhookconfigurations'],
  'ack.point-virtual-node/1': ['patch deployments'],
  'ack.migrate/1': ['MigrateCluster'],
  'ack.protect-instance/1': ['ModifyInstanceAttribute'],
  'ack.change-tier/1': ['ModifyCluster'],
  'ack.reboot-master/1': ['RebootInstance'],
  'ack.upgrade-slb/1': ['ModifyLoadBalancerInstanceSpec'],
  'ack.slb-pay-by-lcu/1': ['ModifyLoadBalancerInstanceChargeType'],
  'ack.remove-node/1': ['delete nodes'],
  'ack.delete-etcd-copy/1': ['DeleteMultipleObjects'],
  'ack.delete-bucket/1': ['DeleteBucket'],
} as const;

/** How a cluster is rehearsed. */
export const worldForm: WorldForm = { of: worldOf, calls };

import { flagIn, listIn, objectIn, textIn, type JsonObject } from '../../../wire/json.ts';
import { mapReading, type Reading } from '../../../wire/reading.ts';
import type {
  BalancerHandoverFact,
  BucketHandoverFact,
  ClusterHandoverFact,
  NodePoolFact,
} from '../handover/shapes.ts';
import type { LoadBalancer } from '../../clients/slb-answers.ts';
import { readGrantHandover } from './handover-policies.ts';
import { plain } from './plain.ts';
import type { Reads } from './reads.ts';
import { topic } from './topic.ts';

const texts = (object: JsonObject, name: string): readonly string[] =>
  (listIn(object, name) ?? []).filter((value) => typeof value === 'string');

const clusterFact = (detail: JsonObject): ClusterHandoverFact => ({
  vSwitches: texts(detail, 'vswitch_ids'),
  serviceCidr: textIn(detail, 'service_cidr'),
  podCidr: textIn(detail, 'container_cidr'),
  proxyMode: textIn(detail, 'proxy_mode'),
  domain: textIn(detail, 'cluster_domain'),
  deletionProtection: flagIn(detail, 'deletion_protection') === true,
  rrsa: flagIn(objectIn(detail, 'rrsa_config'), 'enabled') === true,
});

const cluster = topic(
  ['handover.cluster'],
  ({ detail }) => Promise.resolve(detail),
  (value) => ({ 'handover.cluster': plain(clusterFact(value)) }),
);

const balancerFact = (balancer: LoadBalancer): BalancerHandoverFact => ({
  id: balancer.id,
  name: balancer.name,
  spec: balancer.spec,
  chargeType: balancer.chargeType,
  addressType: balancer.addressType,
  vSwitch: balancer.vSwitchId,
  deleteProtection: balancer.deleteProtection,
});

const balancer = topic(
  ['handover.balancer'],
  (reads) => reads.balancer(),
  (value) => ({ 'handover.balancer': value === null ? null : plain(balancerFact(value)) }),
);

/** null where a pool lacks its id: without it nothing can be imported. */
const poolFact = (row: JsonObject): NodePoolFact | null => {
  const [info, group] = [objectIn(row, 'nodepool_info'), objectIn(row, 'scaling_group')];
  if (textIn(info, 'nodepool_id') === '') return null;
  return {
    id: textIn(info, 'nodepool_id'),
    name: textIn(info, 'name'),
    type: textIn(info, 'type'),
    vSwitches: texts(group, 'vswitch_ids'),
    instanceTypes: texts(group, 'instance_types'),
    instanceChargeType: textIn(group, 'instance_charge_type'),
  };
};

const poolFacts = (rows: readonly JsonObject[]): readonly NodePoolFact[] | null => {
  const pools = rows.map(poolFact).filter((pool) => pool !== null);
  if (pools.length < rows.length) return null;
  return pools.sort((a, b) => (a.name + a.id < b.name + b.id ? -1 : 1));
};

const readPools = async ({ clients, target }: Reads): Promise<Reading<readonly NodePoolFact[]>> =>
  mapReading(await clients.cs.describeClusterNodePools(target), poolFacts, 'nodepool_id in each pool');

const nodePools = topic(['handover.nodePools'], readPools, (value) => ({ 'handover.nodePools': plain(value) }));

/** Only a bucket of the account's own is taken over; null where there is none, or none is named. */
const bucket = topic(
  ['handover.bucket'],
  (reads) => reads.bucket(),
  (found) => {
    if (found.state !== 'ours') return { 'handover.bucket': null };
    const fact: BucketHandoverFact = { name: found.info.name, storageClass: found.info.storageClass };
    return { 'handover.bucket': plain(fact) };
  },
);

const grant = topic(['handover.grant'], readGrantHandover, (value) => ({
  'handover.grant': value === null ? null : plain(value),
}));

/** Of every cluster, where they are asked for by name. */
export const handoverTopics = [cluster, balancer, nodePools, bucket, grant] as const;

import type { Facts, Json } from '../../../../src/core/fact.ts';
import type { HandoverArgument, HandoverResource } from '../../../../src/core/handover.ts';
import { parseJson } from '../../../wire/json.ts';
import { factOf, listOf } from '../dedicated-facts.ts';
import type { AckClusterSpec } from '../spec.ts';
import { leaves } from './leaves.ts';
import type {
  BalancerHandoverFact,
  BucketHandoverFact,
  ClusterHandoverFact,
  NodePoolFact,
  PolicyHandoverFact,
} from './shapes.ts';

type Values = Readonly<Record<string, Json>>;

const isSaid = (value: Json): boolean => value !== '' && !(Array.isArray(value) && value.length === 0);

/** What the service said is written; what it left out is left as it is, since neither tool may set it to nothing. */
const resourceOf = (
  { values, leaves: left, ...resource }: Omit<HandoverResource, 'arguments'> & { readonly values: Values },
  more: readonly HandoverArgument[] = [],
): HandoverResource => {
  const all = Object.entries(values);
  const stated = all
    .filter(([, value]) => isSaid(value))
    .map(([name, value]) => ({ name, value, as: 'value' as const }));
  const unsaid = all.filter(([, value]) => !isSaid(value)).map(([name]) => name);
  return { ...resource, arguments: [...stated, ...more], leaves: [...left, ...unsaid].sort() };
};

/** Arguments that the documents of both tools call current; types and import ids as their reference pages give them. */
const clusterOf = (facts: Facts, { clusterId }: AckClusterSpec, fact: ClusterHandoverFact): HandoverResource =>
  resourceOf({
    part: '',
    terraform: 'alicloud_cs_managed_kubernetes',
    pulumi: 'alicloud:cs/managedKubernetes:ManagedKubernetes',
    id: clusterId,
    values: {
      name: factOf(facts, 'cluster.name') ?? '',
      cluster_spec: factOf(facts, 'cluster.spec') ?? '',
      vswitch_ids: fact.vSwitches,
      service_cidr: fact.serviceCidr,
      pod_cidr: fact.podCidr,
      proxy_mode: fact.proxyMode,
      cluster_domain: fact.domain,
      timezone: factOf(facts, 'cluster.timezone') ?? '',
      deletion_protection: fact.deletionProtection,
      // Said only where it is on: it cannot be switched off, and older details do not have it.
      enable_rrsa: fact.rrsa ? true : '',
    },
    leaves: leaves.cluster,
  });

/** The sizes that the argument takes; one that is shared, or paid by use, has none to state. */
const statedSpec = ({ spec, chargeType }: BalancerHandoverFact): string =>
  chargeType !== 'PayByCLCU' && /^slb\.s[1-4]\.(small|medium|large)$/.test(spec) ? spec : '';

const balancerOf = (fact: BalancerHandoverFact): HandoverResource =>
  resourceOf({
    part: 'api',
    terraform: 'alicloud_slb_load_balancer',
    pulumi: 'alicloud:slb/applicationLoadBalancer:ApplicationLoadBalancer',
    id: fact.id,
    values: {
      load_balancer_name: fact.name,
      address_type: fact.addressType,
      vswitch_id: fact.vSwitch,
      load_balancer_spec: statedSpec(fact),
      instance_charge_type: fact.chargeType,
      delete_protection: fact.deleteProtection,
    },
    leaves: leaves.balancer,
  });

const nodePoolOf = ({ clusterId }: AckClusterSpec, pool: NodePoolFact): HandoverResource =>
  resourceOf({
    part: pool.name === '' ? pool.id : pool.name,
    terraform: 'alicloud_cs_kubernetes_node_pool',
    pulumi: 'alicloud:cs/nodePool:NodePool',
    id: `${clusterId}:${pool.id}`,
    values: {
      cluster_id: clusterId,
      node_pool_name: pool.name,
      vswitch_ids: pool.vSwitches,
      instance_types: pool.instanceTypes,
      instance_charge_type: pool.instanceChargeType,
    },
    leaves: leaves.nodePool,
    spelling: { spot_price_limit: 'spotPriceLimits' },
  });

const bucketOf = ({ name, storageClass }: BucketHandoverFact): HandoverResource =>
  resourceOf({
    part: name,
    terraform: 'alicloud_oss_bucket',
    pulumi: 'alicloud:oss/bucket:Bucket',
    id: name,
    values: { bucket: name, storage_class: storageClass },
    leaves: leaves.bucket,
    spelling: { cors_rule: 'corsRules', lifecycle_rule: 'lifecycleRules' },
  });

/** A text that is no JSON is written as it is: neither tool may be shown another policy than the one there is. */
const documentOf = (text: string): HandoverArgument => {
  const parsed = parseJson(text);
  const name = 'policy_document';
  return parsed === undefined ? { name, value: text, as: 'value' } : { name, value: parsed, as: 'text' };
};

const policyOf = ({ name, document }: PolicyHandoverFact): HandoverResource =>
  resourceOf(
    {
      part: name,
      terraform: 'alicloud_ram_policy',
      pulumi: 'alicloud:ram/policy:Policy',
      id: name,
      values: { policy_name: name },
      leaves: leaves.policy,
    },
    [documentOf(document)],
  );

const attachmentsOf = ({ name, roles }: PolicyHandoverFact): readonly HandoverResource[] =>
  roles.map((role) =>
    resourceOf({
      part: `${name}-${role}`,
      terraform: 'alicloud_ram_role_policy_attachment',
      pulumi: 'alicloud:ram/rolePolicyAttachment:RolePolicyAttachment',
      id: `role:${name}:Custom:${role}`,
      values: { policy_name: name, policy_type: 'Custom', role_name: role },
      leaves: [],
    }),
  );

/** Everything that is taken over, from facts that were all read. */
export const resourcesOf = (facts: Facts, spec: AckClusterSpec): readonly HandoverResource[] => {
  const cluster = factOf(facts, 'handover.cluster');
  const balancer = factOf(facts, 'handover.balancer') ?? null;
  const bucket = factOf(facts, 'handover.bucket') ?? null;
  const policies = factOf(facts, 'handover.grant')?.policies ?? [];
  return [
    ...(cluster === undefined ? [] : [clusterOf(facts, spec, cluster)]),
    ...(balancer === null ? [] : [balancerOf(balancer)]),
    ...listOf(facts, 'handover.nodePools').map((pool) => nodePoolOf(spec, pool)),
    ...(bucket === null ? [] : [bucketOf(bucket)]),
    ...policies.map(policyOf),
    ...policies.flatMap(attachmentsOf),
  ];
};

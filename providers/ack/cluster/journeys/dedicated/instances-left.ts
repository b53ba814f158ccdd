import type { LeftBehind } from '../../../../../src/core/kind.ts';
import type { Span } from '../../../../../src/core/step.ts';
import { factOf, listOf } from '../../dedicated-facts.ts';
import type { MasterInstanceFact } from '../../fact-shapes.ts';
import { byRead, sayIt } from './duty-of.ts';
import type { Situation } from './situation.ts';

/** The schema has proven it a span. */
const reviewOf = ({ spec }: Situation): Span => spec.masters.reviewAfter as Span;

const idsOf = (instances: readonly MasterInstanceFact[]): string => instances.map(({ id }) => id).join(', ');

const release = (region: string, id: string): string =>
  `aliyun ecs ModifyInstanceAttribute --region ${region} --InstanceId ${id} --DeletionProtection false && ` +
  `aliyun ecs DeleteInstance --RegionId ${region} --InstanceId ${id} --Force true`;

const payAsYouGo = (situation: Situation, instances: readonly MasterInstanceFact[]): LeftBehind => ({
  what: `${instances.length} master ECS (pay-as-you-go) ${idsOf(instances)}`,
  billed: true,
  remedy: `once nothing of yours is on them, release: ${instances.map(({ id }) => release(situation.spec.region, id)).join('; ')}`,
  due: reviewOf(situation),
  ...byRead('masterInstances', { instances: instances.map(({ id }) => id) }),
});

const subscribed = (situation: Situation, instances: readonly MasterInstanceFact[]): LeftBehind => ({
  what: `${instances.length} master ECS (subscription) ${idsOf(instances)}`,
  billed: true,
  remedy: `unsubscribe them in the console, or let them expire: ${instances
    .map(
      ({ id, expires }) =>
        `${id} on ${expires || 'a day that was not told'} (aliyun ecs ModifyInstanceAutoRenewAttribute --RegionId ${situation.spec.region} --InstanceId ${id} --RenewalStatus NotRenewal)`,
    )
    .join('; ')}; where they stay until then, ${sayIt('masterSubscriptions')}`,
  due: reviewOf(situation),
  ...byRead('masterSubscriptions', { instances: instances.map(({ id }) => id) }),
});

/** Disks that a release of their instance leaves; also those of which the service does not say. */
const disks = (situation: Situation): readonly LeftBehind[] => {
  const left = listOf(situation.facts, 'masters.disks').filter(({ deleteWithInstance }) => deleteWithInstance !== true);
  if (left.length === 0) return [];
  const commands = left.map(({ id }) => `aliyun ecs DeleteDisk --region ${situation.spec.region} --DiskId ${id}`);
  return [
    {
      what: `${left.length} ${left.length === 1 ? 'disk that outlives its' : 'disks that outlive their'} master ${left.map(({ id, instance, sizeGib }) => `${id} (${sizeGib} GiB, ${instance})`).join(', ')}`,
      billed: true,
      remedy: `after the release, once you need nothing on them: ${commands.join('; ')}`,
      due: reviewOf(situation),
      ...byRead('masterDisks', { disks: left.map(({ id }) => id) }),
    },
  ];
};

/**
 * Two duties of one load balancer: who came by its address needs another way in at once; it may go, and costs until then,
 * when the last of them has one.
 */
const publicBalancer = (situation: Situation): readonly LeftBehind[] => {
  const { spec, facts } = situation;
  const lost = factOf(facts, 'publicSlb') ?? null;
  if (lost === null) return [];
  const inside = factOf(facts, 'cluster.endpoint')?.id ?? null;
  return [
    {
      what: `public API address ${lost.address} that answers no more`,
      billed: false,
      remedy: `bind an EIP to the private load balancer: aliyun cs ModifyCluster --ClusterId ${spec.clusterId} --body '{"api_server_eip":true,"api_server_eip_id":"<eip id>"}' (restarts the API servers one by one); change kubeconfigs and CI`,
      code: 'ACK124',
      due: '1d',
      ...byRead('publicAddress', { loadBalancer: lost.id, address: lost.address, inside }),
    },
    {
      what: `public load balancer ${lost.id} with nothing behind it`,
      billed: true,
      remedy: `once no kubeconfig names it any more: aliyun slb DeleteLoadBalancer --RegionId ${spec.region} --LoadBalancerId ${lost.id}`,
      due: reviewOf(situation),
      ...byRead('publicBalancer', { loadBalancer: lost.id }),
    },
  ];
};

/** What goes on costing money: the masters' instances and disks, and the public load balancer. */
export const instancesLeft = (situation: Situation): readonly LeftBehind[] => {
  const all = listOf(situation.facts, 'masters.instances');
  const byTerm = all.filter(({ chargeType }) => chargeType === 'PrePaid');
  const byUse = all.filter(({ chargeType }) => chargeType !== 'PrePaid');
  return [
    ...(byUse.length === 0 ? [] : [payAsYouGo(situation, byUse)]),
    ...(byTerm.length === 0 ? [] : [subscribed(situation, byTerm)]),
    ...disks(situation),
    ...publicBalancer(situation),
  ];
};

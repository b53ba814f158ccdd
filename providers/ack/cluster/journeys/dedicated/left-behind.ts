import type { LeftBehind } from '../../../../../src/core/kind.ts';
import { pipelinesIn } from '../pipelines.ts';
import { factOf, listOf } from '../../dedicated-facts.ts';
import { componentsLeft } from './components-left.ts';
import { byRead, byWord, sayIt } from './duty-of.ts';
import { instancesLeft } from './instances-left.ts';
import { removable } from './nodes.ts';
import type { Situation } from './situation.ts';

/** Node objects that the plan does not remove: all of them where they are kept, else those it cannot tell by instance. */
const nodeObjects = (situation: Situation): readonly LeftBehind[] => {
  const { spec, facts } = situation;
  const removed = spec.masters.afterMigration === 'remove' ? removable(situation) : [];
  const left = listOf(facts, 'masters.objects').filter((object) => !removed.includes(object));
  if (left.length === 0) return [];
  return [
    {
      what: `${left.length} dead Node objects ${left.map(({ name }) => name).join(', ')}`,
      billed: false,
      remedy: left.map(({ name }) => `kubectl delete node ${name}`).join('; '),
      due: '7d',
      ...byRead('nodeObjects', { nodes: left.map(({ name, uid }) => ({ name, uid })) }),
    },
  ];
};

/** A grant that was there before this plan is not this plan's to take back. */
const olderGrant = ({ spec, facts }: Situation): readonly LeftBehind[] => {
  const allowed = factOf(facts, 'ram.grant')?.is === 'allowed';
  const policies = listOf(facts, 'ram.candidates').filter(({ holdsOurs }) => holdsOurs);
  if (!allowed || policies.length === 0) return [];
  const bucket = spec.migrationBucket?.name ?? '';
  return [
    {
      what: `the older grant on oss://${bucket}/* in ${policies.map(({ name }) => name).join(', ')}`,
      billed: false,
      remedy: 'take the statement out in the RAM console; no master needs it any more',
      due: '7d',
      ...byRead('olderGrant', {
        bucket,
        role: factOf(facts, 'ram.role') ?? '',
        policies: policies.map(({ name }) => name),
      }),
    },
  ];
};

const workerRole = ({ facts }: Situation): readonly LeftBehind[] => {
  const role = factOf(facts, 'cluster.workerRole') ?? '';
  if (role === '') return [];
  return [
    {
      what: `workers' role ${role} with the rights of a dedicated cluster`,
      billed: false,
      remedy: `after a week of ActionTrail without use, detach what the components no longer need (vendor's page on the worker role); then ${sayIt('workerRole')}`,
      due: '14d',
      ...byWord('workerRole'),
    },
  ];
};

const assistantOutput: LeftBehind = {
  what: 'signing keys in the output of Cloud Assistant',
  billed: false,
  remedy:
    'it is kept 30 days and cannot be deleted: until then let nobody call ecs:DescribeInvocationResults on the masters who may not hold the keys',
  due: '30d',
  duty: { id: 'assistantOutput', ends: 'time', args: {} },
};

const pipeline = ({ spec, facts }: Situation): LeftBehind => {
  const found = pipelinesIn(factOf(facts, 'cluster.tags') ?? []);
  return {
    what:
      found.length === 0 ? 'its code in Terraform or Pulumi, if there is any' : `its code, tagged ${found.join(', ')}`,
    billed: false,
    remedy: `before its next run: terraform state rm alicloud_cs_kubernetes.<name>, write alicloud_cs_managed_kubernetes, terraform import alicloud_cs_managed_kubernetes.<name> ${spec.clusterId} (Pulumi: state delete, then import); then ${sayIt('code')}`,
    code: 'ACK133',
    ...(found.length === 0 ? {} : { due: '1d' }),
    ...byWord('code'),
  };
};

/** What stays behind after dedicated → Pro: what is billed first, then what a person must replace, then what only lasts. */
export const leftBehind = (situation: Situation): readonly LeftBehind[] => [
  ...instancesLeft(situation),
  ...nodeObjects(situation),
  ...componentsLeft(situation),
  ...olderGrant(situation),
  ...workerRole(situation),
  assistantOutput,
  pipeline(situation),
];

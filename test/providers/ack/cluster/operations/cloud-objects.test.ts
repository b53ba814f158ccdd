import { describe, expect, it } from 'vitest';
import { operations } from '../../../../../providers/ack/cluster/operations/all.ts';
import { task } from '../../scripted-cluster.ts';
import { proveStates, type State } from './prove-states.ts';
import { call, failsWith, fence, since, stubHands, type Cloud } from './stub-hands.ts';
import { samples } from './samples.ts';
import { balancer, dedicated, migrated } from './things.ts';

const named = { ...since, task: 'T-1' };
const later = '2026-11-22T01:00:03Z';
const earlier = '2026-11-22T00:50:00Z';
const zoned = { ...dedicated, timezone: 'Asia/Shanghai' };
const xlarge = { ...migrated, cluster_spec: 'ack.pro.xlarge' };

const cluster = (describeClusterDetail: unknown, tasks: readonly unknown[] = [], known?: unknown): Cloud => ({
  answers: {
    describeClusterDetail,
    describeClusterTasks: tasks,
    describeTaskInfo: known ?? failsWith({ status: 404, code: 'TaskNotFound' }),
  },
});

const modified: readonly State[] = [
  { operation: 'set-timezone', reason: 'it is set', cloud: cluster(zoned), is: 'done', performs: 'Onward.AlreadySo' },
  { operation: 'set-timezone', reason: 'it is not', cloud: cluster(dedicated), since, is: 'not-done' },
  {
    operation: 'set-timezone',
    reason: 'set, and the service still works on it',
    cloud: cluster({ ...zoned, state: 'updating' }),
    since,
    is: 'in-flight',
    performs: 'Onward.UnderWay',
  },
  {
    operation: 'set-timezone',
    reason: 'a task runs that began after the intent',
    cloud: cluster(dedicated, [task('running', later)]),
    since,
    is: 'in-flight',
  },
  {
    operation: 'set-timezone',
    reason: 'a task that runs since before is another story',
    cloud: cluster(dedicated, [task('running', earlier)]),
    since,
    is: 'not-done',
  },
  {
    operation: 'set-timezone',
    reason: 'its own task runs',
    cloud: cluster(zoned, [], task('running', later)),
    since: named,
    is: 'in-flight',
  },
  {
    operation: 'set-timezone',
    reason: 'its own task failed',
    cloud: cluster(dedicated, [], task('failed', later, { error: { code: 'Oh', message: 'no' } })),
    since: named,
    is: 'failed',
    says: 'Oh: no',
  },
  {
    operation: 'set-timezone',
    reason: 'its own task succeeded and the cluster lags behind',
    cloud: cluster(dedicated, [], task('success', later)),
    since: named,
    is: 'in-flight',
  },
  {
    operation: 'set-timezone',
    reason: 'half a cluster',
    cloud: cluster({ ...dedicated, state: '' }),
    is: 'unreadable',
    performs: 'unsent',
  },
  { operation: 'change-tier', reason: 'it has it', cloud: cluster(xlarge), is: 'done' },
  {
    operation: 'change-tier',
    reason: 'of a Pro cluster',
    cloud: cluster(migrated),
    is: 'not-done',
    performs: 'modifyCluster',
  },
  {
    operation: 'change-tier',
    reason: 'a dedicated cluster has no tiers',
    cloud: cluster(dedicated),
    is: 'not-done',
    performs: 'Onward.NotMigrated',
  },
  {
    operation: 'change-tier',
    reason: 'not a tier',
    args: { spec: 'ack.standard' },
    cloud: cluster(migrated),
    is: 'not-done',
    performs: 'Onward.BadArguments',
  },
];

const slb = (over: Readonly<Record<string, unknown>> = {}): Cloud => ({
  answers: { describeLoadBalancerAttribute: balancer(over) },
});
const none: Cloud = { answers: { describeLoadBalancerAttribute: null } };

const balancers: readonly State[] = [
  { operation: 'upgrade-slb', reason: 'shared', cloud: slb(), is: 'not-done', performs: 'modifySpec' },
  { operation: 'upgrade-slb', reason: 'shared, and says nothing', cloud: slb({ spec: '' }), is: 'not-done' },
  {
    operation: 'upgrade-slb',
    reason: 'larger than wanted: never down',
    cloud: slb({ spec: 'slb.s2.medium' }),
    is: 'done',
    performs: 'Onward.AlreadySo',
  },
  {
    operation: 'upgrade-slb',
    reason: 'smaller by size, larger by name',
    args: { spec: 'slb.s3.small' },
    cloud: slb({ spec: 'slb.s2.medium' }),
    is: 'not-done',
    performs: 'modifySpec',
  },
  { operation: 'upgrade-slb', reason: 'it grows with its load', cloud: slb({ spec: 'slb.lcu.elastic' }), is: 'done' },
  {
    operation: 'upgrade-slb',
    reason: 'a size that nobody knows is not small',
    cloud: slb({ spec: 'slb.s4.large' }),
    is: 'unreadable',
    performs: 'unsent',
  },
  {
    operation: 'upgrade-slb',
    reason: 'a subscription makes an order',
    cloud: slb({ payType: 'PrePay' }),
    is: 'not-done',
    performs: 'Onward.Prepaid',
  },
  { operation: 'upgrade-slb', reason: 'it is gone', cloud: none, since, is: 'failed', performs: 'Onward.NotThere' },
  {
    operation: 'slb-pay-by-lcu',
    reason: 'by specification',
    cloud: slb(),
    is: 'not-done',
    performs: 'modifyChargeType',
  },
  { operation: 'slb-pay-by-lcu', reason: 'by load', cloud: slb({ chargeType: 'PayByCLCU' }), is: 'done' },
  {
    operation: 'slb-pay-by-lcu',
    reason: 'a subscription',
    cloud: slb({ payType: 'PrePay' }),
    is: 'not-done',
    performs: 'Onward.Prepaid',
  },
];

proveStates('a change of the cluster', modified);
proveStates('a load balancer', balancers);

describe('what is sent to Container Service', () => {
  it('is the time zone alone', async () => {
    const stub = stubHands(cluster(dedicated));
    const name = 'ack.set-timezone/1';
    await operations[name]!.perform(stub.hands, call(name, samples[name]!.args), fence);
    expect(stub.writes[0]?.sent[1]).toEqual({ timezone: 'Asia/Shanghai' });
  });

  it('is the tier alone', async () => {
    const stub = stubHands(cluster(migrated));
    const name = 'ack.change-tier/1';
    await operations[name]!.perform(stub.hands, call(name, samples[name]!.args), fence);
    expect(stub.writes[0]?.sent[1]).toEqual({ cluster_spec: 'ack.pro.xlarge' });
  });

  it.each([
    { reason: 'the bucket alone', over: {}, also: {} },
    { reason: 'type and spec where the plan names them', over: { type: 'ManagedKubernetes', spec: 'ack.pro.small' } },
    { reason: 'nothing else that the plan holds', over: { note: 'x' }, also: {} },
  ])('is of a dedicated cluster $reason', async ({ over, also }) => {
    const name = 'ack.migrate/1';
    const stub = stubHands({});
    await operations[name]!.perform(stub.hands, call(name, { ...samples[name]!.args, ...over }), fence);
    expect(stub.writes[0]?.sent[1]).toEqual({ ...samples[name]!.args, ...(also ?? over) });
  });
});

import { describe, expect, it } from 'vitest';
import { leastAccess, ramText, rbacText } from '../../src/app/least-access.ts';
import { kinds } from '../../src/app/surroundings.ts';
import type { Role } from '../../src/core/access.ts';
import type { Desired } from '../../src/core/desired.ts';
import { desiredFor } from '../providers/ack/settings.ts';

const clusterId = 'c82e6987e2961451182edacd74faf0000';
const bucket = { name: 'prod-move' };

const documentWith = (spec: Desired['spec'], account?: string): Desired => {
  const desired = desiredFor({ clusterId, ...(account === undefined ? {} : { accountId: account }) });
  return { ...desired, spec: { ...desired.spec, ...spec } };
};

const actionsOf = (spec: Desired['spec'], role: Role = 'apply'): readonly string[] =>
  leastAccess([documentWith(spec)], kinds, role).ram.Statement.flatMap(({ Action }) => Action);

const writes = (actions: readonly string[]) => actions.filter((action) => !/:(Describe|Get|List)/.test(action));

describe('the least permissions of a document', () => {
  it('are few where it names no bucket: then only a Basic cluster becomes Pro', () => {
    expect(writes(actionsOf({}))).toEqual(['cs:MigrateCluster', 'cs:RunClusterCheck']);
  });

  it('are two reads where it asks for what has no way', () => {
    expect(actionsOf({ edition: 'standard' })).toEqual(['cs:DescribeClusterDetail', 'cs:DescribeClustersForRegion']);
  });

  it.each([
    { action: 'cs:ModifyCluster', reason: 'a tier', spec: { tier: 'xlarge' }, not: {} },
    {
      action: 'ecs:RebootInstance',
      reason: 'Cloud Assistant installed',
      spec: { migrationBucket: bucket, masters: { cloudAssistant: 'install' } },
      not: { migrationBucket: bucket },
    },
    {
      action: 'oss:PutBucket',
      reason: 'a bucket made',
      spec: { migrationBucket: { ...bucket, create: true } },
      not: { migrationBucket: bucket },
    },
    {
      action: 'ram:DeletePolicy',
      reason: 'a policy of our own',
      spec: { migrationBucket: { ...bucket, grantIn: 'ownPolicy' } },
      not: { migrationBucket: bucket },
    },
    {
      action: 'ram:CreatePolicyVersion',
      reason: 'the masters’ policy',
      spec: { migrationBucket: bucket },
      not: { migrationBucket: { ...bucket, grantIn: 'ownPolicy' } },
    },
  ])('have $action for $reason, and not without', ({ action, spec, not }) => {
    expect(actionsOf(spec)).toContain(action);
    expect(actionsOf(not)).not.toContain(action);
  });

  it('only read where only a plan is made', () => {
    expect(writes(actionsOf({ migrationBucket: { ...bucket, create: true } }, 'plan'))).toEqual([]);
  });

  it('evict no pod where the document does not ask for it', () => {
    const textOf = (spec: Desired['spec']) =>
      leastAccess([documentWith(spec)], kinds, 'apply')
        .kubernetes.map(rbacText)
        .join('');
    expect(textOf({ migrationBucket: bucket, masters: { systemPods: 'evict' } })).toContain('pods/eviction');
    expect(textOf({ migrationBucket: bucket })).not.toContain('pods/eviction');
  });

  it('name the cluster, the bucket and the declared account, and no other', () => {
    const text = ramText(leastAccess([documentWith({ migrationBucket: bucket }, '1234567890123456')], kinds, 'apply'));
    expect(text).toContain(`acs:cs:cn-hangzhou:1234567890123456:cluster/${clusterId}`);
    expect(text).toContain(`acs:oss:oss-cn-hangzhou:1234567890123456:prod-move/etcd_${clusterId}_*`);
    expect(text).not.toContain(':*:cluster');
  });

  it('are the same text whatever the order of the documents', () => {
    const [a, b] = [documentWith({}), documentWith({ migrationBucket: bucket, region: 'cn-beijing' })];
    expect(ramText(leastAccess([a, b], kinds, 'apply'))).toBe(ramText(leastAccess([b, a], kinds, 'apply')));
  });

  it('are said to be too long where RAM would not take them', () => {
    const many = Array.from({ length: 40 }, (_, at) =>
      documentWith({ migrationBucket: bucket, clusterId: `${clusterId.slice(0, -2)}${String(at + 10)}` }),
    );
    expect(leastAccess(many, kinds, 'apply').notes.join('\n')).toMatch(/the policy has \d+ bytes and RAM takes 6144/);
  });
});

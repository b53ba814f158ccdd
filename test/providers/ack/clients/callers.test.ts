import { describe, expect, it } from 'vitest';
import { createRam } from '../../../../providers/ack/clients/ram.ts';
import { createSlb } from '../../../../providers/ack/clients/slb.ts';
import { createSts } from '../../../../providers/ack/clients/sts.ts';
import { createSession } from '../../../../providers/ack/session.ts';
import { scriptCloud, type Scripted } from '../scripted-cloud.ts';
import { keyEnv, settingsFor } from '../settings.ts';

/** A session whose every RPC is answered alike; `asked` is its newest call: the action and the query. */
const start = async (body: unknown) => {
  const answer: Scripted = { body };
  const cloud = await scriptCloud({ 'POST /': answer });
  const asked = () => {
    const last = cloud.arrived.at(-1);
    return `${String(last?.headers['x-acs-action'])}?${last?.query ?? ''}`;
  };
  return { session: createSession(settingsFor(keyEnv(cloud.url))), asked, cloud };
};

describe('GetCallerIdentity', () => {
  it.each([
    { arn: 'acs:ram::1:root', type: 'Account', name: '' },
    { arn: 'acs:ram::1:user/alice', type: 'RAMUser', name: 'alice' },
    { arn: 'acs:ram::1:assumed-role/ci/session-7', type: 'AssumedRoleUser', name: 'ci' },
  ])('names a caller without its session: $arn', async ({ arn, type, name }) => {
    const { session, cloud } = await start({ AccountId: '1', Arn: arn, IdentityType: type });
    const sts = createSts(session);
    expect(await sts.caller()).toMatchObject({ ok: true, value: { accountId: '1', type, name } });
    expect(await sts.accountId()).toMatchObject({ ok: true, value: '1' });
    expect(cloud.arrived).toHaveLength(1);
  });
});

describe('RAM', () => {
  const policies = { Policies: { Policy: [{ PolicyName: 'p', PolicyType: 'System', DefaultVersion: 'v1' }] } };
  const attached = { ok: true, value: [{ name: 'p', type: 'System', defaultVersion: 'v1' }] };

  it('lists what a user and a group have', async () => {
    const { session, asked } = await start(policies);
    const ram = createRam(session);
    expect(await ram.listPoliciesForUser('alice')).toMatchObject(attached);
    expect(asked()).toBe('ListPoliciesForUser?UserName=alice');
    expect(await ram.listPoliciesForGroup('ops')).toMatchObject(attached);
    expect(asked()).toBe('ListPoliciesForGroup?GroupName=ops');
  });

  it('lists the groups of a user', async () => {
    const { session, asked } = await start({ Groups: { Group: [{ GroupName: 'ops' }] } });
    expect(await createRam(session).listGroupsForUser('alice')).toMatchObject({ ok: true, value: ['ops'] });
    expect(asked()).toBe('ListGroupsForUser?UserName=alice');
  });

  it('takes an answer without the list for none', async () => {
    const { session } = await start({});
    expect(await createRam(session).listGroupsForUser('alice')).toMatchObject({ ok: false });
  });
});

describe('SLB', () => {
  it('lists the load balancers of one VPC', async () => {
    const { session, asked } = await start({ LoadBalancers: { LoadBalancer: [{ LoadBalancerId: 'lb-1' }] } });
    const found = await createSlb(session).describeLoadBalancersInVpc('cn-hangzhou', 'vpc-1');
    expect(found).toMatchObject({ ok: true, value: [{ id: 'lb-1', backends: null }] });
    expect(asked()).toContain('VpcId=vpc-1');
  });
});

import { describe, expect, it } from 'vitest';
import { needsOf, permissions, permissionsFor } from '../../../../../providers/ack/cluster/permissions.ts';
import { specOf } from '../../../../../providers/ack/cluster/spec.ts';
import { clusterId } from '../../scripted-cluster.ts';
import { account, bucketName, bucketSpec, dedicated, detail, observed, policy } from './sample-cluster.ts';
import { forbidden, throttled } from './stub-clients.ts';

type Over = Readonly<Record<string, unknown>>;

interface Denied {
  readonly action: string;
  readonly resource: string;
  readonly is: string;
}

const fact = 'operator.denied';
const reviews = 'POST /apis/authorization.k8s.io/v1/selfsubjectaccessreviews';

const read = async (over: Over, spec: Over = {}) => (await observed(over, [fact], dedicated(spec))).observed;
const deniedIn = async (over: Over, spec: Over = {}) =>
  ((await read(over, spec)).facts[fact] ?? []) as unknown as readonly Denied[];

const caller = (type: string, name: string) => ({ 'sts.caller': { accountId: account, type, name } });
const allowing = (...actions: readonly string[]) => ({
  Version: '1',
  Statement: [{ Effect: 'Allow', Action: actions, Resource: '*' }],
});
const has = (document: object): Over => ({ 'ram.getPolicy': ({ name }: { name: string }) => policy(name, document) });

describe('who calls', () => {
  it.each([
    { type: 'Account', name: '' },
    { type: 'RAMUser', name: 'ops' },
    { type: 'AssumedRoleUser', name: 'ci' },
  ])('$type', async ({ type, name }) => {
    const { observed: found } = await observed(caller(type, name), ['operator']);
    expect(found.facts['operator']).toEqual({ type, name });
  });
});

describe('who applies', () => {
  const user = caller('RAMUser', 'ops');

  it('is the caller where it has the role that was declared', async () => {
    const over = { ...caller('AssumedRoleUser', 'Apply'), applyRole: `acs:ram::${account}:role/apply` };
    const { observed: found } = await observed(over, ['operator', 'operator.kubernetes']);
    expect(found.facts['operator']).toEqual({ type: 'AssumedRoleUser', name: 'Apply' });
    expect(found.facts['operator.kubernetes']).toEqual([]);
  });

  it('is weighed by the policies of the role that was declared, and its rights in the cluster are left open', async () => {
    const over = { ...user, ...has(allowing('cs:Describe*')), applyRole: 'apply' };
    const { observed: found, calls } = await observed(over, ['operator', fact, 'operator.kubernetes']);
    expect(found.facts['operator']).toEqual({ type: 'RAMUser', name: 'ops', appliesAs: 'apply' });
    expect(found.facts[fact]).not.toEqual([]);
    expect(found.facts['operator.kubernetes']).toBeNull();
    expect(calls).not.toContain('ram.listPoliciesForUser');
    expect(calls).not.toContain(reviews);
  });

  it('is left open where the caller may not read the policies of that role', async () => {
    const { observed: found } = await observed({ ...user, applyRole: 'apply', 'ram.listPoliciesForRole': forbidden }, [
      fact,
    ]);
    expect(found.facts[fact]).toBeNull();
  });

  it('is not left open where the read merely failed', async () => {
    const { observed: found } = await observed({ ...user, applyRole: 'apply', 'ram.listPoliciesForRole': throttled }, [
      fact,
    ]);
    expect(found.unread.map(({ facts }) => facts)).toEqual([[fact]]);
  });

  it.each([
    { declared: 'acs:ram::9:role/apply', reason: 'another account', says: 'is a role of account 9' },
    { declared: 'hush a secret', reason: 'no name', says: 'is neither the name of a RAM role nor its ARN' },
  ])('is refused as a declaration: $reason', async ({ declared, says }) => {
    const { observed: found } = await observed({ ...user, applyRole: declared }, ['operator']);
    expect(found.unread).toMatchObject([{ facts: ['operator'], code: 'CRD017' }]);
    expect(found.unread[0]?.why).toContain(says);
    expect(found.unread[0]?.why).not.toContain('hush');
  });
});

describe('permissions that are missing', () => {
  it('are none for the root account, and RAM is not asked', async () => {
    const { observed: found, calls } = await observed(caller('Account', ''), [fact]);
    expect(found.facts[fact]).toEqual([]);
    expect(calls.filter((call) => call.startsWith('ram.'))).toEqual([]);
  });

  it('are none for one who may do everything', async () => {
    expect(await deniedIn({})).toEqual([]);
  });

  it('are named with the very thing they are about', async () => {
    const products = ['slb:*', 'ecs:*', 'vpc:*', 'ram:*', 'oss:Get*', 'oss:List*', 'oss:Put*', 'cs:[^M]*'];
    const reading = [...products, 'cs:Describe*', 'cs:List*', 'cs:Get*', 'cs:RunClusterCheck', 'cs:ModifyCluster'];
    const denied = await deniedIn(has(allowing(...reading)));
    expect(denied).toEqual([
      {
        action: 'cs:MigrateCluster',
        resource: `acs:cs:cn-hangzhou:${account}:cluster/${clusterId}`,
        is: 'denied',
      },
      ...['oss:DeleteObject', 'oss:DeleteObjectVersion'].map((action) => ({
        action,
        resource: `acs:oss:oss-cn-hangzhou:${account}:${bucketName}/etcd_${clusterId}_*`,
        is: 'denied',
      })),
    ]);
  });

  it('are open where a condition decides', async () => {
    const [statement] = allowing('*').Statement;
    const document = { Statement: [{ ...statement, Condition: { IpAddress: { 'acs:SourceIp': '10.0.0.0/8' } } }] };
    const denied = await deniedIn(has(document));
    expect(new Set(denied.map(({ is }) => is))).toEqual(new Set(['undecidable']));
  });

  it('are counted with a role’s policies', async () => {
    const over = { ...caller('AssumedRoleUser', 'ci'), ...has(allowing('*')) };
    const { calls } = await observed(over, [fact]);
    expect(await deniedIn(over)).toEqual([]);
    expect(calls).toContain('ram.listPoliciesForRole');
    expect(calls).not.toContain('ram.listGroupsForUser');
  });

  const nothing = { 'ram.listPoliciesForUser': [] };
  const group = {
    ...nothing,
    'ram.listGroupsForUser': ['admins'],
    'ram.listPoliciesForGroup': [{ name: 'Admin', type: 'System', defaultVersion: 'v1' }],
  };

  it('are counted with the policies of a user’s groups', async () => {
    expect(await deniedIn(group)).toEqual([]);
    expect((await deniedIn(nothing)).length).toBeGreaterThan(30);
  });

  it('are none where the user’s own policies allow all and its groups cannot be read', async () => {
    expect(await deniedIn({ 'ram.listGroupsForUser': forbidden })).toEqual([]);
  });

  it.each([
    { reason: 'policies', over: { 'ram.listPoliciesForUser': forbidden }, call: 'ram.listPoliciesForUser' },
    { reason: 'a document', over: { 'ram.getPolicy': throttled }, call: 'ram.getPolicy' },
    {
      reason: 'groups that may allow what is missing',
      over: { ...nothing, 'ram.listGroupsForUser': forbidden },
      call: 'ram.listGroupsForUser',
    },
    { reason: 'a caller of another kind', over: caller('FederatedUser', 'x'), call: 'sts.caller' },
  ])('are unknown where it cannot be read: $reason', async ({ over, call }) => {
    expect((await read(over)).unread).toMatchObject([{ facts: [fact], call }]);
  });
});

describe('which permissions are needed', () => {
  const actionsFor = (spec: Over, isDedicated = true): readonly string[] =>
    permissionsFor(needsOf(specOf(dedicated(spec)), isDedicated), {
      region: 'cn-hangzhou',
      account,
      cluster: clusterId,
      bucket: bucketName,
    }).map(({ action }) => action);

  it.each([
    { action: 'ecs:RebootInstance', spec: { masters: { cloudAssistant: 'install' } } },
    { action: 'ecs:ModifyInstanceAttribute', spec: {}, not: { masters: { afterMigration: 'keep' } } },
    { action: 'oss:PutBucket', spec: { migrationBucket: { ...bucketSpec, create: true } } },
    { action: 'ram:CreatePolicy', spec: { migrationBucket: { ...bucketSpec, grantIn: 'ownPolicy' } } },
    { action: 'ram:CreatePolicyVersion', spec: {}, not: { migrationBucket: { ...bucketSpec, grantIn: 'ownPolicy' } } },
    { action: 'oss:GetBucketInfo', spec: {}, not: { migrationBucket: undefined } },
    {
      action: 'slb:ModifyLoadBalancerInstanceChargeType',
      spec: { apiServerLoadBalancer: { ifSpecRefused: 'payByLcu' } },
    },
  ])('$action depends on what the document asks for', ({ action, spec, not = {} }) => {
    expect(actionsFor(spec)).toContain(action);
    expect(actionsFor(not)).not.toContain(action);
    expect(actionsFor(spec, false)).not.toContain(action);
  });

  it('are few where nothing but the edition changes, and never those that stop or delete a machine', () => {
    const prepare = permissions.filter(({ action }) => actionsFor({}, false).includes(action));
    expect(prepare.filter(({ phase }) => phase !== 'read').map(({ action }) => action)).toEqual([
      'cs:RunClusterCheck',
      'cs:MigrateCluster',
    ]);
    expect(permissions.filter(({ action }) => /^ecs:(Stop|Delete|Run)/.test(action))).toEqual([]);
  });
});

describe('acts that the API server would refuse', () => {
  interface Review {
    readonly spec: { readonly resourceAttributes: Readonly<Record<string, string>> };
  }
  const only = ['operator.kubernetes'];

  it('are named by verb and resource', async () => {
    const refuse = ({ spec }: Review) => {
      const { verb, resource } = spec.resourceAttributes;
      const refused = (verb === 'delete' && resource === 'nodes') || (verb === 'create' && resource === 'pods');
      return { status: { allowed: !refused } };
    };
    const over = { [reviews]: (body: Review) => refuse(body) };
    const { observed: found } = await observed(over, only, dedicated({ masters: { systemPods: 'evict' } }));
    expect(found.facts['operator.kubernetes']).toEqual([
      { verb: 'create', resource: 'pods/eviction', namespace: 'kube-system' },
      { verb: 'delete', resource: 'nodes', namespace: '' },
    ]);
  });

  it('are asked for only as far as the journey goes', async () => {
    const over = { 'cs.describeClusterDetail': detail({ cluster_type: 'ManagedKubernetes' }) };
    const { calls } = await observed(over, only);
    expect(calls.filter((call) => call === reviews)).toHaveLength(4);
  });

  it.each([
    { reason: 'one review fails', over: { [reviews]: forbidden }, call: reviews },
    { reason: 'no word in it', over: { [reviews]: { status: {} } }, call: reviews },
    { reason: 'the API server is away', over: { 'GET /readyz': throttled }, call: 'GET /readyz' },
  ])('are unread: $reason', async ({ over, call }) => {
    expect((await observed(over, only)).observed.unread).toMatchObject([{ facts: only, call }]);
  });
});

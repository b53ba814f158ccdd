import { describe, expect, it } from 'vitest';
import { grantOn } from '../../../../../providers/ack/policy/bucket-grant.ts';
import { clusterId } from '../../scripted-cluster.ts';
import { bucketName, bucketSpec, dedicated, observed, policy, resources, role } from './sample-cluster.ts';
import { forbidden, refusedWith, throttled } from './stub-clients.ts';

type Over = Readonly<Record<string, unknown>>;

const factOf = async (fact: string, over: Over = {}, spec: Over = {}) =>
  (await observed(over, [fact], dedicated(spec))).observed.facts[fact];

const withoutRole = { 'cs.describeClusterResources': resources.slice(2) };
const instanceRoles = (...names: readonly string[]) => ({
  ...withoutRole,
  'ecs.describeInstanceRamRole': names.map((name, index) => ({ instanceId: `i-m${index + 1}`, role: name })),
});

describe('the masters’ role', () => {
  it.each([
    { reason: 'named by the resources', over: {}, is: role },
    { reason: 'named by the instances', over: instanceRoles('R1', 'R1', ''), is: 'R1' },
    { reason: 'the instances have none', over: instanceRoles('', ''), is: null },
  ])('$reason', async ({ over, is }) => {
    expect(await factOf('ram.role', over)).toBe(is);
  });

  it.each([
    { reason: 'they have different ones', over: instanceRoles('R1', 'R2'), failure: 'malformed' },
    { reason: 'throttled', over: { ...withoutRole, 'ecs.describeInstanceRamRole': throttled }, failure: 'throttled' },
  ])('is unread: $reason', async ({ over, failure }) => {
    expect((await observed(over, ['ram.role'])).observed.unread).toMatchObject([{ facts: ['ram.role'], failure }]);
  });
});

/** Policies of the role by name: their statements. */
const attached = (policies: Readonly<Record<string, readonly object[]>>, type = 'Custom'): Over => ({
  'ram.listPoliciesForRole': Object.keys(policies).map((name) => ({ name, type, defaultVersion: 'v1' })),
  'ram.getPolicy': ({ name }: { name: string }) =>
    policies[name] === undefined ? null : policy(name, { Version: '1', Statement: policies[name] }),
});

const put = { Effect: 'Allow', Action: 'oss:Put*', Resource: '*' };
const read = { Effect: 'Allow', Action: ['oss:GetObject'], Resource: [`acs:oss:*:*:${bucketName}/etcd_*`] };

describe('the grant', () => {
  it.each([
    { reason: 'nothing allows it', over: attached({ a: [] }), is: 'denied', by: [] },
    { reason: 'half of it', over: attached({ a: [put] }), is: 'denied', by: ['a'] },
    { reason: 'both halves in two policies', over: attached({ b: [read], a: [put] }), is: 'allowed', by: ['a', 'b'] },
    { reason: 'our statement', over: attached({ a: [grantOn(bucketName)] }), is: 'allowed', by: ['a'] },
    { reason: 'a system policy counts', over: attached({ S: [put, read] }, 'System'), is: 'allowed', by: ['S'] },
    {
      reason: 'a Deny wins, in whatever policy',
      over: attached({ a: [put, read], b: [{ ...put, Effect: 'Deny' }] }),
      is: 'denied',
      by: ['a'],
    },
    {
      reason: 'another bucket',
      over: attached({ a: [{ ...put, Resource: 'acs:oss:*:*:other/*' }, read] }),
      is: 'denied',
      by: ['a'],
    },
    {
      reason: 'a condition nobody here can tell',
      over: attached({ a: [read, { ...put, Condition: { IpAddress: { 'acs:SourceIp': '10.0.0.0/8' } } }] }),
      is: 'undecidable',
      by: ['a'],
    },
    {
      reason: 'one way of writing the region, and nobody knows which the service takes',
      over: attached({ a: [read, { ...put, Resource: `acs:oss:oss-cn-hangzhou:*:${bucketName}/*` }] }),
      is: 'undecidable',
      by: ['a'],
    },
    { reason: 'no role', over: instanceRoles(''), is: 'denied', by: [] },
  ])('is $is: $reason', async ({ over, is, by }) => {
    expect(await factOf('ram.grant', over)).toEqual({ is, by });
    expect(await factOf('ram.allows', over)).toBe(is);
  });

  it('is nothing where the document names no bucket, and RAM is not asked', async () => {
    const only = ['ram.grant', 'ram.allows', 'ram.candidates'];
    const { observed: found, calls } = await observed({}, only, dedicated({ migrationBucket: undefined }));
    expect(found.facts).toMatchObject({ 'ram.grant': null, 'ram.allows': null, 'ram.candidates': [] });
    expect(calls.filter((call) => call.startsWith('ram.'))).toEqual([]);
  });

  it.each([
    { call: 'ram.listPoliciesForRole', answer: refusedWith('EntityNotExist.Role', 404) },
    { call: 'ram.getPolicy', answer: forbidden },
  ])('is unread where $call fails', async ({ call, answer }) => {
    const { observed: found } = await observed({ [call]: answer }, ['ram.grant', 'ram.allows']);
    expect(found.unread).toMatchObject([{ facts: ['ram.grant', 'ram.allows'], call }]);
  });
});

const versions = [
  { id: 'v12', isDefault: false, document: '', createDate: '2022-01-01T00:00:00Z' },
  { id: 'v3', isDefault: true, document: '', createDate: '2020-01-01T00:00:00Z' },
  { id: 'v9', isDefault: false, document: '', createDate: '2021-01-01T00:00:00Z' },
];

describe('policies that could take the grant', () => {
  const names = { 'k8sMasterRolePolicy-Csi-1': [], 'k8sMasterRolePolicy-Ccm-1': [grantOn(bucketName)], other: [put] };
  const over = { ...attached(names), 'ram.listPolicyVersions': versions };

  it('are custom ones of the role with the vendor’s name, with room and age', async () => {
    const candidates = (await factOf('ram.candidates', over)) as readonly Record<string, unknown>[];
    expect(candidates.map(({ name, holdsOurs }) => [name, holdsOurs])).toEqual([
      ['k8sMasterRolePolicy-Ccm-1', true],
      ['k8sMasterRolePolicy-Csi-1', false],
    ]);
    const [ccm, csi] = candidates;
    const size = JSON.stringify({ Version: '1', Statement: [grantOn(bucketName)] }).length;
    expect(ccm).toMatchObject({ version: 'v1', versions: 3, sizeBefore: size, sizeAfter: size, attachments: 1 });
    expect(csi).toMatchObject({ sizeBefore: 30, sizeAfter: size, oldest: 'v9' });
  });

  it.each([
    { reason: 'the one that the document names', policyName: 'other', found: ['other'] },
    { reason: 'none where the role does not have it', policyName: 'absent', found: [] },
  ])('are $reason', async ({ policyName, found }) => {
    const spec = { migrationBucket: { ...bucketSpec, policyName } };
    const candidates = (await factOf('ram.candidates', over, spec)) as readonly Record<string, unknown>[];
    expect(candidates.map(({ name }) => name)).toEqual(found);
  });

  it.each([
    { reason: 'a document that is none', getPolicy: () => ({ ...policy('k8sMasterRolePolicy-1', {}), document: 'x' }) },
    { reason: 'no word on attachments', getPolicy: () => policy('k8sMasterRolePolicy-1', {}, { attachments: null }) },
    { reason: 'versions are throttled', getPolicy: () => policy('k8sMasterRolePolicy-1', {}), versions: throttled },
  ])('are unread: $reason', async ({ getPolicy, versions: listed = versions }) => {
    const poor = { 'ram.getPolicy': getPolicy, 'ram.listPolicyVersions': listed };
    expect((await observed(poor, ['ram.candidates'])).observed.unread).toMatchObject([{ facts: ['ram.candidates'] }]);
  });
});

describe('our own policy', () => {
  const name = `onward-${clusterId}`;
  it.each([
    { reason: 'neither', over: {}, exists: false, attached: false },
    { reason: 'made and not attached', over: { 'ram.getPolicy': policy(name, {}) }, exists: true, attached: false },
    { reason: 'attached', over: attached({ [name]: [] }), exists: true, attached: true },
    {
      reason: 'a system policy of its name is not ours',
      over: attached({ [name]: [] }, 'System'),
      exists: true,
      attached: false,
    },
  ])('$reason', async ({ over, exists, attached: is }) => {
    expect(await factOf('ram.own', over)).toEqual({ name, exists, attached: is });
  });

  it('is unread where RAM does not say', async () => {
    expect((await observed({ 'ram.getPolicy': throttled }, ['ram.own'])).observed.unread).toMatchObject([
      { facts: ['ram.own'], call: 'ram.getPolicy' },
    ]);
  });
});

import { describe, expect, it } from 'vitest';
import { operations } from '../../../../../providers/ack/cluster/operations/all.ts';
import { grantOn } from '../../../../../providers/ack/policy/bucket-grant.ts';
import type { NewVersion } from '../../../../../providers/ack/clients/ram.ts';
import { proveStates, type State } from './prove-states.ts';
import { call, clusterId, failsWith, fence, since, stubHands } from './stub-hands.ts';
import { samples } from './samples.ts';
import { attachedOwn, bucketArgs, bucketInfo, ccm, own, ownPolicy, policy, referer } from './things.ts';

const denied = failsWith({ failure: 'refused', status: 403, code: 'AccessDenied', diagnostic: 'CRD006' });
const ours = grantOn('backups-prod');
const info = (over: Readonly<Record<string, string>>) => ({ answers: { getBucketInfo: { ...bucketInfo, ...over } } });
const noBucket = { answers: { getBucketInfo: null } };
const policies = (...listed: readonly unknown[]) => ({ answers: { listPoliciesForRole: listed } });
const held = (found: unknown) => ({ answers: { getPolicy: found } });
const noRole = policies();
const roleGone = { answers: { listPoliciesForRole: failsWith({ status: 404, code: 'EntityNotExist.Role' }) } };

const buckets: readonly State[] = [
  { operation: 'create-bucket', reason: 'nobody has it', cloud: noBucket, is: 'not-done', performs: 'putBucket' },
  {
    operation: 'create-bucket',
    reason: 'ours, private and in the region',
    cloud: info({}),
    since,
    is: 'done',
    performs: 'Onward.AlreadySo',
  },
  {
    operation: 'create-bucket',
    reason: 'ours in another region, before an intent: left to what the step expects',
    cloud: info({ location: 'oss-cn-beijing' }),
    is: 'not-done',
    performs: 'Onward.NotThisOne',
  },
  {
    operation: 'create-bucket',
    reason: 'ours, public, after an intent',
    cloud: info({ acl: 'public-read' }),
    since,
    is: 'failed',
    says: 'acl=public-read',
  },
  {
    operation: 'create-bucket',
    reason: 'somebody else’s, or not ours to read',
    cloud: { answers: { getBucketInfo: denied } },
    is: 'unreadable',
    performs: 'AccessDenied',
  },
  { operation: 'delete-bucket', reason: 'it is gone', cloud: noBucket, is: 'done', performs: 'Onward.AlreadySo' },
  { operation: 'delete-bucket', reason: 'it is there', cloud: info({}), is: 'not-done', performs: 'deleteBucket' },
  {
    operation: 'allow-empty-referer',
    reason: 'it is allowed',
    cloud: { answers: { getBucketReferer: referer(true) } },
    is: 'done',
    performs: 'Onward.AlreadySo',
  },
  {
    operation: 'refuse-empty-referer',
    reason: 'it is refused',
    cloud: { answers: { getBucketReferer: referer(false) } },
    is: 'done',
  },
];

const grants: readonly State[] = [
  {
    operation: 'grant-bucket',
    reason: 'the default version does not hold it',
    cloud: held(policy([ccm])),
    is: 'not-done',
    performs: 'createPolicyVersion',
  },
  {
    operation: 'grant-bucket',
    reason: 'the default version holds it, whatever its number',
    cloud: held(policy([ccm, ours], 'v4')),
    since,
    is: 'done',
    says: '"version":"v4"',
    performs: 'Onward.AlreadySo',
  },
  {
    operation: 'grant-bucket',
    reason: 'somebody made another version since the plan',
    cloud: held(policy([ccm], 'v4')),
    is: 'not-done',
    performs: 'Onward.DefaultVersionChanged',
  },
  {
    operation: 'grant-bucket',
    reason: 'it would not fit',
    cloud: held(policy([ccm, { ...ccm, Resource: ['x'.repeat(6_000)] }])),
    is: 'not-done',
    performs: 'Onward.TooLong',
  },
  {
    operation: 'grant-bucket',
    reason: 'the policy is gone',
    cloud: held(null),
    is: 'not-done',
    performs: 'Onward.NotThere',
  },
  {
    operation: 'grant-bucket',
    reason: 'the document is none',
    cloud: held({ ...policy([]), document: 'oops' }),
    is: 'unreadable',
    performs: 'unsent',
  },
  { operation: 'revoke-bucket', reason: 'it holds it no more', cloud: held(policy([ccm])), is: 'done' },
  { operation: 'revoke-bucket', reason: 'the policy is gone', cloud: held(null), is: 'done' },
  {
    operation: 'revoke-bucket',
    reason: 'it holds it, in another version by now',
    cloud: held(policy([ours, ccm], 'v9')),
    is: 'not-done',
    performs: 'createPolicyVersion',
  },
  { operation: 'create-own-policy', reason: 'it is there, as we make it', cloud: held(ownPolicy), is: 'done' },
  {
    operation: 'create-own-policy',
    reason: 'one of its name says something else',
    cloud: held({ ...ownPolicy, document: policy([ccm, ours]).document }),
    since,
    is: 'failed',
    performs: 'Onward.NotOurs',
  },
  { operation: 'attach-own-policy', reason: 'it is attached', cloud: policies(attachedOwn), is: 'done' },
  {
    operation: 'attach-own-policy',
    reason: 'a system policy of its name is another',
    cloud: policies({ ...attachedOwn, type: 'System' }),
    is: 'not-done',
    performs: 'attachPolicyToRole',
  },
  {
    operation: 'attach-own-policy',
    reason: 'no such role',
    cloud: roleGone,
    is: 'not-done',
    performs: 'Onward.NotThere',
  },
  { operation: 'detach-own-policy', reason: 'it is not attached', cloud: noRole, is: 'done' },
  { operation: 'detach-own-policy', reason: 'the role is gone', cloud: roleGone, is: 'done' },
  {
    operation: 'detach-own-policy',
    reason: 'another 404 is no word on the role',
    cloud: { answers: { listPoliciesForRole: failsWith({ status: 404, code: 'NotHere' }) } },
    is: 'unreadable',
  },
  { operation: 'delete-own-policy', reason: 'it is gone', cloud: held(null), is: 'done' },
  {
    operation: 'delete-own-policy',
    reason: 'not one of ours',
    args: { policy: 'AdministratorAccess2' },
    cloud: held(ownPolicy),
    is: 'not-done',
    performs: 'Onward.NotOurs',
  },
];

proveStates('a bucket', buckets);
proveStates('a grant', grants);

const versionSent = async (operation: string, found: unknown, args = {}): Promise<NewVersion> => {
  const stub = stubHands({ answers: { getPolicy: found, listPolicyVersions: [] } });
  const asked = call(operation, { ...samples[operation]!.args, ...args });
  await operations[operation]!.perform(stub.hands, asked, fence);
  return stub.writes[0]!.sent[0] as NewVersion;
};

const statements = ({ document }: NewVersion): unknown =>
  (JSON.parse(document) as { readonly Statement: unknown }).Statement;

describe('what is written', () => {
  it('is the hotlink protection as it is now, with one member changed', async () => {
    const stub = stubHands({ answers: { getBucketReferer: referer(false) } });
    const name = 'ack.allow-empty-referer/1';
    await operations[name]!.perform(stub.hands, call(name, bucketArgs), fence);
    expect(stub.writes[0]?.sent).toEqual([bucketArgs, { ...referer(false), allowEmpty: true }, fence]);
  });

  it('is our statement behind those that are there now', async () => {
    const sent = await versionSent('ack.grant-bucket/1', policy([ccm]));
    expect(statements(sent)).toEqual([ccm, ours]);
    expect(sent.rotate).toBe(false);
  });

  it('is made of what the policy says at the very write, whoever edited it since it was looked at', async () => {
    const name = 'ack.grant-bucket/1';
    const asked = call(name, samples[name]!.args);
    const before = stubHands({ answers: { getPolicy: policy([ccm]) } });
    expect(await operations[name]!.probe(before.hands, asked)).toMatchObject({ is: 'not-done' });
    const edited = { ...ccm, Action: ['slb:Describe*'] };
    expect(statements(await versionSent(name, policy([edited, { ...ccm, Effect: 'Deny' }])))).toEqual([
      edited,
      { ...ccm, Effect: 'Deny' },
      ours,
    ]);
  });

  it('rotates versions only where the plan says so', async () => {
    const sent = await versionSent('ack.grant-bucket/1', policy([ccm]), { rotate: true });
    expect(sent.rotate).toBe(true);
    expect((await versionSent('ack.revoke-bucket/1', policy([ours]))).rotate).toBe(false);
    expect((await versionSent('ack.revoke-bucket/1', policy([ours]), { rotate: true })).rotate).toBe(true);
  });

  it('takes back our statement alone, from what others have made of the policy since', async () => {
    const later = { ...ccm, Action: ['ecs:*'] };
    expect(statements(await versionSent('ack.revoke-bucket/1', policy([later, ours, ccm], 'v9')))).toEqual([
      later,
      ccm,
    ]);
  });

  it('is a policy of our own with the one statement', async () => {
    const stub = stubHands({ answers: { getPolicy: null } });
    await operations['ack.create-own-policy/1']!.perform(stub.hands, call('ack.create-own-policy/1', own), fence);
    const [sent] = stub.writes[0]!.sent as readonly [NewVersion & { readonly name: string }];
    expect(sent.name).toBe(`onward-${clusterId}`);
    expect(statements(sent)).toEqual([ours]);
  });
});

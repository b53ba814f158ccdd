import { describe, expect, it } from 'vitest';
import { createRam } from '../../../../providers/ack/clients/ram.ts';
import { fence, rpcError, scriptRpc, valueOf } from '../rpc-cloud.ts';

const policy = { name: 'k8sMasterRolePolicy-1', type: 'Custom' } as const;
const document = '{"Version":"1","Statement":[]}';

describe('RAM', () => {
  it('gives a role and what is attached to it', async () => {
    const { session } = await scriptRpc({
      GetRole: { body: { Role: { RoleName: 'KubernetesMasterRole-1', Arn: 'acs:ram::1:role/x' } } },
      ListPoliciesForRole: {
        body: { Policies: { Policy: [{ PolicyName: policy.name, PolicyType: 'Custom', DefaultVersion: 'v3' }] } },
      },
    });
    const ram = createRam(session);
    expect(valueOf(await ram.getRole('KubernetesMasterRole-1'))).toEqual({
      name: 'KubernetesMasterRole-1',
      arn: 'acs:ram::1:role/x',
    });
    expect(valueOf(await ram.listPoliciesForRole('KubernetesMasterRole-1'))).toEqual([
      { name: policy.name, type: 'Custom', defaultVersion: 'v3' },
    ]);
  });

  it('gives a policy with the document that is in force', async () => {
    const body = {
      Policy: { PolicyName: policy.name, PolicyType: 'Custom', DefaultVersion: 'v3', AttachmentCount: 1 },
      DefaultPolicyVersion: { VersionId: 'v3', IsDefaultVersion: true, PolicyDocument: document },
    };
    const { session } = await scriptRpc({ GetPolicy: { body } });
    expect(valueOf(await createRam(session).getPolicy(policy))).toEqual({
      name: policy.name,
      type: 'Custom',
      defaultVersion: 'v3',
      attachments: 1,
      document,
    });
  });

  it('gives versions, and who has a policy', async () => {
    const version = { VersionId: 'v2', IsDefaultVersion: false, PolicyDocument: document, CreateDate: 'T' };
    const { session } = await scriptRpc({
      ListPolicyVersions: { body: { PolicyVersions: { PolicyVersion: [version] } } },
      GetPolicyVersion: { body: { PolicyVersion: version } },
      ListEntitiesForPolicy: {
        body: { Roles: { Role: [{ RoleName: 'r' }] }, Users: { User: [{ UserName: 'u' }] }, Groups: { Group: [] } },
      },
    });
    const ram = createRam(session);
    const read = { id: 'v2', isDefault: false, document, createDate: 'T' };
    expect(valueOf(await ram.listPolicyVersions(policy))).toEqual([read]);
    expect(valueOf(await ram.getPolicyVersion(policy, 'v2'))).toEqual(read);
    expect(valueOf(await ram.listEntitiesForPolicy(policy))).toEqual({ roles: ['r'], users: ['u'], groups: [] });
  });

  it.each([
    { reason: 'its own word', answer: rpcError(404, 'EntityNotExist.Policy'), is: { ok: true, value: null } },
    {
      reason: 'no permission',
      answer: rpcError(403, 'NoPermission'),
      is: { ok: false, failure: { failure: 'refused' } },
    },
    { reason: 'a policy without a document', answer: { body: { Policy: { PolicyName: 'p' } } }, is: { ok: false } },
  ])('says absent only by its own word: $reason', async ({ answer, is }) => {
    const { session } = await scriptRpc({ GetPolicy: answer });
    expect(await createRam(session).getPolicy(policy)).toMatchObject(is);
  });

  it('is asked at one central place, without a region', async () => {
    const cloud = await scriptRpc({ GetRole: { body: { Role: { RoleName: 'r' } } } });
    await createRam(cloud.session).getRole('r');
    expect(cloud.calls()[0]?.query).toEqual({ RoleName: 'r' });
  });
});

describe('changing policies', () => {
  it.each([
    {
      reason: 'done',
      answer: { body: { PolicyVersion: { VersionId: 'v4' }, RequestId: 'R' } },
      is: { is: 'accepted' },
    },
    {
      reason: 'five versions',
      answer: rpcError(409, 'LimitExceeded.Policy.Version'),
      is: { is: 'refused', code: 'LimitExceeded.Policy.Version' },
    },
    { reason: 'too long', answer: rpcError(400, 'InvalidParameter.PolicyDocument.Length'), is: { is: 'refused' } },
    { reason: 'throttled', answer: rpcError(400, 'Throttling.User'), is: { is: 'throttled' } },
    { reason: 'cut off', answer: 'drop' as const, is: { is: 'unanswered' } },
  ])('is $is.is: $reason', async ({ answer, is }) => {
    const { session } = await scriptRpc({ CreatePolicyVersion: answer });
    const version = { policy: policy.name, document, rotate: false };
    expect(await createRam(session).createPolicyVersion(version, fence)).toMatchObject(is);
  });

  it('lets nothing rotate unless it was asked to', async () => {
    const cloud = await scriptRpc({ CreatePolicyVersion: { body: {} } });
    await createRam(cloud.session).createPolicyVersion({ policy: policy.name, document, rotate: false }, fence);
    expect(cloud.calls()[0]?.query).toEqual({
      PolicyName: policy.name,
      PolicyDocument: document,
      SetAsDefault: 'true',
      RotateStrategy: 'None',
    });
  });

  it('names exactly what it is about', async () => {
    const ok = { body: { RequestId: 'R' } };
    const cloud = await scriptRpc({
      DeletePolicyVersion: ok,
      SetDefaultPolicyVersion: ok,
      CreatePolicy: ok,
      DetachPolicyFromRole: ok,
      DeletePolicy: ok,
    });
    const ram = createRam(cloud.session);
    await ram.deletePolicyVersion('p', 'v1', fence);
    await ram.setDefaultPolicyVersion('p', 'v2', fence);
    await ram.createPolicy({ name: 'onward-c1', document }, fence);
    await ram.detachPolicyFromRole({ policy: 'onward-c1', role: 'r' }, fence);
    await ram.deletePolicy('onward-c1', fence);
    expect(cloud.calls().map(({ action, query }) => [action, query])).toEqual([
      ['DeletePolicyVersion', { PolicyName: 'p', VersionId: 'v1' }],
      ['SetDefaultPolicyVersion', { PolicyName: 'p', VersionId: 'v2' }],
      ['CreatePolicy', { PolicyName: 'onward-c1', PolicyDocument: document }],
      ['DetachPolicyFromRole', { PolicyType: 'Custom', PolicyName: 'onward-c1', RoleName: 'r' }],
      ['DeletePolicy', { PolicyName: 'onward-c1' }],
    ]);
  });
});

import { describe, expect, it } from 'vitest';
import { operations } from '../../../../../providers/ack/cluster/operations/all.ts';
import { grantOn } from '../../../../../providers/ack/policy/bucket-grant.ts';
import { call, failsWith, stubHands } from './stub-hands.ts';
import { samples } from './samples.ts';
import { ccm, policy } from './things.ts';

const ours = grantOn('backups-prod');
const fiveVersions = [1, 2, 3, 4, 5].map((at) => ({
  ...{ id: `v${at + 10}`, isDefault: at === 5, document: '', createDate: `2026-0${at}-01T00:00:00Z` },
}));

describe('the version that a full policy loses', () => {
  const full = {
    getPolicy: policy([ours, ccm], 'v15'),
    listPolicyVersions: fiveVersions,
    getPolicyVersion: { ...fiveVersions[0], document: '{"Version":"1","Statement":[{"Effect":"Deny"}]}' },
  };
  const probed = async (name: string, answers: Readonly<Record<string, unknown>>, rotate = true) => {
    const { hands, reads } = stubHands({ answers });
    const args = { ...samples[`ack.${name}/1`]!.args, rotate };
    return { probe: await operations[`ack.${name}/1`]!.probe(hands, call(`ack.${name}/1`, args)), reads };
  };

  it.each(['grant-bucket', 'revoke-bucket'])('is read before %s sends, text and all', async (name) => {
    const getPolicy = name === 'grant-bucket' ? policy([ccm], 'v15') : full.getPolicy;
    const { probe } = await probed(name, { ...full, getPolicy });
    expect(probe).toMatchObject({
      is: 'not-done',
      loses: { what: 'version v11 of policy k8sMasterRolePolicy-Ccm-1', text: full.getPolicyVersion.document },
    });
  });

  it.each([
    { reason: 'it cannot be read', over: { getPolicyVersion: failsWith({}) }, is: 'unreadable' },
    { reason: 'it went in between: another would go', over: { getPolicyVersion: null }, is: 'unreadable' },
    { reason: 'there is room', over: { listPolicyVersions: fiveVersions.slice(1) }, is: 'not-done' },
  ])('is none where $reason', async ({ over, is }) => {
    const { probe } = await probed('revoke-bucket', { ...full, ...over });
    expect(probe).toMatchObject({ is });
    expect(probe).not.toHaveProperty('loses');
  });

  it('is not asked for where nothing may be deleted', async () => {
    expect((await probed('revoke-bucket', full, false)).reads).toEqual(['getPolicy']);
  });
});

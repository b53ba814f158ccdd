import { describe, expect, it } from 'vitest';
import { cluster, loaded, problems } from './load.ts';

const project = (approvals: string): string =>
  `apiVersion: onward/v1\nkind: Project\nmetadata: {name: all}\nspec:\n  documents: [clusters]\n  approvals: ${approvals}\n`;

const beside = { '/w/clusters/a.yaml': cluster('a') };
const told = (approvals: string) => problems({ '/w/onward.yaml': project(approvals), ...beside });

describe('what a project asks of approvals', () => {
  it('is what it says, and where it says nothing one, two, by reviews, for two weeks', async () => {
    const { project: found } = await loaded({ '/w/onward.yaml': project('{policyFrom: main}'), ...beside });
    expect(found).toMatchObject({
      policyFrom: 'main',
      approvals: { prepare: 1, oneWay: 2, from: 'reviews', validFor: '14d' },
      policyParts: { approvals: { policyFrom: 'main' } },
    });
  });

  it('lacks a list of signers where it counts signatures', async () => {
    expect(await told('{from: signatures, policyFrom: main}')).toEqual([
      'DOC019 onward.yaml:6:14 spec.approvals.signers is missing',
    ]);
  });

  it('names files below its folder and a span', async () => {
    expect(await told('{signers: ../people, revoked: /etc/keys, validFor: soon}')).toEqual([
      'DOC018 onward.yaml:6:24 spec.approvals.signers: expected a path below the folder of onward.yaml, got the text "../people"',
      'DOC018 onward.yaml:6:44 spec.approvals.revoked: expected a path below the folder of onward.yaml, got the text "/etc/keys"',
      'DOC018 onward.yaml:6:65 spec.approvals.validFor: expected a number and s, m, h or d, as in 10m, got the text "soon"',
    ]);
  });

  it.each(['HEAD', '@', '-main', 'a..b', 'a b', 'a@{1}', 'a/', 'a.lock', 'main~1', 'a^'])(
    'calls no protected branch %s, which is none or moves with the change',
    async (name) => {
      const [said] = await told(`{policyFrom: "${name}"}`);
      expect(said).toContain('spec.approvals.policyFrom: expected the name of a branch');
    },
  );

  it.each(['main', 'release/1.2', 'refs/remotes/upstream/main'])('may call %s the protected branch', async (name) => {
    expect(await told(`{policyFrom: ${name}}`)).toEqual([]);
  });
});

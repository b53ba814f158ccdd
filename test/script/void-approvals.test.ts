import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { approving, carried, signerLine, two, type Approving } from './approving.ts';
import { writes } from './parked.ts';
import { document } from './scene.ts';

/** Applies with an approval file; answers the exit, and what was said of it. */
const applied = async ({ here }: Approving, file: string): Promise<string> => {
  const { exit, stderr } = await here.onward(['apply', 'plan.json', '--approval', file]);
  return `${exit ?? ''} ${stderr.replace(/\s+/g, ' ')}`;
};

interface File {
  statement: Record<string, unknown>;
  signature: string;
}

const altered = ({ here }: Approving, file: string, change: (approval: File) => void): string => {
  const approval = JSON.parse(here.read(file)) as File;
  change(approval);
  here.write(`altered-${file}`, JSON.stringify(approval));
  return `altered-${file}`;
};

describe('an approval that is given with the command', () => {
  it('names the fact that moved where an approval is of an older decision, and sends nothing', async () => {
    const scene = await approving();
    const { here, alice, plan, commit } = scene;
    await plan();
    const file = await carried(scene, alice, 'alice.json');
    commit({ 'prod.yaml': document('attestations: { backup: "velero 2026-11-27" }') });
    const decision = await plan();
    const said = await applied(scene, file);
    expect(said).toMatch(/^11 alice.json: PLN029 alice@example.com approved decision [0-9a-f]{12}, not/);
    expect(said).toContain(`not ${decision} (AckCluster/prod-hangzhou ACK130: warn is gone)`);
    expect(await writes(here)).toEqual([]);
  });

  it('refuses every approval that is not what it says, by name', async () => {
    const scene = await approving({ policy: two.replace('signers }', 'signers, revoked: revoked }') });
    const { here, alice, bob, plan, protect } = scene;
    protect({ signers: signerLine(alice) + signerLine(bob), revoked: '' });
    await plan();
    const [a, b] = [await carried(scene, alice, 'alice.json'), await carried(scene, bob, 'bob.json')];
    const signatureOf = (file: string): string => (JSON.parse(here.read(file)) as File).signature;
    const signedFor = (purpose: string, key: string, of: string): string => {
      const { statement } = JSON.parse(here.read(of)) as File;
      const sorted = (value: unknown): unknown =>
        Array.isArray(value) || typeof value !== 'object' || value === null
          ? value
          : Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)));
      const input = JSON.stringify(sorted(statement));
      return execFileSync('ssh-keygen', ['-Y', 'sign', '-f', key, '-n', purpose], {
        input,
        encoding: 'utf8',
        stdio: ['pipe', 'pipe', 'ignore'],
      });
    };
    const cases: readonly (readonly [string, (approval: File) => void])[] = [
      [
        "alice@example.com's signature is not over these words",
        (file) => (file.statement['at'] = '2027-01-01T00:00:00Z'),
      ],
      ["bob@example.com's signature is not over these words", (file) => (file.statement['by'] = 'bob@example.com')],
      ["alice@example.com's signature is not over these words", (file) => (file.signature = signatureOf(b))],
      [
        "alice@example.com's signature is for another purpose",
        (file) => (file.signature = signedFor('git', alice.key, a)),
      ],
      [
        "alice@example.com's key is not among the signers",
        (file) => (file.signature = signedFor('onward-approval', scene.eve.key, a)),
      ],
      ['and its key is that of bob@example.com', (file) => (file.signature = signedFor('onward-approval', bob.key, a))],
      ['this file is no approval of onward', (file) => (file.statement['extra'] = true)],
    ];
    for (const [says, change] of cases) {
      const said = await applied(scene, altered(scene, a, change));
      expect(said).toMatch(/^11 altered-alice.json: PLN029/);
      expect(said).toContain(says);
    }
    protect({ revoked: `${alice.half}\n` });
    expect(await applied(scene, a)).toContain("PLN029 alice@example.com's key is revoked");
    protect({ revoked: '', signers: signerLine(alice, 'valid-before="20200101"') + signerLine(bob) });
    expect(await applied(scene, a)).toContain("PLN029 alice@example.com's key was good until an earlier day");
    expect(await writes(here)).toEqual([]);
    protect({ signers: signerLine(alice) + signerLine(bob) });
    expect(await here.onward(['apply', 'plan.json', '--approval', `${a},${b}`])).toMatchObject({ exit: 0 });
  });
});

import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { approving, project, signerLine, two, type Approving, type Person } from './approving.ts';
import { lastLine } from './cli.ts';
import { writes } from './parked.ts';
import { document } from './scene.ts';

const journalOf = ({ here }: Approving): readonly Record<string, unknown>[] => {
  const runs = here.path('.onward/runs');
  return readdirSync(runs).flatMap((run) =>
    readdirSync(join(runs, run))
      .filter((name) => name.endsWith('.ndjson'))
      .flatMap((name) =>
        readFileSync(join(runs, run, name), 'utf8')
          .trim()
          .split('\n'),
      )
      .map((line) => JSON.parse(line) as Record<string, unknown>),
  );
};

const carried = async (scene: Approving, who: Person, file: string): Promise<string> => {
  expect(await scene.approve(who, '-o', file)).toMatchObject({ exit: 0 });
  return file;
};

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

describe('a plan under a policy of two signatures', () => {
  it('parks until two people have signed its decision, and says who is missing', async () => {
    const scene = await approving();
    const { here, alice, bob, plan, approve } = scene;
    const decision = await plan();
    expect((await here.onward(['show', 'plan.json'])).stdout.replace(/\s+/g, ' ')).toContain(
      'Yes 2 needed (alice@example.com bob@example.com; author dave@example.com does not count)',
    );
    expect(await approve(alice)).toMatchObject({ exit: 0 });
    const again = await here.onward(['plan', '-o', 'plan.json']);
    expect(again.stdout.replace(/\s+/g, ' ')).toContain('Yes 2 needed, 1 given: alice@example.com');
    expect(here.planned().yes).toBe(decision);
    const parked = await here.onward(['apply', 'plan.json']);
    expect(parked).toMatchObject({ exit: 9 });
    expect(parked.stderr).toContain('waits for approvals: 1 of 2: alice@example.com');
    expect(lastLine(parked)).toContain('next: onward approve plan.json');
    expect((await here.onward(['status'])).stdout.replace(/\s+/g, ' ')).toContain(
      'approvals: 1 of 2: alice@example.com',
    );
    const second = await approve(bob);
    expect(lastLine(second)).toContain(`next: onward resume ${here.planned().alias}`);
    expect(await here.onward(['resume'])).toMatchObject({ exit: 0 });
    expect(await writes(here)).toEqual(['RunClusterCheck 200', 'MigrateCluster 200']);
    const yes = journalOf(scene).filter(({ type }) => type === 'approved');
    expect(yes).toMatchObject([
      {
        by: 'alice@example.com, bob@example.com',
        via: '2 signatures',
        approvals: [
          { by: 'alice@example.com', how: 'signature', key: expect.stringMatching(/^SHA256:/) as string },
          { by: 'bob@example.com', how: 'signature', key: expect.stringMatching(/^SHA256:/) as string },
        ],
      },
    ]);
    const folder = here.path(`.onward/approvals/${here.planned().decision.slice('sha256:'.length)}`);
    expect(readdirSync(folder)).toHaveLength(2);
    for (const name of readdirSync(folder)) expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600);
    // Nothing of what was proven stays on the disk.
    expect(readdirSync(here.env['TMPDIR'] ?? '')).toEqual([]);
  });

  it('takes no decision on the command line for a yes', async () => {
    const { here, plan } = await approving();
    const decision = await plan();
    const refused = await here.onward(['apply', 'plan.json', '--approve', decision]);
    expect(refused).toMatchObject({ exit: 11 });
    expect(refused.stderr).toContain('PLN028 --approve is a yes of nobody here');
    expect(await writes(here)).toEqual([]);
    expect(await here.onward(['apply', 'plan.json'])).toMatchObject({ exit: 9 });
    expect(await here.onward(['resume', '--approve', decision])).toMatchObject({ exit: 11 });
  });

  it('is opened by approvals that were carried to it, and keeps them', async () => {
    const scene = await approving();
    const { here, alice, bob, plan } = scene;
    await plan();
    const files = `${await carried(scene, alice, 'alice.json')},${await carried(scene, bob, 'bob.json')}`;
    expect(await here.onward(['apply', 'plan.json', '--approval', files])).toMatchObject({ exit: 0 });
    expect(readdirSync(here.path('.onward/approvals'))).toEqual([here.planned().decision.slice('sha256:'.length)]);
  });

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

  it('counts no author, who is told so before anything is signed', async () => {
    const { here, alice, commit, plan, approve } = await approving();
    commit({ 'prod.yaml': document('attestations: { backup: "velero" }') }, 'alice <Alice@example.com>');
    await plan();
    const refused = await approve(alice);
    expect(refused).toMatchObject({ exit: 11 });
    expect(refused.stderr).toContain('alice@example.com is an author of the change');
    expect((await here.onward(['show', 'plan.json'])).stdout.replace(/\s+/g, ' ')).toContain(
      '2 needed (bob@example.com; authors Alice@example.com dave@example.com do not count)',
    );
  });

  it('counts one key once, and none that is too old by the cloud’s clock', async () => {
    const { here, alice, bob, plan, approve } = await approving();
    await plan();
    for (const who of [alice, alice]) expect(await approve(who)).toMatchObject({ exit: 0 });
    const parked = await here.onward(['apply', 'plan.json']);
    expect(parked.stderr).toContain('waits for approvals: 1 of 2: alice@example.com');
    await approve(bob);
    await here.twin.advance('15d');
    const expired = await here.onward(['resume']);
    expect(expired).toMatchObject({ exit: 9 });
    expect(expired.stderr).toMatch(/0 of 2; alice@example.com's expired .*; bob@example.com's expired /);
  });

  it('asks a person which decision, and signs none that is not said', async () => {
    const { here, alice, plan } = await approving();
    await plan();
    const unsaid = await here.onward(['approve', 'plan.json', '--key', alice.key]);
    expect(unsaid).toMatchObject({ exit: 11 });
    expect(unsaid.stderr).toContain('a person must say which decision');
    const other = await here.onward(['approve', 'plan.json', '--key', alice.key, '--decision', 'abcdefabcdef']);
    expect(other).toMatchObject({ exit: 11 });
    const digest = here.planned().digest.slice('sha256:'.length, 'sha256:'.length + 12);
    expect(await here.onward(['approve', 'plan.json', '--key', alice.key, '--decision', digest])).toMatchObject({
      exit: 11,
    });
    expect(
      await here.onward(['approve', 'plan.json', '--key', 'nowhere', '--decision', here.planned().yes]),
    ).toMatchObject({ exit: 11 });
  });

  it('says which program is missing where there is no ssh-keygen', async () => {
    const { here, alice, plan } = await approving();
    const decision = await plan();
    execFileSync('ln', ['-s', '/usr/bin/git', here.path('git')]);
    const env = { ...here.env, PATH: here.folder };
    const refused = await here.onward(['approve', 'plan.json', '--key', alice.key, '--decision', decision], { env });
    expect(refused).toMatchObject({ exit: 11 });
    expect(refused.stderr).toContain('RUN022 there is no ssh-keygen on the PATH');
  });
});

describe('a project without approvals', () => {
  it('takes a decision on the command line for a yes, as it always did', async () => {
    const { here, plan, protect, commit } = await approving();
    protect({ 'onward.yaml': project('') });
    commit({ 'onward.yaml': project('') });
    const decision = await plan();
    expect(await here.onward(['apply', 'plan.json', '--approve', decision])).toMatchObject({ exit: 0 });
  });
});

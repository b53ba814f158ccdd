import { readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { execFileSync } from 'node:child_process';
import { describe, expect, it, onTestFinished } from 'vitest';
import { approving, carried, project, type Approving } from './approving.ts';
import { lastLine } from './cli.ts';
import { writes, writesWithoutRenewal } from './parked.ts';
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
    expect((await here.onward(['status'])).stdout.replace(/\s+/g, ' ')).toContain(
      'approvals: 1 of 2: alice@example.com',
    );
    const second = await approve(bob);
    expect(lastLine(second)).toContain(`next: onward resume ${here.planned().alias}`);
    expect(await here.onward(['resume'])).toMatchObject({ exit: 0 });
    expect(await writesWithoutRenewal(here)).toEqual(['RunClusterCheck 200', 'MigrateCluster 200']);
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

  it('names the plan in the store, so that who sees the store alone can sign what waits', async () => {
    const { here, alice, bob, plan, approve } = await approving();
    const decision = await plan();
    await approve(alice);
    const parked = await here.onward(['apply', 'plan.json']);
    rmSync(here.path('plan.json'));
    const [, named = ''] =
      / next: onward approve (\S+) {3}\(by each approver; then onward resume /.exec(lastLine(parked)) ?? [];
    expect(named).toMatch(/^\.onward\/runs\/[0-9a-f]{12}\/plan\.json$/);
    expect(lastLine(await here.onward(['status']))).toContain(`next: onward approve ${named} `);
    const unsaid = await here.onward(['approve', named, '--key', bob.key]);
    expect(lastLine(unsaid)).toContain(`next: onward approve ${named} --decision ${decision}   (once it was read)`);
    expect(await here.onward(['approve', named, '--key', bob.key, '--decision', decision])).toMatchObject({ exit: 0 });
    expect(await here.onward(['resume'])).toMatchObject({ exit: 0 });
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

  it('signs with a key that only the agent holds, by its public half', async () => {
    const { here, alice, plan } = await approving();
    const decision = await plan();
    const socket = here.path('agent');
    const started = execFileSync('ssh-agent', ['-s', '-a', socket], { encoding: 'utf8' });
    const pid = Number(/SSH_AGENT_PID=(\d+)/.exec(started)?.[1]);
    onTestFinished(() => {
      process.kill(pid);
    });
    const env = { ...here.env, SSH_AUTH_SOCK: socket };
    execFileSync('ssh-add', ['-q', alice.key], { env, stdio: 'ignore' });
    rmSync(alice.key);
    const key = ['--key', `${alice.key}.pub`, '--decision', decision];
    expect(await here.onward(['approve', 'plan.json', ...key], { env })).toMatchObject({ exit: 0 });
    const without = await here.onward(['approve', 'plan.json', ...key]);
    expect(without).toMatchObject({ exit: 11 });
    expect(without.stderr).toContain('RUN022 ssh-keygen did not sign');
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

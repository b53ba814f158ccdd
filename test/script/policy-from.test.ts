import { execFileSync } from 'node:child_process';
import { symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { approving, project, signerLine, two, type Approving } from './approving.ts';
import { writes } from './parked.ts';
import { document, standardCluster } from './scene.ts';

const flat = (text: string): string => text.replace(/\s+/g, ' ');

/** What the plan's gate asks for. */
const neededIn = ({ here }: Approving): unknown => {
  const { steps } = JSON.parse(here.read('plan.json')) as { readonly steps: readonly Record<string, unknown>[] };
  return steps.find(({ type }) => type === 'gate')?.['approvals'];
};

/** What a plan was refused with: exit, and all that was said. */
const refusal = async ({ here }: Approving, env: Readonly<Record<string, string>> = {}): Promise<string> => {
  const { exit, stderr } = await here.onward(['plan', '-o', 'plan.json'], { env: { ...here.env, ...env } });
  return `${exit ?? ''} ${flat(stderr)}`;
};

const weak = two.replace('oneWay: 2', 'oneWay: 1');

describe('a change', () => {
  it('that asks for fewer approvals is judged by the protected branch, and that is said first in every face', async () => {
    const scene = await approving();
    const { here, commit } = scene;
    commit({ 'onward.yaml': project(weak) });
    const says = "this change alters approvals.oneWay 2 -> 1; judged by main's 2";
    expect((await here.onward(['plan', '-o', 'plan.json'])).stdout).toMatch(`Policy: ${says}`);
    expect(neededIn(scene)).toEqual({ needed: 2, of: 'oneWay' });
    const markdown = await here.onward(['show', 'plan.json', '--format', 'markdown']);
    expect(markdown.stdout.startsWith('> **Policy:** this change alters approvals.oneWay')).toBe(true);
    const { policy } = JSON.parse(here.read('plan.json')) as { readonly policy: unknown };
    expect(policy).toMatchObject({
      from: 'refs/remotes/origin/main',
      namedBy: 'remote',
      branch: 'main',
      alters: [{ key: 'approvals.oneWay', counts: 2, asked: 1 }],
    });
  });

  it('that names its own branch as the protected one, or takes the policy out, changes nothing', async () => {
    const scene = await approving();
    const { commit, git, plan } = scene;
    commit({ 'onward.yaml': project(weak.replace('policyFrom: main', 'policyFrom: change')) });
    git('push', '-q', 'origin', 'change');
    await plan();
    expect(neededIn(scene)).toEqual({ needed: 2, of: 'oneWay' });
    commit({ 'onward.yaml': project('') });
    await plan();
    expect(neededIn(scene)).toEqual({ needed: 2, of: 'oneWay' });
  });

  it('cannot put a local branch, or a tag, in the place of the protected one', async () => {
    const scene = await approving();
    const { commit, git, plan } = scene;
    commit({ 'onward.yaml': project(weak) });
    for (const name of ['main', 'origin/main', 'refs/remotes/origin/main']) git('branch', '-f', name, 'HEAD');
    git('tag', 'main');
    await plan();
    expect(neededIn(scene)).toEqual({ needed: 2, of: 'oneWay' });
  });

  it('cannot add a signer', async () => {
    const scene = await approving();
    const { here, alice, bob, eve, commit, plan, approve } = scene;
    commit({ signers: signerLine(alice) + signerLine(bob) + signerLine(eve) });
    await plan();
    const refused = await approve(eve);
    expect(refused).toMatchObject({ exit: 11 });
    expect(refused.stderr).toContain('PLN029 the key is not in signers');
    const named = await approve(eve, '--by', eve.name);
    expect(named.stderr).toContain("eve@example.com's key is not among the signers");
    expect(flat((await here.onward(['show', 'plan.json'])).stdout)).toContain(
      'Policy: this change alters signers (signers) 2 lines -> 0 gone, 1 new',
    );
  });

  it('cannot waive a check; once the waiver is on the protected branch it counts as it is there', async () => {
    const behind = { world: { ...standardCluster({ version: '1.16.9-aliyun.1' }), now: new Date().toISOString() } };
    const waiver = (expires: string): string => `waivers: [{ code: ACK104, reason: "CHG1", expires: ${expires} }]`;
    const scene = await approving({}, behind);
    const { here, commit, protect } = scene;
    expect(await here.onward(['plan'])).toMatchObject({ exit: 5 });
    commit({ 'prod.yaml': document(waiver('2099-01-01')) });
    const pending = await here.onward(['plan']);
    expect(pending).toMatchObject({ exit: 5 });
    expect(flat(pending.stdout)).toContain('does not count until it is on main');
    expect(flat(pending.stdout)).toMatch(/^Policy: this change waives ACK104 of AckCluster\/prod-hangzhou until 2099/);
    protect({ 'prod.yaml': document(waiver('2098-01-01')) });
    const counts = await here.onward(['plan', '-o', 'plan.json']);
    expect(counts).toMatchObject({ exit: 0 });
    expect(flat(counts.stdout)).toContain("until 2098-01-01 -> until 2099-01-01; judged by main's until 2098-01-01");
  });
});

describe('the protected branch', () => {
  it('must be there, by its full name: what is missing is said with the command that brings it', async () => {
    const scene = await approving();
    const { git } = scene;
    // A name that git would find by guessing, were it asked to.
    git('branch', 'refs/remotes/origin/main', 'HEAD');
    git('update-ref', '-d', 'refs/remotes/origin/main');
    const said = await refusal(scene);
    expect(said).toMatch(/^3 PLN025 the protected branch main is not in this clone/);
    expect(said).toContain('next: git fetch origin +refs/heads/main:refs/remotes/origin/main');
  });

  it('is what the runner says, whatever else is named', async () => {
    const scene = await approving();
    const { git, commit } = scene;
    commit({ 'onward.yaml': project(weak.replace('policyFrom: main', 'policyFrom: change')) });
    git('push', '-q', 'origin', 'change');
    expect(await refusal(scene, { ONWARD_POLICY_FROM: 'main' })).toMatch(/^0 /);
    expect(neededIn(scene)).toEqual({ needed: 2, of: 'oneWay' });
    expect(await refusal(scene, { ONWARD_POLICY_FROM: 'release' })).toMatch(/^3 PLN025 the protected branch release/);
  });

  it('is read by git alone: without git, and outside of a repository, nothing is taken instead', async () => {
    const scene = await approving();
    const { here } = scene;
    expect(await refusal(scene, { PATH: here.folder })).toMatch(/^3 PLN025 there is no git on the PATH/);
    execFileSync('mv', [here.path('.git'), join(dirname(here.folder), 'gone.git')]);
    expect(await refusal(scene)).toMatch(/^3 PLN025 this is no git repository/);
  });

  it.each([
    {
      reason: 'a link to a file of the change',
      damage: (folder: string): void => {
        symlinkSync('people', join(folder, 'signers'));
      },
      says: 'PLN026 main:signers is a symbolic link, which could lead anywhere',
    },
    { reason: 'no file at all', damage: () => undefined, says: 'PLN026 main:signers is not there' },
    {
      reason: 'a submodule',
      damage: (folder: string): void => {
        const inner = join(folder, 'signers');
        execFileSync('git', ['init', '-q', inner]);
        const who = ['-c', 'user.email=a@b.c', '-c', 'user.name=a'];
        execFileSync('git', ['-C', inner, ...who, 'commit', '-q', '--allow-empty', '-m', 'x']);
      },
      says: 'PLN026 main:signers is a submodule',
    },
  ])('must hold its signers as a plain file: $reason', async ({ damage, says }) => {
    const scene = await approving();
    const { here, protect } = scene;
    const upstream = join(dirname(here.folder), 'upstream');
    execFileSync('rm', [join(upstream, 'signers')]);
    damage(upstream);
    protect({ note: 'x' });
    expect(await refusal(scene)).toContain(says);
  });

  it('must hold the project, and call itself the protected one', async () => {
    const scene = await approving();
    const { here, protect } = scene;
    protect({ 'onward.yaml': project(two.replace('policyFrom: main', 'policyFrom: release')) });
    expect(await refusal(scene, { ONWARD_POLICY_FROM: 'main' })).toContain('PLN026 main:onward.yaml says that release');
    execFileSync('rm', [join(dirname(here.folder), 'upstream', 'onward.yaml')]);
    protect({ note: 'y' });
    expect(await refusal(scene)).toMatch(/^11 PLN026 main:onward.yaml is not there/);
  });

  it('that asks for something else than when the plan was made refuses the plan, before anything is sent', async () => {
    const scene = await approving();
    const { here, plan, protect } = scene;
    await plan();
    for (const policy of [two.replace('oneWay: 2', 'oneWay: 3'), weak]) {
      protect({ 'onward.yaml': project(policy) });
      const refused = await here.onward(['apply', 'plan.json']);
      expect(refused).toMatchObject({ exit: 11 });
      expect(refused.stderr).toMatch(/PLN027 the policy moved since the plan was made: approvals.oneWay 2 -> [13]/);
    }
    expect(await writes(here)).toEqual([]);
  });

  it('that asks for something else keeps the gate of a run shut, by name', async () => {
    const scene = await approving();
    const { here, plan, protect } = scene;
    await plan();
    expect(await here.onward(['apply', 'plan.json'])).toMatchObject({ exit: 9 });
    protect({ 'onward.yaml': project(weak) });
    const refused = await here.onward(['resume']);
    expect(refused).toMatchObject({ exit: 11 });
    expect(refused.stderr).toContain('RUN020 prod-hangzhou/commit: unapproved');
    expect(await writes(here)).toEqual(['RunClusterCheck 200']);
  });

  it('that asks for approvals since the plan was made takes no yes to a run from before', async () => {
    const scene = await approving({ policy: '{ prepare: 0, oneWay: 0, policyFrom: main }' });
    const { here, plan, protect } = scene;
    const decision = await plan();
    expect(await here.onward(['apply', 'plan.json'])).toMatchObject({ exit: 9 });
    protect({ 'onward.yaml': project(two) });
    const refused = await here.onward(['resume', '--approve', decision]);
    expect(refused).toMatchObject({ exit: 11 });
    expect(refused.stderr).toContain('PLN027 the policy moved since the plan was made');
    expect(await writes(here)).toEqual(['RunClusterCheck 200']);
  });

  it('is not replaced by a plan that leaves the policy out', async () => {
    const scene = await approving();
    const { here, plan } = scene;
    execFileSync('mv', [here.path('onward.yaml'), here.path('away.yaml')]);
    expect(await here.onward(['plan', 'prod.yaml', '-o', 'plan.json'])).toMatchObject({ exit: 0 });
    execFileSync('mv', [here.path('away.yaml'), here.path('onward.yaml')]);
    expect(neededIn(scene)).toBeUndefined();
    const refused = await here.onward(['apply', 'plan.json', '--approve', here.planned().yes]);
    expect(refused).toMatchObject({ exit: 11 });
    expect(refused.stderr).toContain('PLN027');
    await plan();
    expect(neededIn(scene)).toEqual({ needed: 2, of: 'oneWay' });
  });
});

describe('a project that names no protected branch', () => {
  it('is judged by its own work tree, and says so', async () => {
    const local = two.replace(', policyFrom: main', '');
    const scene = await approving({ policy: local });
    const { here } = scene;
    expect(flat((await here.onward(['plan', '-o', 'plan.json'])).stdout)).toMatch(
      /^Policy: read from this work tree: no protected branch is named/,
    );
    expect(neededIn(scene)).toEqual({ needed: 2, of: 'oneWay' });
  });
});

describe('reviews', () => {
  it('that cannot be read refuse the apply: this runner knows no forge', async () => {
    const { here, plan } = await approving({ policy: '{ oneWay: 2, policyFrom: main }' });
    await plan();
    const refused = await here.onward(['apply', 'plan.json']);
    expect(refused).toMatchObject({ exit: 11 });
    expect(refused.stderr).toContain('RUN021');
    expect(await writes(here)).toEqual([]);
  });
});

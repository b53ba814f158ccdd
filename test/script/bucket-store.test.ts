import { mkdirSync, writeFileSync, readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { document, scene, standardCluster, type Scene } from './scene.ts';
import { writes } from './parked.ts';

const ONWARD_STORE = 'oss://moves/teams/one';

const withBucket = (bucket: Readonly<Record<string, unknown>> = {}, env: Readonly<Record<string, string>> = {}) =>
  scene({
    world: { ...standardCluster(), oss: { buckets: [{ name: 'moves', ...bucket }] } },
    speed: 600,
    env: { ONWARD_STORE, ...env },
  });

/** The writes that move the cluster, without those of the store. */
const moves = async (here: Scene): Promise<readonly string[]> =>
  (await writes(here)).filter((write) => /^(RunClusterCheck|MigrateCluster) /.test(write));

const parkedIn = async (here: Scene) => {
  expect(await here.onward(['plan', 'prod.yaml', '-o', 'plan.json'])).toMatchObject({ exit: 0 });
  const applied = await here.onward(['apply', 'plan.json']);
  expect(applied).toMatchObject({ exit: 9 });
  return { ...here.planned(), applied };
};

describe('a store in a bucket', () => {
  it('is gone on with from another folder, which has nothing but its name', async () => {
    const here = await withBucket();
    const { yes, alias, digest } = await parkedIn(here);
    expect(readdirSync(here.folder).sort()).toEqual(['plan.json', 'prod.yaml']);
    const cwd = here.path('elsewhere');
    mkdirSync(cwd);
    writeFileSync(`${cwd}/prod.yaml`, document());
    const kept = `${ONWARD_STORE}/runs/${digest.slice(7, 19)}/plan.json`;
    const status = await here.onward(['status', alias], { cwd });
    expect(status.stdout).toContain(kept);
    expect(await here.onward(['show', kept], { cwd })).toMatchObject({ exit: 0 });
    expect(await here.onward(['resume', alias, '--approve', yes], { cwd })).toMatchObject({ exit: 0 });
    expect(await moves(here)).toEqual(expect.arrayContaining(['MigrateCluster 200']));
    expect((await moves(here)).filter((write) => write.startsWith('Migrate'))).toHaveLength(1);
    expect(await here.onward(['drift', 'prod.yaml'], { cwd })).toMatchObject({ exit: 0 });
    expect((await here.onward(['doctor', 'prod.yaml', '--executor', 'direct'], { cwd })).stdout).toContain(
      ONWARD_STORE,
    );
  });

  it('lets two processes that apply one plan at once send its call once', async () => {
    const here = await withBucket();
    await here.onward(['plan', 'prod.yaml', '-o', 'plan.json']);
    const { yes } = here.planned();
    const both = await Promise.all([1, 2].map(() => here.onward(['apply', 'plan.json', '--approve', yes])));
    const [first, second] = both.map(({ exit }) => exit ?? -1).sort((a, b) => a - b);
    expect(first).toBe(0);
    expect([6, 7]).toContain(second);
    expect((await moves(here)).filter((write) => write.startsWith('Migrate'))).toEqual(['MigrateCluster 200']);
  });

  it.each([
    { store: 'oss://nobodys/x', exit: 3, code: 'STO031', reason: 'there is no such bucket' },
    { store: 'oss://Moves', exit: 3, code: 'STO038', reason: 'no bucket has such a name' },
    { store: 's3://moves', exit: 3, code: 'STO038', reason: 'it is of a storage that is not known' },
  ])('is refused by $code where $reason', async ({ store, exit, code }) => {
    const here = await withBucket();
    const refused = await here.onward(['plan', 'prod.yaml', '-o', 'plan.json', '--store', store]);
    expect(refused.exit).toBe(exit);
    expect(refused.stderr).toContain(code);
    expect(refused.stderr).not.toContain(here.env['ALIBABA_CLOUD_ACCESS_KEY_SECRET'] ?? 'none');
  });

  it('is not made in a bucket that keeps versions, before anything is sent', async () => {
    const here = await withBucket({ versioning: 'Enabled' });
    await here.onward(['plan', 'prod.yaml', '-o', 'plan.json']);
    const refused = await here.onward(['apply', 'plan.json']);
    expect([refused.exit, refused.stderr.includes('STO034')]).toEqual([3, true]);
    expect(await moves(here)).toEqual([]);
  });

  it('is in the policy that a run needs', async () => {
    const here = await withBucket();
    const { stdout } = await here.onward(['doctor', 'prod.yaml', '--policy', 'apply']);
    expect(stdout).toContain('acs:oss:*:*:moves/teams/one/*');
    expect(stdout).toContain('oss:PutObject');
  });
});

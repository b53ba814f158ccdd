import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { gitHubEnv, gitHubHost, merge, pullOf, worldOf } from '../forge/github-host.ts';
import { document, scene, type Scene } from '../script/scene.ts';
import { root, useAction, type Around, type Ended } from './action.ts';
import { outputsIn } from './job-host.ts';

/** A job on a machine of its own: an empty workspace, files for its outputs, and the twin as its cloud. */
const machines = async (world: Scene) => {
  const merged = pullOf({ merged_at: '2026-11-28T01:00:00Z' });
  const github = worldOf({ pulls: { [merge]: [merged] } });
  const forge = await gitHubHost(github);
  const machine = (run: string) => {
    const cwd = world.path(`job-${run}`);
    mkdirSync(cwd);
    writeFileSync(join(cwd, 'prod.yaml'), document());
    const around: Around = {
      cwd,
      env: {
        ...world.env,
        ...gitHubEnv(forge.url),
        PATH: `${join(process.execPath, '..')}:/usr/bin:/bin`,
        CI: 'true',
        GITHUB_RUN_ID: run,
        GITHUB_JOB: 'job',
        GITHUB_REF_NAME: 'main',
        GITHUB_ACTION_PATH: join(root, 'ci', 'github'),
        GITHUB_OUTPUT: join(cwd, 'out'),
        GITHUB_STEP_SUMMARY: join(cwd, 'sum'),
      },
    };
    const use = (inputs: Readonly<Record<string, string>>): Promise<Ended> =>
      useAction({ documents: 'prod.yaml', executor: 'direct', ...inputs }, around).ended;
    const outputs = () => outputsIn(readFileSync(join(cwd, 'out'), 'utf8'));
    return { cwd, use, outputs };
  };
  return { machine, github };
};

type Machine = Awaited<ReturnType<typeof machines>>['machine'] extends (run: string) => infer One ? One : never;

/** An artifact: what one job left, given to another. */
const hand = (from: Machine, to: Machine, name: string): void => {
  cpSync(join(from.cwd, name), join(to.cwd, name), { recursive: true });
};

const travels = { 'store-travels': 'true' };

/** A run that parked in one job; its store came home. */
const parked = async (world: Scene) => {
  const { machine, github } = await machines(world);
  const first = machine('1');
  expect((await first.use({ command: 'plan' })).exit).toBe(0);
  expect((await first.use({ command: 'store-out' })).exit).toBe(0);
  const applied = await first.use({ command: 'apply', ...travels });
  return { machine, github, first, applied };
};

describe('a pipeline of two jobs', () => {
  it('plans and parks in one, and ends in another, with the store as an artifact', async () => {
    const world = await scene();
    const { machine, github, first, applied } = await parked(world);
    expect(applied.exit).toBe(0);
    const { run = '', decision = '' } = first.outputs();
    expect(first.outputs()).toMatchObject({ parked: 'true', exit: '9' });
    expect(await world.twin.callsOf('MigrateCluster')).toEqual([]);
    expect(github.comments.map(({ body }) => body.split('\n')[0])).toEqual([
      '<!-- onward:plan:onward -->',
      '<!-- onward:run:onward -->',
    ]);
    expect((await first.use({ command: 'store-back' })).exit).toBe(0);

    const second = machine('2');
    hand(first, second, '.onward');
    expect((await second.use({ command: 'store-out' })).exit).toBe(0);
    const yes = decision.slice(0, 12);
    const resumed = await second.use({ command: 'resume', run, approve: yes, ...travels });
    expect({ exit: resumed.exit, outputs: second.outputs() }).toMatchObject({
      exit: 0,
      outputs: { parked: 'false', exit: '0' },
    });
    expect(await world.twin.callsOf('MigrateCluster')).toHaveLength(1);
    expect(readFileSync(join(second.cwd, 'sum'), 'utf8')).toContain('exit 0 (done)');
  });

  it('sends nothing where the first job’s runner died and its store was not brought back', async () => {
    const world = await scene();
    const { machine, first } = await parked(world);
    const second = machine('2');
    hand(first, second, '.onward');
    const { exit, stdout } = await second.use({
      command: 'resume',
      approve: first.outputs()['decision'] ?? '',
      ...travels,
    });
    expect(exit).toBe(7);
    expect(stdout).toContain('FRG011');
    expect(await world.twin.callsOf('MigrateCluster')).toEqual([]);
  });

  it('does not apply a plan twice, whatever job tries', async () => {
    const world = await scene();
    const { machine, first } = await parked(world);
    await first.use({ command: 'store-back' });
    const second = machine('2');
    hand(first, second, '.onward');
    hand(first, second, 'plan.json');
    await second.use({ command: 'store-out' });
    expect((await second.use({ command: 'apply', ...travels })).exit).toBe(6);
  });

  it('shows a blocked plan and is red', async () => {
    const world = await scene({
      world: {
        ack: {
          clusters: [
            {
              id: 'c82e6987e2961451182edacd74faf0000',
              name: 'prod-hangzhou',
              spec: 'ack.standard',
              workers: 6,
              version: '1.14.8-aliyun.1',
            },
          ],
        },
      },
    });
    const { machine, github } = await machines(world);
    const first = machine('1');
    expect((await first.use({ command: 'plan' })).exit).toBe(5);
    expect(github.comments[0]?.body).toContain('BLOCKED');
    expect(existsSync(join(first.cwd, '.onward'))).toBe(false);
  });
});

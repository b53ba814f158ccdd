import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { gitHubEnv, gitHubHost, head, pullEvent, worldOf } from '../forge/github-host.ts';
import type { Scene } from '../script/scene.ts';
import { root, useAction, type Ended } from './action.ts';
import { addresses, fleet, fleetScene, project } from './fleet-parts.ts';
import { outputsIn } from './job-host.ts';

type Inputs = Readonly<Record<string, string>>;

interface Job {
  readonly strategy?: { readonly matrix: { readonly part: readonly number[] } };
  readonly outputs?: Inputs;
  readonly needs?: string;
  readonly if?: string;
  readonly steps: readonly { readonly uses: string; readonly with: Readonly<Record<string, unknown>> }[];
}

const workflow = parse(readFileSync(join(root, 'ci', 'github', 'workflows', 'fleet.yml'), 'utf8')) as {
  readonly jobs: { readonly plan: Job; readonly summary: Job };
};
const { plan, summary } = workflow.jobs;
const parts = plan.strategy?.matrix.part ?? [];

/** What the runner does to an expression before a step sees it. */
const filled = (text: string, values: Inputs): string =>
  text.replaceAll(/\$\{\{ *([\w.-]+) *\}\}/g, (_, name: string) => values[name] ?? '');

/** The inputs that a job gives to the action. */
const inputsOf = ({ steps }: Job, values: Inputs): Inputs =>
  Object.fromEntries(
    Object.entries(steps.find(({ uses }) => uses.startsWith('OWNER/onward'))?.with ?? {}).map(([name, value]) => [
      name,
      filled(String(value), values),
    ]),
  );

const uploaded = ({ steps }: Job, values: Inputs): string =>
  filled(String(steps.find(({ uses }) => uses.startsWith('actions/upload-artifact'))?.with['path']), values);

interface Machine {
  readonly cwd: string;
  readonly use: (inputs: Inputs) => Promise<Ended>;
  readonly outputs: () => Inputs;
}

/** Nothing answers there: a part that asked a forge for anything would say so. */
const nowhere = 'http://127.0.0.1:9';

/** A job on a machine of its own, for a pull request. */
const machineOf = (scene: Scene, name: string, { forge = nowhere, event = pullEvent() } = {}): Machine => {
  const cwd = scene.path(name);
  mkdirSync(cwd, { recursive: true });
  for (const [file, text] of Object.entries({ 'onward.yaml': project, 'fleet.yaml': fleet, 'event.json': event }))
    writeFileSync(join(cwd, file), text);
  const env = {
    ...scene.env,
    ...gitHubEnv(forge),
    PATH: `${join(process.execPath, '..')}:/usr/bin:/bin`,
    CI: 'true',
    GITHUB_ACTION_PATH: join(root, 'ci', 'github'),
    GITHUB_EVENT_PATH: join(cwd, 'event.json'),
    GITHUB_OUTPUT: join(cwd, 'out'),
    GITHUB_STEP_SUMMARY: join(cwd, 'sum'),
  };
  return {
    cwd,
    use: (inputs) => useAction(inputs, { cwd, env }).ended,
    outputs: () => outputsIn(readFileSync(join(cwd, 'out'), 'utf8')),
  };
};

const total = { 'strategy.job-total': String(parts.length) };
const passedOn: Inputs = { 'needs.plan.outputs.parts': filled(plan.outputs?.['parts'] ?? '', total) };

/** All parts, each on its own machine; their files are handed to the machine of the summary. */
const runParts = async (scene: Scene, event?: string): Promise<readonly Ended[]> => {
  mkdirSync(scene.path('summary'));
  const ended = [];
  for (const part of parts) {
    const values = { ...total, 'matrix.part': String(part), 'vars.ONWARD_STORE': scene.path('store') };
    const runner = machineOf(scene, `part-${part}`, { ...(event === undefined ? {} : { event }) });
    ended.push(await runner.use(inputsOf(plan, values)));
    const file = uploaded(plan, values);
    if (existsSync(join(runner.cwd, file))) cpSync(join(runner.cwd, file), scene.path(`summary/${file}`));
  }
  return ended;
};

const sumUp = async (scene: Scene, { event = pullEvent(), ...more }: Inputs = {}) => {
  const github = worldOf();
  const { url } = await gitHubHost(github);
  const machine = machineOf(scene, 'summary', { forge: url, event });
  const ended = await machine.use({ ...inputsOf(summary, passedOn), ...more });
  return { ...ended, github, outputs: machine.outputs() };
};

const exitsOf = (all: readonly Ended[]): readonly (number | null)[] => all.map(({ exit }) => exit);

const targetsIn = (markdown: string): readonly (string | undefined)[] =>
  (markdown.match(/^\| \*\*(READY|BLOCKED)\*\* \| `[^`]+` \|/gm) ?? []).map((row) => /`(.+)`/.exec(row)?.[1]).sort();

describe('a pull request over many clusters', () => {
  let scene: Scene;
  let planned: readonly Ended[];
  beforeAll(async () => {
    scene = await fleetScene(true);
    planned = await runParts(scene);
  }, 180_000);
  afterAll(() => scene.close());

  it('is planned in parts that write no comment, and only the one that is blocked is red', () => {
    expect(parts).toEqual([1, 2, 3, 4]);
    expect(exitsOf(planned)).toEqual([5, 0, 0, 0]);
    for (const { stdout } of planned) expect(stdout).not.toContain('no comment was written');
  });

  it('is one comment with a row for each target, which ends as the worst part', async () => {
    const { exit, github, outputs } = await sumUp(scene);
    expect(exit).toBe(5);
    expect(github.comments).toHaveLength(1);
    const body = github.comments[0]?.body ?? '';
    expect(body.split('\n')[0]).toBe('<!-- onward:plan:fleet -->');
    expect(targetsIn(body)).toEqual(addresses);
    expect(body.match(/\*\*BLOCKED\*\*/g)).toHaveLength(1);
    expect(body).not.toContain('[!WARNING]');
    expect(outputs).toMatchObject({ exit: '5', applicable: 'true', commented: 'true' });
  });

  it('is never told as whole where a part left no plan', async () => {
    const { exit, stdout, github } = await sumUp(scene, { shards: '5' });
    expect(exit).toBe(1);
    expect(stdout).toContain('FRG017 part 5 of 5 left no plan: there is no plan.5.json');
    const body = github.comments[0]?.body ?? '';
    expect(body).toContain('[!WARNING]\n> This is not all of it.\n> FRG017 part 5 of 5');
    expect(targetsIn(body)).toEqual(addresses);
  });

  it('is refused where nobody says how many parts there are', async () => {
    const { exit, stdout, github } = await sumUp(scene, { shards: 'four' });
    expect(exit).toBe(3);
    expect(stdout).toContain('FRG015 ONWARD_CI_SHARDS is not a number from 1 to 999');
    expect(github.comments).toEqual([]);
  });

  it('is not taken for that of another commit', async () => {
    const file = scene.path('summary/plan.2.json');
    const text = readFileSync(file, 'utf8');
    writeFileSync(file, JSON.stringify({ ...(JSON.parse(text) as object), source: { commit: 'd'.repeat(40) } }));
    const { exit, stdout } = await sumUp(scene);
    writeFileSync(file, text);
    expect(exit).toBe(6);
    expect(stdout).toContain(`FRG012 the plan is of commit dddddddddddd, and this job runs for ${head.slice(0, 12)}`);
  });
});

describe('a pull request from a fork', () => {
  it('is checked offline in its parts, and has no comment', async () => {
    const scene = await fleetScene(false);
    const event = pullEvent({ head: { sha: head, repo: { full_name: 'mallory/fleet' } } });
    try {
      expect(exitsOf(await runParts(scene, event))).toEqual([0, 0, 0, 0]);
      const { exit, outputs, github } = await sumUp(scene, { event });
      expect({ exit, skipped: outputs['skipped'], comments: github.comments }).toEqual({
        ...{ exit: 0, skipped: 'fork', comments: [] },
      });
      expect(await scene.twin.calls()).toEqual([]);
    } finally {
      await scene.close();
    }
  }, 120_000);
});

describe('the fleet’s workflow', () => {
  it('says nowhere but in its matrix how many parts there are, and sums up whatever became of them', () => {
    expect(plan.outputs).toEqual({ parts: '${{ strategy.job-total }}' });
    expect(summary.needs).toBe('plan');
    expect(summary.if).toBe('${{ !cancelled() }}');
    expect(parts).toEqual(parts.map((_, at) => at + 1));
  });
});

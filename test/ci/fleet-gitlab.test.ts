import { chmodSync, copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { gitLabEnv, gitLabHost, worldOf } from '../forge/gitlab-host.ts';
import type { Scene } from '../script/scene.ts';
import { root, runScript, type Ended } from './action.ts';
import { addresses, fleet, fleetScene, project } from './fleet-parts.ts';

interface Job {
  readonly extends?: string;
  readonly needs?: readonly string[];
  readonly parallel?: string;
  readonly timeout?: string;
  readonly variables?: Readonly<Record<string, string>>;
  readonly before_script?: readonly string[];
  readonly script: readonly string[];
  readonly artifacts: { readonly paths: readonly string[] };
}

const text = readFileSync(join(root, 'ci', 'gitlab', 'onward-fleet.gitlab-ci.yml'), 'utf8');
const [spec, template] = parseAllDocuments(text).map((one) => one.toJS() as Readonly<Record<string, unknown>>);
const jobs = template as unknown as { readonly 'onward-part': Job; readonly 'onward-summary': Job };
const declared = (
  spec?.['spec'] as {
    readonly inputs: Readonly<Record<string, { readonly type?: string; readonly default?: unknown }>>;
  }
).inputs;
const parts = Number(declared['parts']?.default);

const filled = (value: string, env: Readonly<Record<string, string>>): string =>
  value
    .replaceAll(/\$\[\[ inputs\.([\w-]+) \]\]/g, (_, name: string) => env[`inputs.${name}`] ?? '')
    .replaceAll(/\$(\w+)/g, (_, name: string) => env[name] ?? '');

/** A job's lines as GitLab's runner gives them to one shell, with the built onward-ci on PATH. */
const runJob = async (scene: Scene, job: Job, more: Readonly<Record<string, string>>) => {
  const cwd = scene.path('project');
  const bin = scene.path('bin');
  for (const folder of [cwd, bin]) mkdirSync(folder, { recursive: true });
  writeFileSync(
    join(bin, 'onward-ci'),
    `#!/bin/sh\nexec "${process.execPath}" "${join(root, 'dist', 'ci.js')}" "$@"\n`,
  );
  chmodSync(join(bin, 'onward-ci'), 0o755);
  writeFileSync(join(cwd, 'onward.yaml'), project);
  writeFileSync(join(cwd, 'fleet.yaml'), fleet);
  const gitLab = worldOf();
  const forge = await gitLabHost(gitLab);
  const base: Readonly<Record<string, string>> = {
    ...gitLabEnv(forge.url),
    PATH: `${bin}:${join(process.execPath, '..')}:/usr/bin:/bin`,
    CI_PROJECT_DIR: cwd,
    ONWARD_OIDC_TOKEN: 'head.body.sign',
    'inputs.parts': String(parts),
    'inputs.store': scene.path('store'),
    ...more,
  };
  const variables = Object.entries(job.variables ?? {}).map(([name, value]) => [name, filled(value, base)] as const);
  const clean = Object.entries({ ...base, ...Object.fromEntries(variables), ...scene.env, PATH: base['PATH'] ?? '' });
  // What the twin gives stands for the role that the token would be exchanged for.
  const env = Object.fromEntries(
    clean.filter(([name]) => !/^(inputs\.|ALIBABA_CLOUD_(ROLE_ARN|OIDC_PROVIDER_ARN)$|ONWARD_APPLY_ROLE$)/.test(name)),
  );
  const lines = [...(job.before_script ?? []), ...job.script].join('\n');
  const ended = await runScript(lines, { cwd, env }).ended;
  return { ...ended, gitLab, cwd };
};

describe('a merge request over many clusters', () => {
  let scene: Scene;
  const ended: Ended[] = [];
  const notes: unknown[] = [];
  beforeAll(async () => {
    scene = await fleetScene(true);
    mkdirSync(scene.path('kept'));
    for (let part = 1; part <= parts; part += 1) {
      const ran = await runJob(scene, jobs['onward-part'], {
        CI_NODE_INDEX: String(part),
        CI_NODE_TOTAL: String(parts),
      });
      ended.push(ran);
      notes.push(...ran.gitLab.notes);
      const report = JSON.parse(readFileSync(join(ran.cwd, 'onward-report.json'), 'utf8')) as object;
      expect(Object.keys(report).sort()).toEqual(['create', 'delete', 'update']);
      copyFileSync(join(ran.cwd, `plan.${part}.json`), scene.path(`kept/plan.${part}.json`));
    }
  }, 180_000);
  afterAll(() => scene.close());

  it('is planned in parts that write no note, each with a report of changes', () => {
    expect(ended.map(({ exit }) => exit)).toEqual([5, 0, 0, 0]);
    expect(notes).toEqual([]);
  });

  it('is one note with a row for each target, which ends as the worst part', async () => {
    const { exit, gitLab, stderr } = await runJob(scene, jobs['onward-summary'], {});
    expect({ exit, stderr }).toEqual({ exit: 5, stderr: '' });
    expect(gitLab.notes).toHaveLength(1);
    const body = gitLab.notes[0]?.body ?? '';
    expect(body.split('\n')[0]).toBe('<!-- onward:plan:fleet -->');
    for (const address of addresses) expect(body).toContain(`| \`${address}\` |`);
    expect(body).not.toContain('[!WARNING]');
  });
});

describe('the template of GitLab for many targets', () => {
  it('uses each input that it declares, and declares each that it uses', () => {
    const used = JSON.stringify(template).match(/(?<=\$\[\[ inputs\.)[\w-]+/g) ?? [];
    expect([...new Set(used)].sort()).toEqual(Object.keys(declared).sort());
  });

  it('plans in as many parts as it sums up, and sums up when all of them ended', () => {
    const { 'onward-part': part, 'onward-summary': summary } = jobs;
    expect(part.parallel).toBe('$[[ inputs.parts ]]');
    expect(summary.variables?.['ONWARD_CI_SHARDS']).toBe('$[[ inputs.parts ]]');
    expect(summary.needs).toEqual(['onward-part']);
    expect(template?.['onward-summary']).toMatchObject({ rules: [{ when: 'always' }] });
    expect(part.artifacts.paths).toEqual(['plan.*.json']);
    for (const job of [part, summary]) expect(job.timeout).toMatch(/^\d+ minutes$/);
  });

  it('lends the role to the parts alone', () => {
    const withToken = Object.entries(template ?? {}).filter(([, job]) => JSON.stringify(job).includes('ROLE_ARN'));
    expect(withToken.map(([name]) => name)).toEqual(['onward-part']);
  });
});

import { Ajv2020 } from 'ajv/dist/2020.js';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import schema from '../../schemas/rehearsal.schema.json' with { type: 'json' };
import { lastLine, startCli, type Ended } from './cli.ts';

let home = '';
let work = '';

/** A person's machine: keys in the environment and in files, a project and a plan. */
beforeAll(() => {
  home = realpathSync(mkdtempSync(join(tmpdir(), 'onward-rehearse-')));
  work = join(home, 'work');
  mkdirSync(work);
  for (const [folder, file] of [
    ['.aliyun', 'config.json'],
    ['.alibabacloud', 'credentials'],
    ['.kube', 'config'],
  ] as const) {
    mkdirSync(join(home, folder));
    writeFileSync(join(home, folder, file), '{}');
  }
  for (const name of ['ready', 'vm-set', 'unreadable']) cpSync(`plans/${name}/plan.json`, join(work, `${name}.json`));
});
afterAll(() => {
  rmSync(home, { recursive: true, force: true });
});

const listing = (): readonly string[] =>
  readdirSync(home, { recursive: true, withFileTypes: true })
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();

const env = (): Readonly<Record<string, string>> => ({
  PATH: '/usr/bin:/bin',
  HOME: home,
  ALIBABA_CLOUD_ACCESS_KEY_ID: 'LTAIreal',
  ALIBABA_CLOUD_ACCESS_KEY_SECRET: 'a-real-secret',
  ONWARD_AOC_HZ_URL: 'https://127.0.0.1:9',
  ONWARD_AOC_HZ_USERNAME: 'root',
  ONWARD_AOC_HZ_PASSWORD: 'a-real-password',
  ONWARD_ENDPOINT: 'http://127.0.0.1:9',
});

const onward = (args: readonly string[], more: Readonly<Record<string, string>> = {}): Promise<Ended> =>
  startCli(args, { cwd: work, env: { ...env(), ...more } }).ended;

/** Under it every way out is closed, and told where it is tried. */
const closed = { NODE_OPTIONS: `--require ${join(import.meta.dirname, 'ways-out.cjs')}` };

/** What was tried, but for the looks by which a process tells others from itself. */
const waysOut = (stderr: string): readonly string[] =>
  [...stderr.matchAll(/^WAY OUT (?!reads \/proc\/)(.*)$/gm)].map(([, what = '']) => what);

const isValid = new Ajv2020({ strict: true, allowUnionTypes: true }).compile(schema);

describe('onward rehearse', { timeout: 120_000 }, () => {
  it.each(['ready', 'vm-set'])('opens no socket, looks at no secret, and leaves no file: %s', async (name) => {
    const before = listing();
    const ended = await onward(['rehearse', `${name}.json`, '--chaos', '2', '--seed', '1'], closed);
    expect(ended.stdout).toContain('CHAOS  2 lives, seed 1');
    expect(waysOut(ended.stderr)).toEqual([`reads ${name}.json`]);
    expect(listing()).toEqual(before);
  });

  it('would be seen to, were it to do as a verb that asks the cloud does', async () => {
    writeFileSync(
      join(home, 'asks.yaml'),
      'apiVersion: onward/v1\nkind: AckCluster\nmetadata: { name: prod }\nspec: { clusterId: c82e6987e2961451182edacd74faf0000, region: cn-hangzhou, edition: pro }\n',
    );
    const plan = onward(['plan', join(home, 'asks.yaml'), '-o', 'asked.json'], closed);
    const ways = waysOut(await plan.then(({ stderr }) => stderr, String));
    expect(ways).toEqual(expect.arrayContaining(['a connection', 'the variable ALIBABA_CLOUD_ACCESS_KEY_SECRET']));
  });

  it('says in JSON what the schema of it says, calm and with its lives, and writes it where it is asked to', async () => {
    const calm = await onward(['rehearse', 'ready.json', '--format', 'json']);
    const told: unknown = JSON.parse(calm.stdout);
    expect([isValid(told), isValid.errors]).toEqual([true, null]);
    expect(calm.exit).toBe(0);
    const args = ['rehearse', 'vm-set.json', '--chaos', '2', '--seed', '7', '--format', 'json', '-o', 'said.json'];
    const lived = await onward(args);
    const lives = JSON.parse(lived.stdout) as { readonly chaos: { readonly lives: number } };
    expect([isValid(lives), isValid.errors]).toEqual([true, null]);
    expect(lives.chaos.lives).toBe(2);
    expect(listing()).toContain(join(work, 'said.json'));
  });

  it('refuses what could not be applied, and says what to do instead', async () => {
    const ended = await onward(['rehearse', 'unreadable.json']);
    expect(ended.exit).toBe(1);
    expect(lastLine(ended)).toMatch(/next: onward plan /);
  });

  it.each([
    { args: ['--seed', '1'], reason: 'a seed of nothing' },
    { args: ['--chaos', '0'], reason: 'no life' },
    { args: ['--chaos', '2', '--life', '1'], reason: 'a life of no seed' },
  ])('is asked wrongly with $args: $reason', async ({ args }) => {
    expect((await onward(['rehearse', 'ready.json', ...args])).exit).toBe(3);
  });
});

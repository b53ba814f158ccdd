import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lastLine, type Environment } from './cli.ts';
import { openScene, type Scene } from './scene.ts';

let here: Scene;
let yes = '';
let alias = '';
beforeAll(async () => {
  here = await openScene();
  await here.onward(['plan', 'prod.yaml', '-o', 'plan.json']);
  await here.onward(['apply', 'plan.json']);
  ({ yes, alias } = here.planned());
  here.write('bad.yaml', 'kind: Pod\n');
});
afterAll(() => here.close());

/** Every verb that ends by itself, as it goes well and as it does not. RUN stands for the parked run. */
const lines = [
  'plan prod.yaml',
  'plan prod.yaml --detailed-exitcode',
  'plan bad.yaml',
  'show plan.json',
  'show bad.yaml',
  'validate prod.yaml',
  'validate bad.yaml',
  'status RUN',
  'status RUN --offline',
  'drift prod.yaml',
  'drift bad.yaml',
  'explain',
  'explain ACK105',
  'explain nothing',
  'apply plan.json',
  'apply plan.json --approve ffffffffffff',
  'resume RUN',
  'settle RUN --step prod-hangzhou/migrate --as sent --evidence none',
  'plan --nonsense',
].map((line) => ({ line }));

const run = (line: string, env: Environment = {}) =>
  here.onward(line.replace('RUN', alias).split(' '), { env: { ...here.env, ...env } });

const escape = /[\u001b\u009b]/;

describe('what a verb prints', () => {
  it.each(lines)('ends with its exit code on stderr: onward $line', async ({ line }) => {
    const ended = await run(line);
    expect(lastLine(ended)).toMatch(new RegExp(`^exit ${ended.exit ?? ''} \\([a-z]+\\)(  next: \\S.*)?$`));
    expect(ended.stderr.endsWith('\n')).toBe(true);
    expect(ended.stdout).not.toMatch(/^exit \d|^ *fix: .*onward validate$/m);
  });

  it.each([
    { env: {}, reason: 'a pipe' },
    { env: { NO_COLOR: '1', TERM: 'xterm-256color' }, reason: 'NO_COLOR' },
    { env: { TERM: 'dumb', COLORTERM: 'truecolor' }, reason: 'TERM=dumb' },
    { env: { FORCE_COLOR: '1', CLICOLOR_FORCE: '1' }, reason: 'variables of other tools' },
    { env: { ONWARD_COLOR: 'never' }, reason: 'ONWARD_COLOR=never' },
  ])('has no colours where none are wanted: $reason', async ({ env }) => {
    for (const line of [
      'plan prod.yaml',
      'status RUN',
      'drift prod.yaml',
      'explain pro',
      'plan bad.yaml',
      'resume RUN',
    ])
      expect((await run(line, env)).stderr + (await run(line, env)).stdout).not.toMatch(escape);
  });

  it.each([
    { line: 'plan prod.yaml', stream: 'stdout' },
    { line: 'show plan.json', stream: 'stdout' },
    { line: 'status RUN', stream: 'stdout' },
    { line: 'drift prod.yaml', stream: 'stdout' },
    { line: 'explain ACK105', stream: 'stdout' },
    { line: 'validate bad.yaml', stream: 'stderr' },
    { line: 'plan bad.yaml', stream: 'stderr' },
  ] as const)('has colours where they are asked for: onward $line', async ({ line, stream }) => {
    expect((await run(`${line} --color always`))[stream]).toMatch(escape);
    expect((await run(line, { ONWARD_COLOR: 'always', NO_COLOR: '1' }))[stream]).toMatch(escape);
  });

  it.each([
    { line: 'plan prod.yaml --format json' },
    { line: 'show plan.json --format json' },
    { line: 'status RUN --format json' },
    { line: 'drift prod.yaml --format json' },
    { line: 'explain ACK105 --format json' },
    { line: 'validate bad.yaml --format json' },
  ])('is JSON and nothing else on stdout: onward $line', async ({ line }) => {
    const { stdout } = await run(line);
    expect(JSON.parse(stdout)).toBeTypeOf('object');
  });

  it('is the plan file itself when a plan is shown as JSON', async () => {
    expect((await run('show plan.json --format json')).stdout).toBe(here.read('plan.json'));
  });

  it('says, when it parks, the very command that goes on', async () => {
    const { stderr } = await run('resume RUN');
    const next = / next: onward (.*)$/.exec(lastLine({ stderr }))?.[1] ?? '';
    expect(next).toBe(`resume ${alias} --approve ${yes} --executor direct`);
    expect(await run(next)).toMatchObject({ exit: 0 });
  });
});

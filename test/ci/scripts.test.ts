import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { endFolder } from '../canaries/search.ts';
import { gitHubEnv, gitHubHost, pullEvent, worldOf } from '../forge/github-host.ts';
import { eventually } from '../script/eventually.ts';
import { action, root, useAction } from './action.ts';
import { outputsIn, planText } from './job-host.ts';

/** Stands in for onward: says what it was asked, writes a plan, and waits for a signal where it is told to. */
const standIn = `
import { appendFileSync, writeFileSync } from 'node:fs';
const args = process.argv.slice(2);
appendFileSync('asked', args.join(' ') + '\\n');
if (args[0] === 'plan') writeFileSync(args[args.indexOf('-o') + 1], ${JSON.stringify(planText())});
if (args[0] === 'show') console.log(args.at(-1) === 'markdown' ? '### READY' : '');
if (args[0] === 'apply' && process.env.WAITS) {
  process.on('SIGTERM', () => { console.error('stopped before the next call'); process.exit(8); });
  console.log('waiting');
  setInterval(() => undefined, 1000);
} else process.exitCode = Number(process.env.ENDS ?? 0);
`;

/** A checkout of the action with a stand-in for onward, a workspace, and a forge. */
const stage = async (more: Readonly<Record<string, string>> = {}) => {
  const folder = mkdtempSync(join(tmpdir(), 'onward-action-'));
  onTestFinished(() => {
    endFolder(folder);
  });
  for (const name of ['dist', 'ci/github', 'work']) mkdirSync(join(folder, name), { recursive: true });
  copyFileSync(join(root, 'dist', 'ci.js'), join(folder, 'dist', 'ci.js'));
  copyFileSync(join(root, 'ci', 'github', 'build.sh'), join(folder, 'ci', 'github', 'build.sh'));
  writeFileSync(join(folder, 'package.json'), '{"type": "module"}');
  writeFileSync(join(folder, 'dist', 'onward.js'), standIn);
  writeFileSync(join(folder, 'event.json'), pullEvent());
  const world = worldOf();
  const forge = await gitHubHost(world);
  const cwd = join(folder, 'work');
  const env = {
    PATH: `${join(process.execPath, '..')}:/usr/bin:/bin`,
    HOME: folder,
    ...gitHubEnv(forge.url),
    GITHUB_ACTION_PATH: join(folder, 'ci', 'github'),
    GITHUB_EVENT_PATH: join(folder, 'event.json'),
    GITHUB_OUTPUT: join(folder, 'out'),
    GITHUB_STEP_SUMMARY: join(folder, 'sum'),
    ...more,
  };
  const read = (name: string): string => readFileSync(join(folder, name), 'utf8');
  return { folder, world, forge, cwd, env, read };
};

describe('the action', () => {
  it('runs its scripts as they are written: comment, summary and outputs', async () => {
    const { world, cwd, env, read } = await stage();
    const { exit, stderr } = await useAction({ command: 'plan', documents: 'clusters/\nmachines/' }, { cwd, env })
      .ended;
    expect({ exit, stderr }).toEqual({ exit: 0, stderr: '' });
    expect(read('work/asked').split('\n')[0]).toBe('plan clusters/ machines/ -o plan.json');
    expect(world.comments[0]?.body).toContain('### READY');
    expect(read('sum')).toContain('### READY');
    expect(outputsIn(read('out'))).toMatchObject({ decision: '7'.repeat(64), parked: 'false', exit: '0' });
  });

  it('keeps what an input holds out of its scripts', async () => {
    const { cwd, env, read } = await stage();
    const hostile = '$(touch pwned); `touch pwned`; "; touch pwned; ';
    await useAction({ command: 'plan', documents: hostile }, { cwd, env }).ended;
    expect(read('work/asked').split('\n')[0]).toBe(`plan ${hostile.trim()} -o plan.json`);
    expect(() => read('work/pwned')).toThrow('ENOENT');
  });

  it('passes the runner’s signal on to onward, and ends as onward ends', async () => {
    const { cwd, env, folder } = await stage({ WAITS: 'yes' });
    writeFileSync(join(folder, 'work', 'plan.json'), planText());
    const shell = useAction({ command: 'apply', comment: 'false' }, { cwd, env });
    await eventually(() => shell.stdout().includes('waiting'), 'onward runs');
    shell.kill('SIGTERM');
    const { exit, stderr } = await shell.ended;
    expect({ exit, stderr }).toEqual({ exit: 8, stderr: 'stopped before the next call\n' });
  });

  it('is green where the run parks', async () => {
    const { cwd, env, folder, read } = await stage({ ENDS: '9' });
    writeFileSync(join(folder, 'work', 'plan.json'), planText());
    const { exit } = await useAction({ command: 'apply', comment: 'false' }, { cwd, env }).ended;
    expect(exit).toBe(0);
    expect(outputsIn(read('out'))).toMatchObject({ parked: 'true', exit: '9' });
  });

  it('says which Node it needs, before it builds anything', async () => {
    const { cwd, env, folder } = await stage();
    const bin = join(folder, 'bin');
    mkdirSync(bin);
    writeFileSync(join(bin, 'node'), '#!/bin/sh\n[ "$1" = --version ] && echo v18.20.0 && exit 0\nexit 1\n');
    chmodSync(join(bin, 'node'), 0o755);
    const old = { ...env, PATH: `${bin}:${env.PATH}` };
    const { exit, stdout } = await useAction({ command: 'plan' }, { cwd, env: old }).ended;
    expect(exit).toBe(1);
    expect(stdout).toContain('::error::Onward needs Node 20.19 or newer on PATH; this runner has v18.20.0');
  });

  it('has an input for each variable it sets, and an output for each value it gives', () => {
    const [, job] = action.runs.steps;
    const used = Object.values(job?.env ?? {}).map((text) => /inputs\.([\w-]+)/.exec(text)?.[1]);
    expect([...used].sort()).toEqual(Object.keys(action.inputs).sort());
    for (const [name, { value }] of Object.entries(action.outputs))
      expect(value).toBe(`\${{ steps.job.outputs.${name} }}`);
  });
});

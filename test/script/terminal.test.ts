import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { isRunning } from '../engine/processes.ts';
import { searchText } from '../canaries/search.ts';
import { eventually } from './eventually.ts';
import { parked, slowly } from './parked.ts';
import { scene, type Scene } from './scene.ts';

const dist = join(import.meta.dirname, '..', '..', 'dist', 'onward.js');

/** `onward` in a terminal of its own (script of util-linux), whose keys a test presses. */
const inTerminal = (here: Scene, args: readonly string[]) => {
  const command = `echo $$ > pid; exec ${[process.execPath, dist, ...args, '--executor', 'direct'].join(' ')}`;
  const env = { ...here.env, TERM: 'dumb', SHELL: '/bin/sh' };
  const terminal = spawn('script', ['-qefc', command, '/dev/null'], { cwd: here.folder, env, stdio: 'pipe' });
  onTestFinished(() => void terminal.kill('SIGKILL'));
  let shown = '';
  onTestFinished(() => {
    searchText('output', 'a terminal', shown);
  });
  terminal.stdout.setEncoding('utf8').on('data', (chunk: string) => (shown += chunk));
  const ended = once(terminal, 'close') as Promise<[number | null]>;
  return {
    shown: () => shown,
    type: (keys: string) => void terminal.stdin.write(keys),
    ended: async () => (await ended)[0],
    pid: () => (existsSync(here.path('pid')) ? Number(here.read('pid')) : 0),
    goAway: () => void terminal.kill('SIGKILL'),
  };
};

const controlC = '\x03';

const migrating = async () => {
  const here = await scene({ world: slowly.world, speed: slowly.speed });
  const { yes, alias } = await parked(here);
  const terminal = inTerminal(here, ['resume', alias, '--approve', yes]);
  await eventually(() => terminal.shown().includes('SENT ONCE'), 'the call is sent');
  return { here, alias, terminal };
};

const finishes = async (here: Scene, alias: string): Promise<void> => {
  await here.twin.advance(slowly.whole);
  expect(await here.onward(['resume', alias])).toMatchObject({ exit: 0 });
  expect((await here.twin.callsOf('MigrateCluster')).map(({ status }) => status)).toEqual([200]);
};

describe('a run at a terminal, while the cluster migrates', () => {
  it('is stopped by ^C, says what goes on in the cloud and how to go on, exit 8', async () => {
    const { here, alias, terminal } = await migrating();
    terminal.type(controlC);
    expect(await terminal.ended()).toBe(8);
    expect(terminal.shown()).toMatch(/the call of \S+ goes on in the cloud/);
    expect(terminal.shown().trimEnd()).toMatch(
      new RegExp(`exit 8 \\(cancelled\\) {2}next: onward resume ${alias} --executor direct$`),
    );
    await finishes(here, alias);
  });

  it('is left by a second ^C, and its last line says how to go on', async () => {
    const here = await scene();
    const { yes, alias } = await parked(here);
    await here.twin.spoil({ match: { action: 'MigrateCluster' }, effect: { delay: { ms: 20_000 } } });
    const terminal = inTerminal(here, ['resume', alias, '--approve', yes]);
    await eventually(async () => (await here.twin.callsOf('MigrateCluster')).length > 0, 'the call is sent');
    terminal.type(controlC);
    await eventually(() => terminal.shown().includes('once more leaves at once'), 'the first one was heard');
    terminal.type(controlC);
    expect(await terminal.ended()).toBe(8);
    expect(terminal.shown().trimEnd()).toMatch(
      new RegExp(`exit 8 \\(cancelled\\) {2}next: onward resume ${alias} --executor direct$`),
    );
    await finishes(here, alias);
  });

  it('ends by itself when the terminal goes away, and leaves the run to whoever goes on with it', async () => {
    const { here, alias, terminal } = await migrating();
    const pid = terminal.pid();
    expect(isRunning(pid)).toBe(true);
    terminal.goAway();
    await eventually(() => !isRunning(pid), 'it has ended');
    // It let go of its lock itself, as a process does that was not just killed.
    const resumed = here.onward(['resume', alias]);
    await here.twin.advance(slowly.whole);
    expect(await resumed).toMatchObject({ exit: 0, stderr: expect.stringContaining('the target was free') as string });
    await finishes(here, alias);
  });
});

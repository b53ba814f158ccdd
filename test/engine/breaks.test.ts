import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { endFolder } from '../canaries/search.ts';
import { legOf } from '../conformance/executor.ts';
import { enginePath } from './engine-path.ts';
import { eventually, isRunning, legProcesses } from './processes.ts';
import { startDriver } from './start-driver.ts';

const engine = await enginePath();
const leg = legOf('prod/a', 'prod/b: prod/a', 'test/a');

let scratch = '';
beforeEach(() => {
  scratch = mkdtempSync(join(tmpdir(), 'eng-'));
});
afterEach(() => {
  endFolder(scratch);
});

/** A driver whose prod/a never ends, once that step runs. Its temporary files lie in a folder of this test. */
const drive = async () => {
  const driver = startDriver({ engine, leg, never: ['prod/a'] }, { TMPDIR: scratch });
  await driver.began('prod/a');
  await driver.began('test/a');
  const found = legProcesses(driver.pid);
  const pids = { leash: found.leash?.pid ?? 0, engine: found.engine?.pid ?? 0, provider: found.provider?.pid ?? 0 };
  expect(Object.values(pids).every((pid) => pid > 0)).toBe(true);
  return { driver, pids };
};

const steps = (driver: { readonly said: readonly object[] }) => driver.said.filter((one) => 'began' in one).length;

describe('when something dies while a step runs', () => {
  it.each([
    { dies: 'engine', code: 'ENG005', reason: 'a signal ended it' },
    { dies: 'leash', code: 'ENG005', reason: 'a signal ended it, and its engine is ended after it' },
    { dies: 'provider', code: 'ENG006', reason: 'the engine goes on without it and ends with an error' },
  ] as const)('says $code when the $dies is killed: $reason', async ({ dies, code }) => {
    const { driver, pids } = await drive();
    const before = steps(driver);
    process.kill(pids[dies], 'SIGKILL');
    expect(await driver.exit).toBe(0);
    expect(driver.complaints()).toBe('');
    // A step that was in flight may say its end later.
    expect(driver.said.find((one) => 'interrupted' in one)).toMatchObject({ interrupted: code });
    expect(steps(driver)).toBe(before);
    await eventually(() => !Object.values(pids).some(isRunning), 'nothing of the leg runs', 5_000);
    expect(readdirSync(scratch)).toEqual([]);
  });

  it.each(['SIGKILL', 'SIGTERM', 'SIGHUP'] as const)('ends engine and provider when we die of %s', async (signal) => {
    const { driver, pids } = await drive();
    driver.kill(signal);
    expect(await driver.exit).toBe(signal);
    await eventually(() => !Object.values(pids).some(isRunning), 'nothing of the leg runs', 5_000);
  });

  it('says that nobody drives what cannot reach us, and starts nothing more', async () => {
    const driver = startDriver({ engine, leg: legOf('prod/a', 'prod/b: prod/a'), tookMs: 1_500 }, { TMPDIR: scratch });
    await driver.began('prod/a');
    const [socket = ''] = readdirSync(scratch, { recursive: true, encoding: 'utf8' }).filter((name) =>
      name.endsWith('/s'),
    );
    expect(existsSync(join(scratch, socket))).toBe(true);
    rmSync(join(scratch, socket));
    expect(await driver.exit).toBe(0);
    expect(driver.said.at(-1)).toEqual({ interrupted: 'ENG006', detail: 'The local socket to it was gone.' });
    expect(steps(driver)).toBe(1);
  });
});

describe('when a person presses ^C', () => {
  it('keeps the engine running under us, so that the leg drains', async () => {
    const orders = { engine, leg: legOf('prod/a', 'test/a', 'test/b: test/a'), never: ['prod/a'], tookMs: 1_500 };
    const driver = startDriver(orders, { TMPDIR: scratch });
    await driver.began('prod/a');
    await driver.began('test/a');
    driver.killGroup('SIGINT');
    expect(await driver.exit).toBe(0);
    expect(driver.said).toContainEqual({ ended: 'prod/a', state: 'cancelled' });
    // An engine that had got the signal, too, would have started nothing more.
    expect(driver.said).toContainEqual({ ended: 'test/b', state: 'done' });
    expect(driver.said.at(-1)).toEqual({ interrupted: null });
  });
});

describe('when a bug of ours lets an error loose', () => {
  it.each(['rejected', 'thrown'] as const)('throws it on when the leg has ended: %s', async (stray) => {
    const driver = startDriver({ engine, leg: legOf('prod/a'), stray }, { TMPDIR: scratch });
    expect(await driver.exit).toBe(0);
    expect(driver.said.at(-1)).toEqual({ bug: 'Error: a stray' });
  });
});

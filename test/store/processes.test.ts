import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { openDirectoryStore } from '../../src/store/directory.ts';
import { ownerOfThisProcess, standingOf } from '../../src/store/owner.ts';
import { folder } from './folder.ts';
import { claim, key, outcome, runId, value } from './samples.ts';
import { buildChild, startChild, type Child } from './start-child.ts';

const built = mkdtempSync(join(tmpdir(), 'onward-child-'));
let path = '';
beforeAll(async () => {
  path = await buildChild(built);
});
afterAll(() => {
  rmSync(built, { recursive: true, force: true });
});

const start = (...args: readonly string[]): Child => {
  const child = startChild(path, ...args);
  onTestFinished(() => child.kill());
  return child;
};

describe('a writer that is killed at a random moment', () => {
  it('loses no acknowledged line, names a torn one, and the next one goes on from the last whole line', async () => {
    const root = folder();
    let torn = 0;
    let acknowledged = 0;
    // Until a line was torn, which a kill in the middle of pieces does every third time or so.
    for (let round = 1; round <= 8 || (torn === 0 && round <= 60); round += 1) {
      const child = start(round % 2 === 0 ? 'append' : 'append-in-pieces', root);
      await child.first();
      await sleep(Math.random() * 60);
      await child.kill();
      const numbers = child.said.map(Number);
      expect(numbers[0]).toBeGreaterThan(acknowledged);
      acknowledged = numbers.at(-1) ?? 0;
      const run = await value(await openDirectoryStore(root)).readRun(runId);
      const { lines, epoch } = value(run);
      expect(epoch).toBe(round);
      expect(lines.map(({ seq }) => seq)).toEqual(lines.map((_, at) => at + 1));
      // One line may be written whole and its writer killed before it could say so.
      expect(lines.length - acknowledged === 0 || lines.length - acknowledged === 1).toBe(true);
      torn += run.diagnostics.filter(({ code, severity }) => code === 'STO012' && severity === 'warning').length;
    }
    console.log(`${acknowledged} lines acknowledged, ${torn} torn`);
    expect(torn).toBeGreaterThan(0);
  });
});

describe('two processes', () => {
  it('get a free target one at a time, and a killed one is replaced at once', async () => {
    const root = folder();
    const children = Array.from({ length: 4 }, () => start('hold', root, key));
    const said = await Promise.all(children.map((child) => child.first()));
    expect([...said].sort()).toEqual(['STO020', 'STO020', 'STO020', 'held 1']);
    const winner = children[said.indexOf('held 1')]!;
    const store = value(await value(await openDirectoryStore(root)).ensure());
    const mine = claim({ owner: ownerOfThisProcess() });
    const refused = await store.take([key], mine);
    expect(outcome(refused)).toBe('STO020');
    expect(refused.diagnostics[0]?.summary).toContain(`process ${winner.pid}`);
    await winner.kill();
    const [lock] = value(await store.take([key], mine));
    expect(lock).toMatchObject({ epoch: 2, from: { owner: { pid: winner.pid }, run: runId } });
  });
});

describe('the standing of an owner', () => {
  const self = ownerOfThisProcess();
  it.each([
    { owner: self, is: 'alive', reason: 'it is this process' },
    { owner: { ...self, pid: 1, start: '' }, is: 'alive', reason: 'it runs and its start is not known' },
    {
      owner: { ...self, start: '1' },
      is: process.platform === 'linux' ? 'gone' : 'alive',
      reason: 'its number was given away',
    },
    { owner: { ...self, pid: 2 ** 22 + 1 }, is: 'gone', reason: 'there is no such process' },
    { owner: { ...self, pid: 0 }, is: 'gone', reason: '0 is no process but a group' },
    { owner: { ...self, pid: -1 }, is: 'gone', reason: '-1 is no process but all of them' },
    { owner: { ...self, host: 'other' }, is: 'elsewhere', reason: 'it is another machine' },
    { owner: { ...self, boot: 'before' }, is: 'elsewhere', reason: 'it is another boot or another container' },
  ])('is $is when $reason', ({ owner, is }) => {
    expect(standingOf(owner, self)).toBe(is);
  });

  it('is gone when it only waits to be reaped', async () => {
    if (process.platform !== 'linux') return;
    // The shell becomes a sleep, which never asks how its child ended.
    const shell = spawn('/bin/sh', ['-c', 'sleep 0.5 & echo $!; exec sleep 20'], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    onTestFinished(() => void shell.kill());
    const pid = Number(await new Promise<Buffer>((resolve) => shell.stdout.once('data', resolve)));
    const state = (): string => readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.[0] ?? '';
    while (state() !== 'Z') await sleep(10);
    expect(standingOf({ ...self, pid, start: '' }, self)).toBe('gone');
  });

  it('knows the start of this process and in which pid namespace it is', () => {
    if (process.platform !== 'linux') return;
    expect(self.start).toMatch(/^\d+$/);
    expect(self.boot).toMatch(/^[0-9a-f-]{36} pid:\[\d+\]$/);
  });
});

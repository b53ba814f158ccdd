import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { openDirectoryStore } from '../../src/store/directory.ts';
import { accept, reopen } from './contract.ts';
import { claim, key, outcome, records, runId, value } from './samples.ts';

const root = mkdtempSync(join(tmpdir(), 'onward-full-'));

/** Null when a file system of 64 KiB is mounted, else why not. */
const mount = (): string | null => {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', root], { stdio: 'pipe' });
    return null;
  } catch (problem) {
    return problem instanceof Error ? (problem.message.split('\n').at(-2) ?? problem.message) : 'unknown';
  }
};

const impossible = mount();
afterAll(() => {
  if (impossible === null) execFileSync('umount', [root]);
  rmSync(root, { recursive: true, force: true });
});

const prefix = impossible === null ? '' : `CANNOT RUN HERE, no small file system could be mounted (${impossible}): `;

describe('a file system that is really full', () => {
  it(`${prefix}ends the writer, keeps every acknowledged line, and is left by making room`, async (context) => {
    if (impossible !== null) {
      console.error(`NOT TESTED: a really full file system. ${impossible}`);
      context.skip(prefix);
      return;
    }
    const place = join(root, 'store');
    const store = value(await value(await openDirectoryStore(place)).ensure());
    const [lock] = value(await store.take([key], claim()));
    const journal = await accept(store);
    writeFileSync(join(root, 'ballast'), new Uint8Array(16_384));
    let acknowledged = 1;
    let last = '';
    while (acknowledged < 1000 && last === '') {
      const result = await journal.append(records.progress('x'.repeat(700)), { durable: true });
      if (result.ok) acknowledged += 1;
      else last = outcome(result);
    }
    expect(last).toBe('STO004');
    expect(acknowledged).toBeGreaterThan(10);
    expect(outcome(await journal.append(records.parked, { durable: true }))).toBe('STO019');
    expect(outcome(await lock!.beat())).toBe('STO004');
    expect(outcome(await lock!.stillOurs())).toBe('ok');
    expect(outcome(await store.openJournal(runId, { record: records.taken, clock: String }))).toBe('STO004');
    expect(outcome(await store.take(['other:1'], claim()))).toBe('STO004');
    const read = value(await store.readRun(runId));
    expect([read.lines.length, read.epoch]).toEqual([acknowledged, 1]);
    expect(statSync(join(place, 'runs', runId, 'journal.1.ndjson')).size).toBeGreaterThan(acknowledged * 700);
    rmSync(join(root, 'ballast'));
    const again = await reopen(store);
    expect(again.journal.first.seq).toBe(acknowledged + 1);
    expect(outcome(await lock!.beat())).toBe('ok');
  });
});

import { readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openDirectoryStore } from '../../src/store/directory.ts';
import type { WritableStore } from '../../src/store/store.ts';
import { accept, reopen, write } from './contract.ts';
import { folder } from './folder.ts';
import { claim, codesOf, key, outcome, records, runId, ticking, value } from './samples.ts';

interface Damaged {
  readonly store: WritableStore;
  readonly at: (name: string) => string;
}

/** A run with two holders: three lines of the first, three of the second. */
const stored = async (): Promise<Damaged> => {
  const root = folder();
  const store = value(await value(await openDirectoryStore(root)).ensure());
  value(await store.take([key], claim()));
  const first = await accept(store);
  await write(first, records.intended(), records.sent);
  await first.close();
  const { journal } = await reopen(store);
  await write(journal, records.progress('one'), records.progress('two'));
  await journal.close();
  return { store, at: (name) => join(root, 'runs', runId, name) };
};

const change = (path: string, how: (lines: readonly string[]) => readonly string[]): void => {
  const lines = readFileSync(path, 'latin1').split('\n');
  writeFileSync(path, how(lines).join('\n'), 'latin1');
};

const [one, two] = ['journal.1.ndjson', 'journal.2.ndjson'];
const without = (at: number) => (lines: readonly string[]) => lines.filter((_, index) => index !== at);
const edit = (at: number, from: string, to: string) => (lines: readonly string[]) =>
  lines.map((line, index) => (index === at ? line.replace(from, to) : line));

const snapshot = (at: Damaged['at']): readonly (readonly [string, string])[] =>
  readdirSync(at('.')).map((name) => [name, readFileSync(at(name), 'latin1')]);

describe('a damaged journal', () => {
  it.each([
    { file: one, how: edit(1, 'migrate', 'Migrate'), code: 'STO013', line: 2, reason: 'a line was altered' },
    { file: one, how: edit(0, 'direct', 'pulumi'), code: 'STO013', line: 1, reason: 'the first line was altered' },
    { file: two, how: edit(1, 'one', 'won'), code: 'STO013', line: 3, reason: 'the line before the last was altered' },
    {
      file: two,
      how: edit(0, 'resumed', 'stolen'),
      code: 'STO013',
      line: 1,
      reason: 'the first of a later file was altered',
    },
    { file: one, how: without(1), code: 'STO014', line: 2, reason: 'a line is missing' },
    { file: one, how: without(0), code: 'STO014', line: 1, reason: 'the first line is missing' },
    {
      file: one,
      how: without(2),
      code: 'STO014',
      line: 1,
      in: two,
      reason: 'the last line of an earlier file is missing',
    },
    { file: two, how: without(0), code: 'STO014', line: 1, reason: 'the first line of a later file is missing' },
    { file: one, how: edit(1, '{', '\0'), code: 'STO015', line: 2, reason: 'a NUL is in a line' },
    { file: one, how: edit(1, 'migrate', 'migr\xE4te'), code: 'STO015', line: 2, reason: 'a line is not UTF-8' },
    { file: two, how: edit(1, 'one', '\n'), code: 'STO015', line: 2, reason: 'a line was broken in two' },
    { file: two, how: (all: readonly string[]) => ['', ...all], code: 'STO015', line: 1, reason: 'an empty line' },
    { file: two, how: edit(2, 'progress', 'pondered'), code: 'STO017', line: 3, reason: 'a newer tool wrote a line' },
    {
      file: 'plan.json',
      how: edit(0, 'one-way', 'reversible'),
      code: 'STO011',
      line: undefined,
      reason: 'the plan was altered',
    },
  ])('is $code at line $line when $reason, and nothing is written', async (row) => {
    const { store, at } = await stored();
    change(at(row.file), row.how);
    const before = snapshot(at);
    const read = await store.readRun(runId);
    expect(outcome(read)).toBe(row.code);
    const place = read.diagnostics[0]?.at;
    expect([place?.file, place?.line]).toEqual([at(row.in ?? row.file), row.line]);
    expect(outcome(await store.openJournal(runId, { record: records.taken, clock: ticking() }))).toBe(row.code);
    expect(outcome(await store.openIntents([key]))).toBe(row.code);
    expect(snapshot(at)).toEqual(before);
  });

  it.each([
    { file: one, code: 'STO016', reason: 'the first file is missing' },
    { file: 'journal.*', code: 'STO028', reason: 'the whole journal is missing' },
    { file: 'plan.json', code: 'STO011', reason: 'the plan is missing' },
  ])('is $code when $reason, and the plan cannot be accepted again', async ({ file, code }) => {
    const { store, at } = await stored();
    for (const name of file === 'journal.*' ? [one, two] : [file]) rmSync(at(name));
    expect(outcome(await store.readRun(runId))).toBe(code);
    const again = await store.acceptRun({ id: runId, plan: '{}', record: records.accepted, clock: ticking() });
    expect(outcome(again)).toBe(code);
  });

  it('is STO028 when its files are empty: nothing begins anew', async () => {
    const { store, at } = await stored();
    for (const name of [one, two]) writeFileSync(at(name), '');
    expect(outcome(await store.readRun(runId))).toBe('STO028');
    expect(outcome(await store.openJournal(runId, { record: records.taken, clock: ticking() }))).toBe('STO028');
    expect(value(await store.listRuns()).map(({ state }) => state)).toEqual(['unreadable']);
  });

  it('is listed as unreadable, beside the others, and found by its id', async () => {
    const { store, at } = await stored();
    await accept(store, 'aaaaaaaaaaaa');
    change(at(one), without(1));
    const listed = await store.listRuns();
    expect(value(listed).map(({ id, state }) => [id, state])).toEqual([
      [runId, 'unreadable'],
      ['aaaaaaaaaaaa', 'open'],
    ]);
    expect(codesOf(listed)).toEqual(['STO014']);
    expect(value(await store.findRun('7f3a')).state).toBe('unreadable');
  });
});

describe('a torn line', () => {
  it.each([
    { tail: '{"seq":7,"at":"2026', reason: 'a writer died in the middle' },
    { tail: '\0\0\0\0', reason: 'the machine lost its power' },
    { tail: '{"seq":7}', reason: 'only the line feed is missing' },
  ])('is passed over with a warning when $reason, and the run goes on', async ({ tail }) => {
    const { store, at } = await stored();
    writeFileSync(at(two), tail, { flag: 'a' });
    const read = await store.readRun(runId);
    expect(value(read).lines).toHaveLength(6);
    const torn = { code: 'STO012', severity: 'warning', at: { file: at(two), line: 4 } };
    expect(read.diagnostics).toMatchObject([torn]);
    const opened = await store.openJournal(runId, { record: records.taken, clock: ticking() });
    expect(opened.diagnostics).toMatchObject([torn]);
    await value(opened).journal.close();
    expect(value(opened).run.lines.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect((await store.readRun(runId)).diagnostics).toMatchObject([{ code: 'STO012', severity: 'info' }]);
  });

  it('may be all there is of a later file: the next holder goes on from the one before', async () => {
    const { store, at } = await stored();
    writeFileSync(at('journal.3.ndjson'), '{"se');
    const { run, journal } = await reopen(store);
    expect([journal.epoch, run.lines.at(-1)?.seq]).toEqual([4, 7]);
  });

  it('may be all there is of the first file while the plan is being accepted: the run is there, without a line', async () => {
    const { store, at } = await stored();
    rmSync(at(two));
    renameSync(at('plan.json'), at('accepting.json'));
    writeFileSync(at(one), '{"se');
    expect(value(await store.readRun(runId))).toMatchObject({ state: 'open', lines: [] });
  });
});

describe('a lock that cannot be read', () => {
  it.each([
    { text: '', code: 'STO024', reason: 'it is empty' },
    { text: '{}', code: 'STO024', reason: 'it is no lock' },
    { text: '{"format":"onward.lock/2"}', code: 'STO008', reason: 'it is of a newer tool' },
  ])('is $code when $reason', async ({ text, code }) => {
    const { store, at } = await stored();
    const name = readdirSync(at('../../targets'))[0]!;
    writeFileSync(join(at('../../targets'), name), text);
    expect(outcome(await store.holder(key))).toBe(code);
    // Its run is not known, so every run is asked for open intents.
    const intents = await store.openIntents([key]);
    expect(intents.ok ? intents.value.map(({ last }) => last) : outcome(intents)).toEqual(
      code === 'STO008' ? code : ['sent'],
    );
  });
});

describe('a long journal', () => {
  it('of 3,000 lines is read in one pass', async () => {
    const { store } = await stored();
    const { journal } = await reopen(store);
    await write(journal, ...Array.from({ length: 3000 }, (_, at) => records.progress(`${at} `.repeat(50))));
    const began = performance.now();
    expect(value(await store.readRun(runId)).lines).toHaveLength(3007);
    const took = performance.now() - began;
    console.log(`3,007 lines read in ${took.toFixed(0)} ms`);
    // Generous: it takes about 50 ms on an idle machine; two passes over each line for each line would take minutes.
    expect(took).toBeLessThan(5000);
  });
});

import { readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Result } from '../../src/core/diagnostic.ts';
import type { JournalLine } from '../../src/core/journal.ts';
import { openDirectoryStore } from '../../src/store/directory.ts';
import type { FilePort } from '../../src/store/file-port.ts';
import type { JournalWriter } from '../../src/store/journal-writer.ts';
import { breaking, filesWith, scarce } from './broken-files.ts';
import { accept, reopen } from './contract.ts';
import { folder } from './folder.ts';
import { acceptance, claim, key, outcome, records, runId, stage, ticking, value } from './samples.ts';

const storeIn = (root: string, files: FilePort) => openDirectoryStore(join(root, 'store'), stage({ files }).ports);

interface Story {
  readonly acknowledged: JournalLine[];
  readonly results: Result<unknown>[];
}

const told = <T>(story: Story, result: Result<T>): T => {
  story.results.push(result);
  if (!result.ok) throw new Error('the story ends here');
  return result.value;
};

const append = async (story: Story, journal: JournalWriter): Promise<void> => {
  const line = told(story, await journal.append(records.intended('grant'), { durable: true }));
  story.acknowledged.push(line);
};

/** A whole life of a run: made, locked, accepted, written, resumed, released. Stops at the first failure. */
const live = async (root: string, files: FilePort): Promise<Story> => {
  const story: Story = { acknowledged: [], results: [] };
  const journals: JournalWriter[] = [];
  try {
    const store = told(story, await told(story, await storeIn(root, files)).ensure());
    const [lock] = told(story, await store.take([key], claim()));
    const accepted = told(story, await store.acceptRun(acceptance()));
    if (accepted.is !== 'accepted') throw new Error('consumed');
    journals.push(accepted.journal);
    story.acknowledged.push(accepted.journal.first);
    await append(story, accepted.journal);
    told(story, await lock!.beat());
    told(story, await lock!.stillOurs());
    const again = told(story, await store.openJournal(runId, { record: records.taken, clock: ticking() }));
    journals.push(again.journal);
    story.acknowledged.push(again.journal.first);
    await append(story, again.journal);
    told(story, await lock!.release());
  } catch (problem) {
    if (!(problem instanceof Error && problem.message === 'the story ends here')) throw problem;
  }
  for (const journal of journals) story.results.push(await journal.close());
  return story;
};

const healthy = filesWith(() => undefined);

/** After any trouble: what was acknowledged is there, and the run is accepted (again) and goes on. */
const goesOn = async (root: string, acknowledged: readonly JournalLine[]): Promise<void> => {
  const store = value(await value(await storeIn(root, healthy)).ensure());
  const accepted = value(await store.acceptRun(acceptance()));
  if (accepted.is === 'accepted') expect(acknowledged).toEqual([]);
  if (accepted.is === 'accepted') await accepted.journal.close();
  const read = await store.readRun(runId);
  expect(value(read).lines.slice(0, acknowledged.length)).toEqual(acknowledged);
  await reopen(store);
};

const troubles = [
  { errno: 'ENOSPC', code: 'STO004' },
  { errno: 'EDQUOT', code: 'STO004' },
  { errno: 'EROFS', code: 'STO003' },
  { errno: 'EACCES', code: 'STO002' },
  { errno: 'ESTALE', code: 'STO005' },
  { errno: 'ENOTDIR', code: 'STO001' },
  { errno: 'EIO', code: 'STO006' },
] as const;

/** Breaks one call of a whole life. Returns the call's name and whether it was said; undefined when it is never made. */
const breakCall = async (at: number, { errno, code }: (typeof troubles)[number]) => {
  const root = folder();
  const { files, broke } = breaking(at, errno);
  const { acknowledged, results } = await live(root, files);
  const name = broke();
  if (name === undefined) return undefined;
  const failed = results.filter((result) => !result.ok);
  for (const result of failed) expect(outcome(result), `call ${at}, ${name}`).toBe(code);
  for (const { diagnostics } of failed) expect(diagnostics[0]?.detail).toContain('Nothing was sent');
  await goesOn(root, acknowledged);
  return { name, said: failed.length > 0 };
};

describe('trouble with files', () => {
  it('at any call loses nothing that was acknowledged, is said, and the run goes on later', async () => {
    const unsaid = new Set<string>();
    let at = 1;
    for (; ; at += 1) {
      const broken = await breakCall(at, troubles[at % troubles.length]!);
      if (broken === undefined) break;
      if (!broken.said) unsaid.add(broken.name);
    }
    expect(at).toBeGreaterThan(60);
    // A draft that cannot be removed harms nobody; every other trouble is said.
    expect(unsaid).toEqual(new Set(['remove']));
  });

  it.each(troubles)('$errno is said as $code', async (trouble) => {
    // The 4th call is the first that writes: store.json.
    expect(await breakCall(4, trouble)).toMatchObject({ said: true });
  });

  it('writes everything where a write takes 3 bytes at a time', async () => {
    const root = folder();
    const { results, acknowledged } = await live(root, scarce(3));
    expect(results.every(({ ok }) => ok)).toBe(true);
    await goesOn(root, acknowledged);
  });
});

describe('what the disk is told', () => {
  it('a durable line is put on the disk before it is acknowledged, another is not', async () => {
    const calls: string[] = [];
    const files = filesWith((_, name) => calls.push(name));
    const journal = await accept(value(await value(await storeIn(folder(), files)).ensure()));
    const during = async (durable: boolean): Promise<readonly string[]> => {
      calls.length = 0;
      value(await journal.append(records.parked, { durable }));
      return [...calls];
    };
    expect(await during(true)).toEqual(['write', 'sync', 'names']);
    expect(await during(false)).toEqual(['write', 'names']);
  });

  it('a new journal is put on the disk, text and name, before the plan counts as accepted', async () => {
    const calls: string[] = [];
    const store = value(
      await value(
        await storeIn(
          folder(),
          filesWith((_, name) => calls.push(name)),
        ),
      ).ensure(),
    );
    calls.length = 0;
    await accept(store);
    const last = calls.lastIndexOf('link');
    expect(calls.slice(last - 3)).toEqual([
      ...['create', 'write', 'sync', 'link', 'remove', 'syncFolder'],
      // Only then the plan gets the name that says so.
      ...['rename', 'syncFolder'],
    ]);
    expect(calls.filter((name) => name === 'syncFolder')).toHaveLength(5);
  });

  it('a link whose answer was lost on the network is found by the second name of the draft', async () => {
    const link: FilePort['link'] = async (from, to) => {
      await healthy.link(from, to);
      throw Object.assign(new Error('made before'), { code: 'EEXIST' });
    };
    const store = value(await value(await storeIn(folder(), { ...healthy, link })).ensure());
    expect(await accept(store)).toMatchObject({ epoch: 1 });
  });
});

describe('a store that fills up in the middle of a line', () => {
  it('refuses every further line, names the torn one later, and goes on when there is room', async () => {
    const root = folder();
    const store = value(await value(await storeIn(root, scarce(50, 1_700))).ensure());
    const journal = await accept(store);
    const written: JournalLine[] = [journal.first];
    const results: string[] = [];
    for (let at = 0; at < 12; at += 1) {
      const result = await journal.append(records.progress(`${at}`), { durable: false });
      if (result.ok) written.push(result.value);
      results.push(outcome(result));
    }
    const full = results.indexOf('STO004');
    expect(full).toBeGreaterThan(0);
    expect(results.slice(full + 1)).toEqual(results.slice(full + 1).map(() => 'STO019'));
    const path = join(root, 'store', 'runs', runId, 'journal.1.ndjson');
    expect(readFileSync(path, 'utf8').endsWith('\n')).toBe(false);
    const later = value(await value(await storeIn(root, healthy)).ensure());
    const read = await later.readRun(runId);
    expect(read.diagnostics).toMatchObject([{ code: 'STO012', at: { file: path, line: written.length + 1 } }]);
    expect(value(read).lines).toEqual(written);
    const again = await reopen(later);
    expect(again.journal.first.seq).toBe(written.length + 1);
  });
});

describe('a store that goes while a run works', () => {
  const working = async () => {
    const root = folder();
    const store = value(await value(await storeIn(root, healthy)).ensure());
    const [lock] = value(await store.take([key], claim()));
    return { place: join(root, 'store'), store, lock: lock!, journal: await accept(store) };
  };

  it('acknowledges no line in a file that was removed, and sends nothing on', async () => {
    const { place, lock, journal } = await working();
    rmSync(place, { recursive: true });
    expect(outcome(await journal.append(records.intended(), { durable: true }))).toBe('STO005');
    expect(outcome(await journal.append(records.intended(), { durable: true }))).toBe('STO019');
    expect(outcome(await lock.stillOurs())).toBe('STO005');
    expect(outcome(await lock.beat())).toBe('STO005');
  });

  it('is not ours any more when another store was put in its place', async () => {
    const { place, store, lock } = await working();
    renameSync(place, `${place}.old`);
    const other = value(await store.ensure());
    value(await other.take([key], claim({ run: 'aaaaaaaaaaaa' })));
    expect(outcome(await lock.stillOurs())).toBe('STO023');
    expect(outcome(await lock.beat())).toBe('STO023');
    expect(readdirSync(join(place, 'targets'))).toHaveLength(1);
  });

  it('does not swallow a bug', async () => {
    const files = filesWith(() => {
      throw new TypeError('a bug');
    });
    await expect(storeIn(folder(), files)).rejects.toThrow('a bug');
  });
});

import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import type { Result } from '../../src/core/diagnostic.ts';
import type { JournalRecord } from '../../src/core/journal.ts';
import type { JournalWriter } from '../../src/store/journal-writer.ts';
import type { StorePorts } from '../../src/store/ports.ts';
import type { Reopened, Store, WritableStore } from '../../src/store/store.ts';
import {
  acceptance,
  codesOf,
  outcome,
  planText,
  records,
  runId,
  stage,
  ticking,
  value,
  type Stage,
} from './samples.ts';
import { lockContract } from './contract-locks.ts';
import { intentContract } from './contract-intents.ts';

/** An empty place for one test: opens the store in it, as many times as one likes. */
export type Place = (ports: StorePorts) => Promise<Result<Store>>;

export interface Bench {
  readonly stage: Stage;
  readonly open: () => Promise<Store>;
  readonly store: () => Promise<WritableStore>;
}

/** Closes the journal at the end of the test. */
const opened = (journal: JournalWriter): JournalWriter => {
  onTestFinished(async () => {
    await journal.close();
  });
  return journal;
};

/** Takes a run over by a journal of its own. */
export const reopen = async (store: WritableStore): Promise<Reopened> => {
  const again = value(await store.openJournal(runId, { record: records.taken, clock: ticking() }));
  opened(again.journal);
  return again;
};

export const accept = async (
  store: WritableStore,
  id?: string,
  plan?: string,
  clock = ticking(),
): Promise<JournalWriter> => {
  const accepted = value(await store.acceptRun({ ...acceptance(id, plan), clock }));
  if (accepted.is !== 'accepted') throw new Error('consumed');
  return opened(accepted.journal);
};

export const write = async (journal: JournalWriter, ...lines: readonly JournalRecord[]): Promise<void> => {
  for (const record of lines) value(await journal.append(record, { durable: false }));
};

const benchOf = (place: Place): Bench => {
  const set = stage();
  const open = async (): Promise<Store> => value(await place(set.ports));
  return { stage: set, open, store: async () => value(await (await open()).ensure()) };
};

/** What every store keeps, whatever it is made of. */
export const storeContract = (name: string, newPlace: () => Promise<Place>): void => {
  describe(`a store in ${name}`, () => {
    let bench: Bench;
    beforeEach(async () => {
      bench = benchOf(await newPlace());
    });
    identityContract(() => bench);
    runContract(() => bench);
    journalContract(() => bench);
    lockContract(() => bench);
    intentContract(() => bench);
  });
};

const identityContract = (bench: () => Bench): void => {
  it('has no id until it is made, and reading does not make it', async () => {
    const store = await bench().open();
    expect(store.id).toBeNull();
    expect(value(await store.listRuns())).toEqual([]);
    expect(value(await store.openIntents(['k']))).toEqual([]);
    expect(value(await store.holder('k'))).toBeNull();
    expect((await bench().open()).id).toBeNull();
  });

  it('gets one id, however many make it at once', async () => {
    const stores = await Promise.all(Array.from({ length: 8 }, () => bench().store()));
    expect(new Set(stores.map(({ id }) => id)).size).toBe(1);
    expect((await bench().open()).id).toBe(stores[0]?.id);
  });
};

const runContract = (bench: () => Bench): void => {
  it('accepts a plan once and keeps its exact text', async () => {
    const store = await bench().store();
    const text = `${planText()}\n \u2028é`;
    await (await accept(store, runId, text)).close();
    const run = value(await (await bench().open()).readRun(runId));
    expect(run.plan).toBe(text);
    expect(run.lines.map(({ seq, type }) => [seq, type])).toEqual([[1, 'accepted']]);
    expect(run.lines[0]?.prev).toBe(bench().stage.ports.sha256(text));
  });

  it.each([
    { lines: [], state: 'open', reason: 'nothing more was written' },
    { lines: [records.parked], state: 'parked', reason: 'a gate waits' },
    { lines: [records.parked, records.ended('parked', 9)], state: 'parked', reason: 'the process ended at the gate' },
    { lines: [records.parked, records.intended()], state: 'open', reason: 'a call of another target is under way' },
    { lines: [records.ended('done', 0)], state: 'ended', reason: 'it says so last' },
    { lines: [records.ended('failed', 1), records.taken], state: 'open', reason: 'it was resumed after it had ended' },
  ])('says consumed of a plan whose run is $state because $reason', async ({ lines, state }) => {
    const store = await bench().store();
    await write(await accept(store), ...lines);
    const again = value(await store.acceptRun(acceptance()));
    expect(again).toMatchObject({ is: 'consumed', run: { id: runId, state } });
  });

  it('lets exactly one of many accept a plan at once', async () => {
    const store = await bench().store();
    const all = await Promise.all(Array.from({ length: 12 }, () => store.acceptRun(acceptance())));
    const ways = all.map(value).map((way) => {
      if (way.is === 'accepted') opened(way.journal);
      return way.is;
    });
    ways.sort();
    expect(ways).toEqual(['accepted', ...Array.from({ length: 11 }, () => 'consumed')]);
    expect(value(await store.readRun(runId)).lines).toHaveLength(1);
  });

  it('lists runs by the time of their acceptance, and finds one by id, its beginning and its alias', async () => {
    const store = await bench().store();
    const clock = ticking();
    await accept(store, '7f3bc21e90b4', planText('prod'), clock);
    await accept(store, '7f3ac21e90b4', planText('stage'), clock);
    expect(value(await store.listRuns()).map(({ alias }) => alias)).toEqual(['prod-7f3b', 'stage-7f3a']);
    expect(value(await store.findRun('7f3b')).alias).toBe('prod-7f3b');
    expect(value(await store.findRun('stage-7f3a')).id).toBe('7f3ac21e90b4');
    const several = await store.findRun('7f3');
    expect(outcome(several)).toBe('STO026');
    expect(several.diagnostics[0]?.summary).toContain('prod-7f3b (7f3bc21e90b4), stage-7f3a (7f3ac21e90b4)');
    for (const name of ['ffff', '', '../7f3bc21e90b4', 'prod'])
      expect(outcome(await store.findRun(name))).toBe('STO025');
    expect(outcome(await store.readRun('../../etc'))).toBe('STO025');
  });
};

const journalContract = (bench: () => Bench): void => {
  it('numbers and chains lines over all holders of a run', async () => {
    const store = await bench().store();
    const first = await accept(store);
    await write(first, records.intended('grant'), records.done('grant'));
    await first.close();
    const { journal, run } = await reopen(store);
    expect([journal.epoch, journal.first.seq, run.lines.length]).toEqual([2, 4, 4]);
    await write(journal, records.parked);
    const read = await store.readRun(runId);
    const { lines, late } = value(read);
    expect(lines.map(({ seq, type }) => [seq, type])).toEqual([
      [1, 'accepted'],
      [2, 'intended'],
      [3, 'done'],
      [4, 'taken'],
      [5, 'parked'],
    ]);
    expect(late).toEqual([]);
    expect(read.diagnostics).toEqual([]);
  });

  it('writes lines that are asked for at once one after the other', async () => {
    const store = await bench().store();
    const journal = await accept(store);
    const asked = Array.from({ length: 50 }, (_, at) =>
      journal.append(records.progress(`${at}`), { durable: at % 7 === 0 }),
    );
    const written = (await Promise.all(asked)).map(value);
    expect(written.map(({ seq }) => seq)).toEqual(Array.from({ length: 50 }, (_, at) => at + 2));
    expect(value(await store.readRun(runId)).lines.slice(1)).toEqual(written);
  });

  it('keeps what a former holder writes after its run was taken over, as evidence beside the chain', async () => {
    const store = await bench().store();
    const former = await accept(store);
    await write(former, records.intended());
    const next = (await reopen(store)).journal;
    await write(former, records.sent, records.progress('still here'));
    await write(next, records.done());
    const read = await store.readRun(runId);
    expect(codesOf(read)).toEqual(['STO018']);
    const { lines, late } = value(read);
    expect(lines.map(({ type }) => type)).toEqual(['accepted', 'intended', 'taken', 'done']);
    expect(late.map(({ epoch, after, line }) => [epoch, after, line.type])).toEqual([
      [1, 2, 'sent'],
      [1, 2, 'progress'],
    ]);
    const third = await reopen(store);
    expect(third.run.lines.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5]);
  });

  it('lets exactly one of many open the journal again at once', async () => {
    const store = await bench().store();
    await accept(store);
    const entry = { record: records.taken, clock: ticking() };
    const results = await Promise.all(Array.from({ length: 8 }, () => store.openJournal(runId, entry)));
    for (const result of results) if (result.ok) opened(result.value.journal);
    const all = results.map(outcome);
    // Who reads after another has opened goes on from there; who read the same end loses.
    const won = all.filter((one) => one === 'ok').length;
    expect(all.filter((one) => one !== 'ok' && one !== 'STO027')).toEqual([]);
    const run = value(await store.readRun(runId));
    expect([run.epoch, run.lines.length, run.late]).toEqual([won + 1, won + 1, []]);
  });

  it('refuses to open the journal of a run that was never accepted', async () => {
    const store = await bench().store();
    expect(outcome(await store.openJournal(runId, { record: records.taken, clock: ticking() }))).toBe('STO025');
  });

  it('takes no line after the journal was closed', async () => {
    const journal = await accept(await bench().store());
    await journal.close();
    await journal.close();
    expect(outcome(await journal.append(records.parked, { durable: false }))).toBe('STO019');
  });
};

import { describe, expect, it } from 'vitest';
import type { ObjectFault } from '../../src/core/objects.ts';
import { openBucketStore } from '../../src/store/bucket.ts';
import type { WritableStore } from '../../src/store/store.ts';
import { live, place, type Life } from './bucket-life.ts';
import { accept, reopen, storeContract } from './contract.ts';
import { faultOf, memoryBucket, type MemoryBucket, type Mishap } from './memory-bucket.ts';
import { acceptance, codesOf, outcome, records, runId, stage, value } from './samples.ts';

storeContract('a bucket', () => {
  const { port } = memoryBucket();
  return Promise.resolve((ports) => openBucketStore(port, place, ports));
});

storeContract('the whole of a bucket, whose lists never show a journal, a lock or a memory', () => {
  const bucket = memoryBucket();
  const list: typeof bucket.port.list = async (prefix) =>
    prefix === 'runs/' || prefix === '' ? bucket.port.list(prefix) : { is: 'names', names: [] };
  return Promise.resolve((ports) => openBucketStore({ ...bucket.port, list }, { ...place, prefix: '' }, ports));
});

const storeOn = async ({ port }: MemoryBucket): Promise<WritableStore> =>
  value(await value(await openBucketStore(port, place, stage().ports)).ensure());

const journalKey = (epoch: number): string => `onward/runs/${runId}/journal.${epoch}.ndjson`;

/** After any trouble: what was acknowledged is there, once, and the run is accepted (again) and goes on. */
const goesOn = async (bucket: MemoryBucket, { acknowledged }: Life): Promise<void> => {
  bucket.mishap = () => undefined;
  bucket.refuse = () => undefined;
  const store = await storeOn(bucket);
  const accepted = value(await store.acceptRun(acceptance()));
  if (accepted.is === 'accepted') expect(acknowledged).toEqual([]);
  const read = value(await store.readRun(runId));
  expect(read.lines.slice(0, acknowledged.length)).toEqual(acknowledged);
  await reopen(store);
};

const writesOfALife = async (): Promise<readonly string[]> => {
  const bucket = memoryBucket();
  expect((await live(bucket.port)).codes).toEqual([]);
  return bucket.writes;
};

describe('a store in a bucket on a bad network', () => {
  it.each<{ mishap: Mishap }>([{ mishap: 'before' }, { mishap: 'after' }, { mishap: 'throttled' }])(
    'lives as on a good one where any one write is lost: $mishap',
    async ({ mishap }) => {
      const good = memoryBucket();
      const asOnAGoodOne = await live(good.port);
      const writes = await writesOfALife();
      expect(writes.length).toBeGreaterThan(8);
      for (let at = 1; at <= writes.length; at += 1) {
        const bucket = memoryBucket();
        bucket.mishap = (write) => (write === at ? mishap : undefined);
        const lived = await live(bucket.port);
        expect(lived, writes[at - 1]).toEqual(asOnAGoodOne);
        expect(bucket.objects.get(journalKey(1)), writes[at - 1]).toEqual(good.objects.get(journalKey(1)));
        await goesOn(bucket, lived);
      }
    },
  );

  it.each<{ mishap: Mishap }>([{ mishap: 'before' }, { mishap: 'after' }, { mishap: 'throttled' }])(
    'says that nobody answers where that does not end, and loses nothing acknowledged: $mishap',
    async ({ mishap }) => {
      for (let from = 1; from <= (await writesOfALife()).length; from += 1) {
        const bucket = memoryBucket();
        bucket.mishap = (write) => (write >= from ? mishap : undefined);
        const lived = await live(bucket.port);
        // An append whose answer is lost is read back, and so is not lost; what replaces is not read.
        if (mishap !== 'after') expect(lived.codes).toEqual(['STO036']);
        await goesOn(bucket, lived);
      }
    },
  );

  it.each<{ fault: ObjectFault; code: string }>([
    { fault: faultOf('no-bucket'), code: 'STO031' },
    { fault: faultOf('denied'), code: 'STO032' },
    { fault: { ...faultOf('other-region'), region: 'cn-beijing' }, code: 'STO033' },
    { fault: faultOf('versioned'), code: 'STO034' },
    { fault: faultOf('retained'), code: 'STO035' },
    { fault: { ...faultOf('credentials'), code: 'CRD004' }, code: 'CRD004' },
    { fault: faultOf('refused'), code: 'STO039' },
  ])('names $fault.why as $code at any write, and the run goes on later', async ({ fault, code }) => {
    for (let from = 1; from <= (await writesOfALife()).length; from += 1) {
      const bucket = memoryBucket();
      bucket.mishap = (write) => (write >= from ? fault : undefined);
      const lived = await live(bucket.port);
      expect(lived.codes).toEqual([code]);
      await goesOn(bucket, lived);
    }
  });

  it('acknowledges nothing that it could not read back', async () => {
    const bucket = memoryBucket();
    const journal = await accept(await storeOn(bucket));
    bucket.mishap = () => 'after';
    bucket.refuse = () => faultOf('away');
    expect(outcome(await journal.append(records.intended(), { durable: true }))).toBe('STO036');
    expect(outcome(await journal.append(records.intended(), { durable: true }))).toBe('STO019');
  });
});

describe('a journal in a bucket', () => {
  const changes: readonly { readonly how: (text: string) => string | null; readonly code: string; reason: string }[] = [
    { how: (text) => `${text}{"seq":2}\n`, code: 'STO037', reason: 'somebody wrote behind the last line' },
    { how: (text) => text.slice(0, -3), code: 'STO037', reason: 'it was cut' },
    { how: () => null, code: 'STO005', reason: 'it was removed' },
  ];
  it.each(changes)('takes no line where $reason: $code', async ({ how, code }) => {
    const bucket = memoryBucket();
    const journal = await accept(await storeOn(bucket));
    const text = how(bucket.objects.get(journalKey(1))?.text ?? '');
    if (text === null) bucket.objects.delete(journalKey(1));
    else bucket.objects.set(journalKey(1), { text, grows: true });
    expect(outcome(await journal.append(records.intended(), { durable: true }))).toBe(code);
    expect(outcome(await journal.append(records.intended(), { durable: true }))).toBe('STO019');
    expect(bucket.objects.get(journalKey(1))?.text).toEqual(text ?? undefined);
  });

  it('is written in one append by all who wait, which one refusal refuses to each', async () => {
    const bucket = memoryBucket();
    const journal = await accept(await storeOn(bucket));
    const before = bucket.writes.length;
    const ask = (count: number) =>
      Promise.all(
        Array.from({ length: count }, (_, at) => journal.append(records.progress(`${at}`), { durable: true })),
      );
    expect((await ask(50)).map((line) => value(line).seq)).toEqual(Array.from({ length: 50 }, (_, at) => at + 2));
    expect(bucket.writes.length - before).toBe(1);
    bucket.mishap = () => faultOf('denied');
    expect((await ask(3)).map(outcome)).toEqual(['STO032', 'STO032', 'STO032']);
  });

  it.each([
    { how: (text: string) => text.slice(0, -9), code: 'STO012', ok: true, reason: 'its last line is torn' },
    {
      how: (text: string) => text.replace('migrate', 'Migrate'),
      code: 'STO013',
      ok: false,
      reason: 'a line was altered',
    },
    { how: () => '', code: 'STO028', ok: false, reason: 'it is empty' },
  ])('is $code where $reason', async ({ how, code, ok }) => {
    const bucket = memoryBucket();
    const store = await storeOn(bucket);
    const journal = await accept(store);
    for (const record of [records.intended(), records.sent]) value(await journal.append(record, { durable: true }));
    const { text } = bucket.objects.get(journalKey(1))!;
    bucket.objects.set(journalKey(1), { text: how(text), grows: true });
    const read = await store.readRun(runId);
    expect([codesOf(read), read.ok]).toEqual([[code], ok]);
  });

  it('that is lost is told apart from a plan that was never accepted', async () => {
    const bucket = memoryBucket();
    const store = await storeOn(bucket);
    bucket.mishap = (_, name) => (name === 'append' ? faultOf('denied') : undefined);
    expect(outcome(await store.acceptRun(acceptance()))).toBe('STO032');
    expect(outcome(await store.readRun(runId))).toBe('STO025');
    bucket.mishap = () => undefined;
    await accept(store);
    bucket.objects.delete(journalKey(1));
    expect(outcome(await store.readRun(runId))).toBe('STO028');
    expect(outcome(await store.acceptRun(acceptance()))).toBe('STO028');
  });
});

import type { JournalLine } from '../../src/core/journal.ts';
import type { ObjectPort } from '../../src/core/objects.ts';
import { openBucketStore } from '../../src/store/bucket.ts';
import { acceptance, claim, codesOf, key, records, runId, stage, ticking } from './samples.ts';

export const place = { scheme: 'oss', bucket: 'moves', prefix: 'onward' };

export interface Life {
  readonly acknowledged: readonly JournalLine[];
  readonly codes: readonly string[];
}

/** A whole life of a run: made, locked, accepted, written, beaten, resumed, released. Stops at the first failure. */
export const live = async (port: ObjectPort): Promise<Life> => {
  const acknowledged: JournalLine[] = [];
  const opened = await openBucketStore(port, place, stage().ports);
  const store = opened.ok ? await opened.value.ensure() : opened;
  if (!store.ok) return { acknowledged, codes: codesOf(store) };
  const locks = await store.value.take([key], claim());
  if (!locks.ok) return { acknowledged, codes: codesOf(locks) };
  const accepted = await store.value.acceptRun(acceptance());
  if (!accepted.ok) return { acknowledged, codes: codesOf(accepted) };
  if (accepted.value.is !== 'accepted') throw new Error('consumed');
  acknowledged.push(accepted.value.journal.first);
  for (const says of ['one', 'two']) {
    const line = await accepted.value.journal.append(records.progress(says), { durable: true });
    if (!line.ok) return { acknowledged, codes: codesOf(line) };
    acknowledged.push(line.value);
  }
  const again = await store.value.openJournal(runId, { record: records.taken, clock: ticking() });
  if (!again.ok) return { acknowledged, codes: codesOf(again) };
  acknowledged.push(again.value.journal.first);
  for (const lock of locks.value)
    for (const act of [lock.beat, lock.stillOurs, lock.release]) {
      const done = await act();
      if (!done.ok) return { acknowledged, codes: codesOf(done) };
    }
  return { acknowledged, codes: [] };
};

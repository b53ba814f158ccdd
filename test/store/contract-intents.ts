import { describe, expect, it } from 'vitest';
import { accept, reopen, write, type Bench } from './contract.ts';
import { claim, key, otherKey, records, runId, value } from './samples.ts';

const { intended, sent, refused, done, failed, settled, parked, ended } = records;

/** What every store says about calls of which it is not known how they ended. */
export const intentContract = (bench: () => Bench): void => {
  describe('open intents', () => {
    it.each([
      { lines: [], open: [], reason: 'nothing was intended' },
      { lines: [intended()], open: ['intended'], reason: 'intended, no answer' },
      { lines: [intended(), sent], open: ['sent'], reason: 'accepted, not seen done' },
      { lines: [intended(), sent, parked, ended('ambiguous', 10)], open: ['sent'], reason: 'the run ended in doubt' },
      { lines: [intended(), sent, done()], open: [], reason: 'done' },
      { lines: [intended(), failed], open: [], reason: 'failed' },
      { lines: [intended(), refused(false)], open: [], reason: 'refused' },
      { lines: [intended(), refused(true)], open: ['throttled'], reason: 'throttled: it will be tried again' },
      { lines: [intended(), refused(false), intended()], open: ['intended'], reason: 'intended again' },
      { lines: [intended(), settled('not-sent')], open: [], reason: 'settled by a person' },
      { lines: [intended('grant')], open: [], reason: 'the step is not one-way' },
      { lines: [intended('other/migrate')], open: [], reason: 'the step works on another target' },
    ])('are $open when $reason', async ({ lines, open }) => {
      const store = await bench().store();
      value(await store.take([key], claim()));
      await write(await accept(store), ...lines);
      const found = value(await (await bench().open()).openIntents([key]));
      expect(found.map((intent) => intent.last)).toEqual(open);
      for (const intent of found)
        expect(intent).toMatchObject({ run: runId, alias: 'prod-hangzhou-7f3a', step: 'migrate' });
    });

    it('belong to the target: later runs see those of earlier ones, other targets do not', async () => {
      const store = await bench().store();
      const [lock] = value(await store.take([key], claim()));
      await write(await accept(store), intended());
      value(await lock!.release());
      value(await store.take([key], claim({ run: 'aaaaaaaaaaaa' })));
      await write(await accept(store, 'aaaaaaaaaaaa'), intended(), done());
      expect(value(await store.openIntents([key])).map(({ run }) => run)).toEqual([runId]);
      expect(value(await store.openIntents([otherKey]))).toEqual([]);
      expect(value(await store.openIntents([otherKey, key])).map((one) => [one.run, one.key])).toEqual([[runId, key]]);
    });

    it.each([
      { late: [intended()], main: [], open: ['intended'], reason: 'the former holder intended, nobody looked since' },
      { late: [intended()], main: [settled('not-sent')], open: [], reason: 'settled after the former holder intended' },
      {
        late: [intended(), sent],
        main: [settled('not-sent')],
        open: ['sent'],
        reason: 'the former holder contradicts',
      },
      { late: [intended(), sent], main: [settled('sent')], open: ['sent'], reason: 'settled as sent, not seen done' },
      { late: [intended(), sent], main: [done()], open: [], reason: 'seen done' },
    ])('are $open with late lines when $reason', async ({ late, main, open }) => {
      const store = await bench().store();
      value(await store.take([key], claim()));
      const former = await accept(store);
      const next = (await reopen(store)).journal;
      await write(former, ...late);
      await write(next, ...main);
      expect(value(await store.openIntents([key])).map((intent) => intent.last)).toEqual(open);
    });

    it.each([
      {
        late: [sent],
        main: [settled('not-sent'), ended('error', 1)],
        state: 'open',
        reason: 'a late word contradicts',
      },
      { late: [sent], main: [done(), ended('done', 0)], state: 'ended', reason: 'it was seen done since' },
      { late: [], main: [settled('not-sent'), ended('error', 1)], state: 'ended', reason: 'nobody contradicts' },
    ])('make a run that had ended $state again when $reason', async ({ late, main, state }) => {
      const store = await bench().store();
      value(await store.take([key], claim()));
      const former = await accept(store);
      await write(former, intended());
      const next = (await reopen(store)).journal;
      await write(former, ...late);
      await write(next, ...main);
      expect(value(await store.findRun(runId)).state).toBe(state);
    });

    it('make a run open again also where all that is known of the call was said too late', async () => {
      const store = await bench().store();
      value(await store.take([key], claim()));
      const former = await accept(store);
      const next = (await reopen(store)).journal;
      await write(former, intended(), sent);
      await write(next, ended('stale', 6));
      expect(value(await store.openIntents([key]))).toMatchObject([{ last: 'sent' }]);
      expect(value(await store.findRun(runId)).state).toBe('open');
    });

    it('are none of a run that held the target and was never accepted', async () => {
      const store = await bench().store();
      value(await store.take([key], claim()));
      expect(value(await store.openIntents([key]))).toEqual([]);
    });
  });
};

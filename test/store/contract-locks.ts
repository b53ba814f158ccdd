import { describe, expect, it } from 'vitest';
import type { Lock } from '../../src/store/store.ts';
import type { Bench } from './contract.ts';
import { claim, key, otherKey, outcome, owner, runId, value } from './samples.ts';

const one = (locks: readonly Lock[]): Lock => {
  const [lock] = locks;
  if (lock === undefined || locks.length !== 1) throw new Error('not one lock');
  return lock;
};

/** What every store keeps about the locks of targets. */
export const lockContract = (bench: () => Bench): void => {
  describe('locks', () => {
    it('gives a free target, and a released one at the next epoch', async () => {
      const store = await bench().store();
      const first = one(value(await store.take([key], claim())));
      expect([first.epoch, first.from]).toEqual([1, null]);
      expect(value(await store.holder(key))).toMatchObject({ run: runId, beat: 0, released: false });
      expect(outcome(await first.release())).toBe('ok');
      expect(value(await store.holder(key))).toBeNull();
      const second = one(value(await store.take([key], claim({ owner: owner('far') }))));
      expect([second.epoch, second.from]).toEqual([2, null]);
    });

    it('refuses a target whose holder is alive on this machine, and names it', async () => {
      const store = await bench().store();
      value(await store.take([key], claim({ owner: owner('here', 4711) })));
      const refused = await store.take([key], claim({ takeOver: true }));
      expect(outcome(refused)).toBe('STO020');
      for (const word of [runId, '4711', 'here', '2026-11-28T02:00:01.000Z', key])
        expect(refused.diagnostics[0]?.summary).toContain(word);
      expect(bench().stage.slept()).toBe(0);
    });

    it('takes a target at once from a process of this machine that is gone, and says from whom', async () => {
      const store = await bench().store();
      value(await store.take([key], claim({ owner: owner('here', 4711) })));
      bench().stage.dead.add(4711);
      const lock = one(value(await store.take([key], claim())));
      expect(lock).toMatchObject({ epoch: 2, from: { owner: owner('here', 4711), run: runId } });
      expect(bench().stage.slept()).toBe(0);
    });

    it('refuses a target whose holder elsewhere beats, also to one who would take over', async () => {
      const store = await bench().store();
      const held = one(value(await store.take([key], claim({ owner: owner('far') }))));
      bench().stage.onSleep = async (ms) => {
        if (ms === 40_000) value(await held.beat());
      };
      expect(outcome(await store.take([key], claim({ takeOver: true })))).toBe('STO021');
      expect(bench().stage.slept()).toBe(40_000);
    });

    it('refuses a silent target elsewhere after 45 s, and says how to take it over', async () => {
      const store = await bench().store();
      value(await store.take([key], claim({ owner: owner('far') })));
      const watched: string[] = [];
      const refused = await store.take(
        [key],
        claim({ onWatch: (_, holder) => watched.push(holder?.owner.host ?? '?') }),
      );
      expect(outcome(refused)).toBe('STO022');
      expect(refused.diagnostics[0]?.remedy).toContain(`onward resume ${runId} --take-over`);
      expect([bench().stage.slept(), watched]).toEqual([45_000, ['far']]);
      expect(value(await store.holder(key))?.owner.host).toBe('far');
    });

    it('gives a silent target elsewhere to one who takes over, after 45 s, and fences its holder', async () => {
      const store = await bench().store();
      const held = one(value(await store.take([key], claim({ owner: owner('far') }))));
      expect(outcome(await held.stillOurs())).toBe('ok');
      const lock = one(value(await store.take([key], claim({ takeOver: true }))));
      expect([lock.epoch, lock.from?.owner?.host, bench().stage.slept()]).toEqual([2, 'far', 45_000]);
      for (const act of [held.stillOurs, held.beat, held.release]) expect(outcome(await act())).toBe('STO023');
      expect(outcome(await lock.stillOurs())).toBe('ok');
    });

    it('gives a target that is released while it is watched', async () => {
      const store = await bench().store();
      const held = one(value(await store.take([key], claim({ owner: owner('far') }))));
      bench().stage.onSleep = async (ms) => {
        if (ms === 10_000) value(await held.release());
      };
      expect(one(value(await store.take([key], claim()))).from).toBeNull();
      expect(bench().stage.slept()).toBe(10_000);
    });

    it('looks nine times even when the time of a sleeping machine jumps', async () => {
      let looks = 0;
      let eighth = (): Promise<unknown> => Promise.resolve();
      const { sleep } = bench().stage.ports;
      Object.assign(bench().stage.ports, {
        sleep: async () => {
          await sleep(3_600_000);
          if ((looks += 1) === 8) await eighth();
        },
      });
      const store = await bench().store();
      const held = one(value(await store.take([key], claim({ owner: owner('far') }))));
      eighth = held.beat;
      expect(outcome(await store.take([key], claim({ takeOver: true })))).toBe('STO021');
    });

    it('takes all targets or none, and says every refusal', async () => {
      const store = await bench().store();
      const keys = ['c:1', 'a:1', 'b:1'];
      const [far] = value(await store.take(['b:1'], claim({ owner: owner('here', 2) })));
      value(await store.take(['c:1'], claim({ owner: owner('here', 3) })));
      expect(outcome(await store.take(keys, claim()))).toBe('STO020 STO020');
      expect(value(await store.holder('a:1'))).toBeNull();
      value(await far!.release());
      bench().stage.dead.add(3);
      const locks = value(await store.take(keys, claim()));
      expect(locks.map((lock) => lock.key)).toEqual(['a:1', 'b:1', 'c:1']);
    });

    it('watches many silent holders side by side', async () => {
      const keys = Array.from({ length: 5 }, (_, at) => `t:${at}`);
      const waiting: (() => void)[] = [];
      let now = 0;
      // Time passes only when all five watch at once: one after the other they would never end.
      const sleep = () =>
        new Promise<void>((wake) => {
          waiting.push(wake);
          if (waiting.length < keys.length) return;
          now += 5_000;
          for (const each of waiting.splice(0)) each();
        });
      Object.assign(bench().stage.ports, { sleep, monotonic: () => now });
      const store = await bench().store();
      value(await store.take(keys, claim({ owner: owner('far') })));
      expect(value(await store.take(keys, claim({ takeOver: true })))).toHaveLength(5);
      expect(now).toBe(45_000);
    });

    it('gives a target to exactly one of many who ask at once, round after round', async () => {
      const store = await bench().store();
      for (let round = 1; round <= 5; round += 1) {
        const asks = Array.from({ length: 16 }, (_, at) =>
          store.take([key, otherKey], claim({ owner: owner('here', at) })),
        );
        const won = (await Promise.all(asks)).filter((result) => result.ok);
        expect(won).toHaveLength(1);
        for (const lock of value(won[0]!)) value(await lock.release());
      }
    });

    it('keeps keys apart that look alike', async () => {
      const store = await bench().store();
      const keys = [
        'a',
        'a.1',
        'a.1.json',
        'a:1',
        'a%3A1',
        '.a',
        '../a',
        'a/b',
        'ü',
        `${'k'.repeat(300)}1`,
        `${'k'.repeat(300)}2`,
      ];
      expect(value(await store.take(keys, claim()))).toHaveLength(keys.length);
      for (const each of keys) expect(value(await store.holder(each))?.key).toBe(each);
    });

    it('beats, and goes on beating after a release only as a loss', async () => {
      const store = await bench().store();
      const lock = one(value(await store.take([key], claim())));
      await Promise.all([lock.beat(), lock.beat(), lock.beat()]);
      expect(value(await store.holder(key))?.beat).toBe(3);
      value(await lock.release());
      expect(outcome(await lock.beat())).toBe('STO023');
      expect(outcome(await lock.stillOurs())).toBe('STO023');
      expect(outcome(await lock.release())).toBe('ok');
      expect(value(await store.holder(key))).toBeNull();
    });
  });
};

import { describe, expect, it } from 'vitest';
import { createGreen } from '../../../providers/probes/green.ts';
import type { Probe } from '../../../src/core/operation.ts';
import { callOf, desiredFor } from '../ack/settings.ts';

const shop = 'https://shop.example.com/healthz';
const till = 'https://till.example.com/';

/** What each address answers, look by look: `g` green, `r` red. After the last it is green. */
const watcher = (answers: Readonly<Record<string, string>>) => {
  const seen: string[] = [];
  const counts: Record<string, number> = {};
  let minute = 0;
  const green = createGreen({
    look: (url) => {
      const at = (counts[url] = (counts[url] ?? 0) + 1);
      seen.push(url);
      const red = answers[url]?.[at - 1] === 'r';
      return Promise.resolve({ green: !red, says: red ? '503 in 7 ms' : '204 in 12 ms' });
    },
    stamp: () => `2026-11-28T02:${String((minute += 1)).padStart(2, '0')}:00Z`,
  });
  return { green, seen };
};

const asking = (when: 'before' | 'after', looks: Readonly<Record<string, number>>) =>
  callOf(`probe.green-${when}/1`, desiredFor({ clusterId: 'c1' }), {
    probes: Object.entries(looks).map(([http, count]) => ({ http, looks: count })),
  });

const rounds = async (
  { green }: ReturnType<typeof watcher>,
  call: ReturnType<typeof asking>,
  most = 20,
): Promise<{ readonly last: Probe; readonly count: number }> => {
  for (let count = 1; ; count += 1) {
    const last = await green(call)!;
    if (last.is !== 'in-flight' || count === most) return { last, count };
  }
};

describe('watching services', () => {
  it('is done after as many green looks in a row as were asked, with a proof for each address', async () => {
    const { last, count } = await rounds(watcher({}), asking('before', { [shop]: 3 }));
    expect(count).toBe(3);
    expect(last).toEqual({
      is: 'done',
      proof: [
        {
          call: `GET ${shop}`,
          request: '',
          at: '2026-11-28T02:03:00Z',
          says: `${shop} was green 3 times in a row, last 204 in 12 ms`,
        },
      ],
    });
  });

  it('fails at the first red look, and says which address, what it answered and when it was green last', async () => {
    const { last, count } = await rounds(watcher({ [shop]: 'gr' }), asking('before', { [shop]: 3, [till]: 3 }));
    expect(count).toBe(2);
    expect(last).toMatchObject({
      is: 'failed',
      why: `PRB101 ${shop} is not green: 503 in 7 ms, at 2026-11-28T02:03:00Z; last green 2026-11-28T02:01:00Z, 204 in 12 ms (1 of 3 looks)`,
    });
  });

  it('says of one that never was green that it was not', async () => {
    const { last } = await rounds(watcher({ [shop]: 'r' }), asking('after', { [shop]: 3 }));
    expect(last).toMatchObject({
      is: 'failed',
      why: expect.stringMatching(/^PRB102 .*; it was not green in this watch \(0 of 3 looks\)$/) as string,
    });
  });

  it('begins anew after it has ended', async () => {
    const watch = watcher({ [shop]: 'gr' });
    const call = asking('before', { [shop]: 3 });
    expect((await rounds(watch, call)).last.is).toBe('failed');
    expect(await rounds(watch, call)).toMatchObject({ last: { is: 'done' }, count: 3 });
  });

  it('asks each address right before the turn, and each from the proof on', async () => {
    const before = watcher({});
    await rounds(before, asking('before', { [shop]: 3, [till]: 1 }));
    expect(before.seen).toEqual([shop, shop, shop, till]);
    const after = watcher({});
    await rounds(after, asking('after', { [shop]: 3, [till]: 1 }));
    expect(after.seen).toEqual([shop, till, shop, shop]);
  });

  it('tells tenths of a long watch, not every look', async () => {
    const watch = watcher({});
    const says = new Set<string>();
    for (let look = 1; look < 61; look += 1) {
      const probe = await watch.green(asking('after', { [shop]: 61 }))!;
      if (probe.is === 'in-flight') says.add(probe.says);
    }
    expect([...says].slice(0, 2)).toEqual(['all green so far, 0 %', 'all green so far, 10 %']);
    expect(says.size).toBe(10);
  });

  it('leaves every other operation to others', () => {
    expect(watcher({}).green(callOf('ack.prove/1', desiredFor({ clusterId: 'c1' })))).toBeUndefined();
  });
});

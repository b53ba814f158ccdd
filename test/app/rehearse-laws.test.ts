import { describe, expect, it } from 'vitest';
import { kinds } from '../../src/app/surroundings.ts';
import type { DriverSettings, Kind } from '../../src/core/kind.ts';
import type { Driver } from '../../src/core/operation.ts';
import type { Outgoing, Transport } from '../../src/core/transport.ts';
import { wellRehearsed } from './rehearsing.ts';

type Spoil = (driver: Driver, settings: DriverSettings) => Driver;

/** The kinds, with drivers that do one thing wrong. */
const spoilt = (spoil: Spoil): readonly Kind[] =>
  kinds.map((kind) => ({ ...kind, driver: async (settings) => spoil(await kind.driver(settings), settings) }));

/** The kinds over a network that does more than it was asked for. */
const carriedBy = (carry: (outgoing: Outgoing, real: Transport) => ReturnType<Transport>): readonly Kind[] =>
  kinds.map((kind) => ({
    ...kind,
    driver: ({ transport = () => Promise.reject(new Error('a rehearsal carries')), ...settings }) =>
      kind.driver({ ...settings, transport: (outgoing) => carry(outgoing, transport) }),
  }));

const performingTwice = spoilt((driver) => ({
  ...driver,
  perform: async (call, fence) => {
    await driver.perform(call, fence);
    return driver.perform(call, { ...fence, nonce: `${fence.nonce.slice(0, -1)}0` });
  },
}));

const doneAtOnce = spoilt((driver) => ({
  ...driver,
  probe: (call, since) =>
    call.operation === 'ack.migrate/1' || call.operation === 'ack.prove/1'
      ? Promise.resolve({ is: 'done', proof: [] })
      : driver.probe(call, since),
}));

const neverAnswering = spoilt((driver) => ({
  ...driver,
  probe: (call, since) => (call.operation === 'ack.prove/1' ? new Promise(() => undefined) : driver.probe(call, since)),
}));

const waitsForEver = spoilt((driver, { sleep }) => ({
  ...driver,
  probe: async (call, since) => {
    while (call.operation === 'ack.prove/1') await sleep(1_000);
    return driver.probe(call, since);
  },
}));

const removingAWorker = carriedBy(async (outgoing, real) => {
  const { method, url } = outgoing;
  if (method === 'DELETE' && url.pathname.startsWith('/api/v1/nodes/')) {
    const all = await real({ ...outgoing, method: 'GET', url: new URL('/api/v1/nodes', url) });
    const { items } = JSON.parse(all.is === 'answer' ? all.body : '{}') as {
      items: { metadata: { name: string; labels: Record<string, string> } }[];
    };
    const worker = items.find(
      ({ metadata }) => !Object.keys(metadata.labels).some((label) => label.endsWith('master')),
    );
    await real({ ...outgoing, url: new URL(`/api/v1/nodes/${worker?.metadata.name}`, url), body: null });
  }
  return real(outgoing);
});

const cuttingPower = carriedBy(async (outgoing, real) => {
  const answer = await real(outgoing);
  if (outgoing.url.pathname.endsWith('/migrate-vm-across-cluster')) {
    const { where } = JSON.parse(outgoing.body ?? '{}') as { where: object };
    const body = JSON.stringify({ where });
    await real({ ...outgoing, url: new URL('/v2/api/poweroff-vm', outgoing.url), body });
  }
  return answer;
});

/** A read stands in for the call that is sent once: a console with it shows a call that was never taken on as sent. */
const mistaken = kinds.map((kind): Kind => {
  const move = kind.contracts['aoc.move-hot/1'];
  if (kind.world === undefined || move === undefined) return kind;
  return {
    ...kind,
    contracts: { ...kind.contracts, 'aoc.move-hot/1': { ...move, budget: '30m' } },
    world: { ...kind.world, calls: { ...kind.world.calls, 'aoc.move-hot/1': ['migrate-vm-across-cluster', 'login'] } },
  };
});

describe('a kind that breaks a promise', { timeout: 120_000 }, () => {
  it.each([
    {
      scenario: 'ready',
      known: performingTwice,
      says: /^MigrateCluster of c\w+ was sent after it was accepted$/,
      reason: 'its one-way call is sent twice',
    },
    {
      scenario: 'vm-hot',
      known: performingTwice,
      says: /^migrate-vm-across-cluster of c\w+ was sent after it was accepted$/,
      reason: 'a call that nothing makes dead is sent twice',
    },
    {
      scenario: 'dedicated-ready',
      known: removingAWorker,
      says: /^delete nodes c\w+ was accepted 6 times$/,
      reason: 'workers are removed, and no step is about them',
    },
    {
      scenario: 'vm-hot',
      known: cuttingPower,
      says: /^poweroff-vm of c\w+ is what no step of the plan sends$/,
      reason: 'it does what no step is about',
    },
    {
      scenario: 'ready',
      known: doneAtOnce,
      says: /^prod-hangzhou\/migrate is done, and the cloud has taken no call of it$/,
      reason: 'it says done, and nothing was done',
    },
    {
      scenario: 'ready',
      known: neverAnswering,
      says: /^resume, yes to prod-hangzhou\/commit: nobody waits for anything, and it does not end$/,
      reason: 'it hangs',
    },
    {
      scenario: 'ready',
      known: waitsForEver,
      mostAwaits: 2_000,
      says: /^no end after 2000 reads, writes, calls and waits; at last: sleep$/,
      reason: 'it goes on for ever',
    },
  ])('is told, in a life without trouble: $reason', async ({ scenario, known, says, mostAwaits = 200_000 }) => {
    const { model, exit } = await wellRehearsed(scenario, { known, mostAwaits });
    expect(exit).toBe('error');
    expect(model.calm.broken).toContainEqual(expect.stringMatching(says));
  });

  it('is told with the life that shows it: what a person settled is asked again', async () => {
    const { model, exit } = await wellRehearsed('vm-hot', { known: mistaken, chaos: { lives: 1, seed: 1, life: 2 } });
    expect(exit).toBe('error');
    expect(model.chaos?.broken).toMatchObject([
      {
        life: 2,
        broken: expect.arrayContaining(['erp-db/migrate was settled as sent, and is ambiguous again']) as unknown,
      },
    ]);
  });
});

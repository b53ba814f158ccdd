import { describe, expect, it } from 'vitest';
import { openObjects } from '../../providers/ack/objects.ts';
import type { ObjectPort } from '../../src/core/objects.ts';
import { openBucketStore } from '../../src/store/bucket.ts';
import type { Twin } from '../../src/twin/start.ts';
import { settingsFor } from '../providers/ack/settings.ts';
import { post } from '../twin/control.ts';
import { startWorld } from '../twin/start-world.ts';
import { live, place } from './bucket-life.ts';
import { storeContract } from './contract.ts';
import { runId, stage, value } from './samples.ts';

const world = (more = ''): string =>
  `apiVersion: onward/v1\nkind: World\noss: {buckets: [{name: ${place.bucket}${more}}]}\n`;

const portTo = ({ ready }: Twin, env: Readonly<Record<string, string>> = {}): ObjectPort =>
  openObjects(settingsFor({ ...ready.env, ...env }), place.bucket);

storeContract('a bucket over the wire', async () => {
  const port = portTo(await startWorld(world()));
  return (ports) => openBucketStore(port, place, ports);
});

const effects = [
  { effect: { drop: 'before' } },
  { effect: { drop: 'after' } },
  { effect: { html502: 'before' } },
  { effect: { html502: 'after' } },
  { effect: { empty200: {} } },
  { effect: { throttle: { retryAfterMs: 5 } } },
];

/** How often a life of a run calls each. */
const calls = [
  { action: 'AppendObject', times: 4 },
  { action: 'PutObject', times: 6 },
];

describe('a store in a bucket over the wire, on a bad network', () => {
  it.each(effects)('lives as on a good one, whatever write meets $effect', async ({ effect }) => {
    const good = await live(portTo(await startWorld(world())));
    expect(good.codes).toEqual([]);
    for (const { action, times } of calls)
      for (let nth = 1; nth <= times; nth += 1) {
        const twin = await startWorld(world());
        await post(twin, 'faults', [{ match: { product: 'OSS', action, nth }, effect, times: 1 }]);
        const port = portTo(twin);
        expect(await live(port), `${action} ${String(nth)}`).toEqual(good);
        const read = value(await openBucketStore(port, place, stage().ports));
        expect(value(await read.readRun(runId)).lines).toEqual(good.acknowledged);
      }
  });
});

describe('a bucket that no store can be kept in', () => {
  it.each([
    { more: ', versioning: Enabled', env: {}, code: 'STO034', reason: 'it keeps versions' },
    { more: ', versioning: Suspended', env: {}, code: 'STO034', reason: 'it kept versions once' },
    { more: '', env: { ALIBABA_CLOUD_ACCESS_KEY_SECRET: 'wrong' }, code: 'CRD003', reason: 'the key is not ours' },
    { more: ', owner: "9999999999999999"', env: {}, code: 'STO032', reason: 'it is another account’s' },
  ])('is named by $code where $reason', async ({ more, env, code }) => {
    const { codes } = await live(portTo(await startWorld(world(more)), env));
    expect(codes).toEqual([code]);
  });
});

import { afterEach, describe, expect, it } from 'vitest';
import { createDriver } from '../../../providers/ack/cluster/driver.ts';
import type { Answer, Driver, Fence, Probe, Since } from '../../../src/core/operation.ts';
import { startTwin } from '../../../src/twin/start.ts';
import { readWorld } from '../../../src/twin/world.ts';
import { callOf, desiredFor, settingsFor } from './settings.ts';

const closers: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

const clusterId = 'c82e6987e2961451182edacd74faf0000';
const desired = desiredFor({ clusterId });
const migrate = callOf('ack.migrate/1', desired, { type: 'ManagedKubernetes', spec: 'ack.pro.small' });
const checked = 'checks: {existing: [{finishedMinutesAgo: 60}]}';

const world = (...parts: readonly string[]): string => {
  const fields = [
    `id: ${clusterId}`,
    'type: ManagedKubernetes',
    'spec: ack.standard',
    'version: 1.22.15-aliyun.1',
    'workers: 6',
  ];
  return `apiVersion: onward/v1\nkind: World\nseed: 7\nack: {clusters: [{${[...fields, ...parts].join(', ')}}]}\n`;
};

interface CallRow {
  readonly action: string;
  readonly kind: string;
  readonly status: number;
}

const start = async (...parts: readonly string[]) => {
  const read = readWorld(world(...parts), 'world.yaml');
  if (!read.ok) throw new Error(JSON.stringify(read.diagnostics));
  const twin = await startTwin({ world: read.value, speed: 'max' });
  closers.push(() => twin.close());
  const control = `${twin.ready.url}/_twin`;
  const driver = createDriver(settingsFor(twin.ready.env));
  await driver.readClock();
  return {
    driver,
    fault: (action: string, effect: unknown, times = 1) =>
      fetch(`${control}/faults`, { method: 'POST', body: JSON.stringify({ match: { action }, effect, times }) }),
    migrations: async () =>
      ((await (await fetch(`${control}/calls`)).json()) as CallRow[]).filter(
        ({ action }) => action === 'MigrateCluster',
      ),
    writes: async () =>
      ((await (await fetch(`${control}/calls`)).json()) as CallRow[]).filter(({ kind }) => kind === 'write'),
    env: twin.ready.env,
  };
};

const fenceOf = (driver: Driver): Fence => {
  const now = driver.clock.now();
  if (now === null) throw new Error('the clock was not heard');
  return { nonce: crypto.randomUUID(), date: `${new Date(now).toISOString().slice(0, 19)}Z` };
};

const probeToEnd = async (
  driver: Driver,
  operation: string,
  since: Since,
): Promise<{ last: Probe; seen: string[] }> => {
  const seen: string[] = [];
  for (let count = 0; count < 100; count += 1) {
    const last = await driver.probe(callOf(operation, desired), since);
    seen.push(last.is);
    if (last.is === 'done' || last.is === 'failed') return { last, seen };
  }
  throw new Error(`never ended: ${seen.join(' ')}`);
};

const sinceOf = (fence: Fence, answer: Answer): Since =>
  answer.is === 'accepted' && answer.task !== null ? { at: fence.date, task: answer.task } : { at: fence.date };

describe('the driver against the twin, which was written apart from it', () => {
  it('observes every fact of a ready cluster', async () => {
    const { driver } = await start(checked);
    expect(driver.loopback).toBe(true);
    const observed = (await driver.observe([desired], { journey: true })).get(desired.address)!;
    expect(observed).toMatchObject({ state: 'present', unread: [] });
    expect(observed.facts).toMatchObject({
      'cluster.edition': 'standard',
      'api.answers': { ok: true },
      'precheck.newest': { status: 'Succeeded', failed: [] },
      'nodes.workers': 6,
      'nodes.notReady': [],
      'nodes.fewSlots': [],
      'nodes.noKubeProxy': [],
      'apiservices.unavailable': [],
    });
  });

  it('walks pre-check, migration and proof, and sends the one-way call once', async () => {
    const { driver, migrations } = await start();
    const before = (await driver.observe([desired], { journey: true })).get(desired.address)!;
    const checkFence = fenceOf(driver);
    const check = await driver.perform(callOf('ack.precheck/1', desired), checkFence);
    const checkEnd = await probeToEnd(driver, 'ack.precheck/1', sinceOf(checkFence, check));
    expect(checkEnd).toMatchObject({ last: { is: 'done' }, seen: ['in-flight', 'done'] });
    const fence = fenceOf(driver);
    expect((await driver.probe(migrate, { at: fence.date })).is).toBe('not-done');
    const answer = await driver.perform(migrate, fence);
    expect(answer).toMatchObject({ is: 'accepted', task: expect.stringMatching(/^T-/) as unknown });
    const end = await probeToEnd(driver, 'ack.migrate/1', sinceOf(fence, answer));
    expect(end.seen).toContain('in-flight');
    expect(end.last).toMatchObject({ is: 'done' });
    const facts = {
      'cluster.version': before.facts['cluster.version']!,
      'api.address': before.facts['api.address']!,
      'cluster.edition': 'pro',
      'nodes.workers': 6,
    };
    expect((await driver.probe(callOf('ack.prove/1', desired, { facts }))).is).toBe('done');
    expect(await migrations()).toHaveLength(1);
  });

  it.each([
    { reason: 'the connection is cut after it arrived', effect: { drop: 'after' } },
    { reason: 'a gateway answers HTML after it arrived', effect: { html502: 'after' } },
    { reason: 'an empty 200', effect: { empty200: {} } },
  ])('finds the migration again although its answer was lost: $reason', async ({ effect }) => {
    const { driver, fault, migrations } = await start(checked);
    await fault('MigrateCluster', effect);
    const fence = fenceOf(driver);
    expect((await driver.perform(migrate, fence)).is).toBe('unanswered');
    const { seen, last } = await probeToEnd(driver, 'ack.migrate/1', { at: fence.date });
    expect(seen[0]).toBe('in-flight');
    expect(last.is).toBe('done');
    expect(await migrations()).toHaveLength(1);
  });

  it.each([
    { reason: 'the connection is cut before it arrived', effect: { drop: 'before' } },
    { reason: 'a gateway answers HTML instead', effect: { html502: 'before' } },
  ])('sees that nothing began: $reason', async ({ effect }) => {
    const { driver, fault, migrations } = await start(checked);
    await fault('MigrateCluster', effect);
    const fence = fenceOf(driver);
    expect((await driver.perform(migrate, fence)).is).toBe('unanswered');
    expect((await driver.probe(migrate, { at: fence.date })).is).toBe('not-done');
    expect((await driver.probe(migrate, { at: fence.date })).is).toBe('not-done');
    expect(await migrations()).toHaveLength(1);
  });

  it('does not send a throttled call again by itself', async () => {
    const { driver, fault, migrations } = await start(checked);
    await fault('MigrateCluster', { throttle: { retryAfterMs: 1500 } });
    expect(await driver.perform(migrate, fenceOf(driver))).toMatchObject({ is: 'throttled', afterMs: 1500 });
    expect(await migrations()).toHaveLength(1);
  });

  it('says why it was refused when no pre-check passed', async () => {
    const { driver } = await start();
    const answer = await driver.perform(migrate, fenceOf(driver));
    expect(answer).toMatchObject({ is: 'refused' });
    expect((await driver.probe(migrate)).is).toBe('not-done');
  });

  it('learns from the twin that the same fence cannot be used twice', async () => {
    const { driver } = await start(checked);
    const fence = fenceOf(driver);
    expect((await driver.perform(migrate, fence)).is).toBe('accepted');
    const again = await driver.perform(migrate, fence);
    expect(again).toMatchObject({ is: 'unanswered', why: expect.stringContaining('arrived before') as unknown });
  });

  it('learns from the twin that a fence dies', async () => {
    const { driver } = await start(checked);
    const old = new Date(driver.clock.now()! - 20 * 60_000).toISOString();
    const answer = await driver.perform(migrate, { nonce: 'old', date: `${old.slice(0, 19)}Z` });
    expect(answer).toMatchObject({ is: 'refused', code: 'InvalidTimeStamp.Expired' });
  });

  it('tells a failed migration with the task’s reason', async () => {
    const { driver } = await start(checked, 'migrate: {fail: {phase: snapshot, code: EtcdSnapshotFailed}}');
    const fence = fenceOf(driver);
    const answer = await driver.perform(migrate, fence);
    const { last } = await probeToEnd(driver, 'ack.migrate/1', sinceOf(fence, answer));
    expect(last).toMatchObject({ is: 'failed', why: expect.stringContaining('EtcdSnapshotFailed') as unknown });
    expect((await driver.probe(migrate)).is).toBe('not-done');
  });

  it('reads on through throttling, cut connections and failing gateways', async () => {
    const { driver, fault } = await start(checked);
    await fault('DescribeClusterDetail', { throttle: { retryAfterMs: 100 } }, 2);
    await fault('DescribeClusterTasks', { drop: 'before' }, 2);
    await fault('ListClusterChecks', { html502: 'before' }, 2);
    await fault('GetClusterCheck', { empty200: {} });
    const observed = (await driver.observe([desired], { journey: true })).get(desired.address)!;
    expect(observed.unread).toEqual([]);
  });

  it('observes without a single write', async () => {
    const { driver, writes } = await start(checked);
    await driver.observe([desired], { journey: true });
    await driver.probe(migrate, { at: fenceOf(driver).date });
    expect(await writes()).toEqual([]);
  });

  it('tells a secret that is wrong', async () => {
    const { env } = await start();
    const driver = createDriver(settingsFor({ ...env, ALIBABA_CLOUD_ACCESS_KEY_SECRET: 'wrong' }));
    const observed = (await driver.observe([desired], { journey: false })).get(desired.address);
    expect(observed).toMatchObject({ state: 'unreadable', unread: [{ code: 'CRD003' }] });
  });

  it('tells a cluster that is not there', async () => {
    const { driver } = await start();
    const other = desiredFor({ clusterId: 'c00000000000000000000000000000000' });
    expect((await driver.observe([other], { journey: true })).get(other.address)).toMatchObject({ state: 'absent' });
  });
});

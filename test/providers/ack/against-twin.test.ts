import { afterEach, describe, expect, it } from 'vitest';
import { createDriver } from '../../../providers/ack/cluster/driver.ts';
import type { Driver, Fence, Probe, Since } from '../../../src/core/operation.ts';
import { startTwin } from '../../../src/twin/start.ts';
import { readWorld } from '../../../src/twin/world.ts';
import { callOf, desiredFor, settingsFor } from './settings.ts';

const closers: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

const header = 'apiVersion: onward/v1\nkind: World\nseed: 7\n';
const cluster = (extra = ''): string =>
  `${header}ack: {clusters: [{id: c82e6987e2961451182edacd74faf0000, name: prod-hangzhou, type: ManagedKubernetes, spec: ack.standard, version: 1.22.15-aliyun.1, workers: 6${extra}}]}\n`;
const checked = ', checks: {existing: [{finishedMinutesAgo: 60}]}';
const desired = desiredFor({ clusterId: 'c82e6987e2961451182edacd74faf0000' });

const start = async (yaml: string) => {
  const read = readWorld(yaml, 'world.yaml');
  if (!read.ok) throw new Error(JSON.stringify(read.diagnostics));
  const twin = await startTwin({ world: read.value, speed: 'max' });
  closers.push(() => twin.close());
  const driver = createDriver(settingsFor({ ...twin.ready.env }));
  const post = (path: string, body: unknown) =>
    fetch(`${twin.ready.url}/_twin/${path}`, { method: 'POST', body: JSON.stringify(body) });
  const calls = async () =>
    (await (await fetch(`${twin.ready.url}/_twin/calls`)).json()) as {
      product: string;
      action: string;
      kind: string;
    }[];
  const fault = (action: string, effect: unknown, times = 1) => post('faults', { match: { action }, effect, times });
  return { twin, driver, post, calls, fault, env: twin.ready.env };
};

const fenceOf = (driver: Driver): Fence => {
  const now = driver.clock.now();
  if (now === null) throw new Error('no clock');
  return { nonce: crypto.randomUUID(), date: `${new Date(now).toISOString().slice(0, 19)}Z` };
};

const probeUntil = async (
  driver: Driver,
  operation: string,
  since: Since,
): Promise<{ last: Probe; seen: string[] }> => {
  const seen: string[] = [];
  for (let count = 0; count < 200; count += 1) {
    const last = await driver.probe(callOf(operation, desired), since);
    seen.push(last.is);
    if (last.is === 'done' || last.is === 'failed') return { last, seen };
  }
  throw new Error(`never ended: ${seen.join(' ')}`);
};

const migrateArgs = { type: 'ManagedKubernetes', spec: 'ack.pro.small' };
const migrate = callOf('ack.migrate/1', desired, migrateArgs);

describe('the driver against the twin', () => {
  it('observes every fact of a ready cluster, with evidence', async () => {
    const { driver } = await start(cluster(checked));
    const observed = (await driver.observe([desired], { journey: true })).get(desired.address)!;
    expect(observed.unread).toEqual([]);
    expect(observed.state).toBe('present');
    expect(observed.facts).toMatchObject({ 'cluster.edition': 'standard', 'nodes.workers': 6, 'nodes.notReady': [] });
    console.log(JSON.stringify(observed, null, 1));
  });

  it('walks pre-check, migration and proof, and sends the one-way call once', async () => {
    const { driver, calls } = await start(cluster());
    await driver.readClock();
    const before = (await driver.observe([desired], { journey: true })).get(desired.address)!;
    const checkFence = fenceOf(driver);
    const check = await driver.perform(callOf('ack.precheck/1', desired), checkFence);
    expect(check.is).toBe('accepted');
    const checkTask = check.is === 'accepted' ? check.task : null;
    console.log(await probeUntil(driver, 'ack.precheck/1', { at: checkFence.date, task: checkTask! }));
    expect((await driver.probe(migrate)).is).toBe('not-done');
    const fence = fenceOf(driver);
    expect((await driver.probe(migrate, { at: fence.date })).is).toBe('not-done');
    const answer = await driver.perform(migrate, fence);
    console.log(answer);
    const task = answer.is === 'accepted' ? answer.task! : '';
    console.log(JSON.stringify(await probeUntil(driver, 'ack.migrate/1', { at: fence.date, task })));
    const facts = {
      'cluster.version': before.facts['cluster.version']!,
      'api.address': before.facts['api.address']!,
      'cluster.edition': 'pro',
    };
    const proof = await driver.probe(callOf('ack.prove/1', desired, { facts }));
    console.log(JSON.stringify(proof));
    expect(proof.is).toBe('done');
    expect((await calls()).filter(({ action }) => action === 'MigrateCluster')).toHaveLength(1);
  });
});

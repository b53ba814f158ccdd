import { describe, expect, it } from 'vitest';
import { desiredFor, driverAt } from '../settings.ts';
import { identity, scriptCloud, type Script } from '../scripted-cloud.ts';
import { clusterRow, routes } from '../scripted-cluster.ts';

const idOf = (index: number): string => `c${String(index).padStart(32, '0')}`;
const many = (count: number) => Array.from({ length: count }, (_, index) => desiredFor({ clusterId: idOf(index) }));

/** A region with that many clusters, listed in pages as the service does. */
const region = (count: number, most = 50): Script => ({
  ...identity,
  [routes.list]: ({ query }) => {
    const asked = new URLSearchParams(query);
    const size = Math.min(Number(asked.get('page_size')), most);
    const start = (Number(asked.get('page_number')) - 1) * size;
    const rows = Array.from({ length: count }, (_, index) =>
      clusterRow({ cluster_id: idOf(index), name: `n${String(index)}` }),
    );
    return { body: { clusters: rows.slice(start, start + size), page_info: { total_count: count } } };
  },
});

describe('many targets of one region', () => {
  it('cost one paged list, not a call each', async () => {
    const cloud = await scriptCloud(region(120));
    const observed = await driverAt(cloud.url).observe(many(120), { journey: false });
    expect([...observed.values()].every(({ state }) => state === 'present')).toBe(true);
    expect(cloud.count(routes.list)).toBe(3);
    expect(cloud.arrived).toHaveLength(4);
    expect([...observed.values()].some(({ facts }) => 'api.address' in facts)).toBe(false);
  });

  it('are all found when the service gives smaller pages than asked for', async () => {
    const cloud = await scriptCloud(region(25, 10));
    const observed = await driverAt(cloud.url).observe(many(25), { journey: false });
    expect([...observed.values()].map(({ facts }) => facts['cluster.name'])).toEqual(
      many(25).map((_, i) => `n${String(i)}`),
    );
  });

  it('have their detail asked where the list lacks them, and are absent when that says so too', async () => {
    const cloud = await scriptCloud(region(4));
    const observed = await driverAt(cloud.url).observe(many(5), { journey: false });
    expect([...observed.values()].map(({ state }) => state)).toEqual([
      'present',
      'present',
      'present',
      'present',
      'absent',
    ]);
    expect(cloud.count(`GET /clusters/${idOf(4)}`)).toBe(1);
    expect(cloud.count(routes.list)).toBe(1);
  });

  it('have their detail asked where the list gives no spec, since no spec is not an empty one', async () => {
    const rows = many(4).map((_, index) => clusterRow({ cluster_id: idOf(index), cluster_spec: undefined }));
    const detail = Object.fromEntries(
      rows.map((row, index) => [`GET /clusters/${idOf(index)}`, { body: { ...row, cluster_spec: 'ack.pro.small' } }]),
    );
    const cloud = await scriptCloud({ ...identity, [routes.list]: { body: { clusters: rows } }, ...detail });
    const observed = await driverAt(cloud.url).observe(many(4), { journey: false });
    expect([...observed.values()].map(({ facts }) => facts['cluster.edition'])).toEqual(['pro', 'pro', 'pro', 'pro']);
  });

  it('are all unreadable when the list may not be read', async () => {
    const cloud = await scriptCloud({ ...identity, [routes.list]: { status: 403, body: { code: 'StatusForbidden' } } });
    const observed = await driverAt(cloud.url).observe(many(4), { journey: false });
    expect([...observed.values()].every(({ state }) => state === 'unreadable')).toBe(true);
  });

  it('ask who is calling once a session', async () => {
    const cloud = await scriptCloud(region(4));
    const driver = driverAt(cloud.url);
    await driver.observe(many(4), { journey: false });
    await driver.observe(many(4), { journey: false });
    expect(cloud.count('POST /')).toBe(1);
  });
});

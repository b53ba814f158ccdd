import { describe, expect, it } from 'vitest';
import type { Twin } from '../../src/twin/start.ts';
import { kubernetes, post, readyz } from './control.ts';
import { cs } from './signed-fetch.ts';
import { checked, clusterId, oneCluster, startWorld } from './start-world.ts';

const detail = (twin: Twin): Promise<Record<string, unknown>> => cs(twin, 'GET', `/clusters/${clusterId}`);
const migrate = (twin: Twin): Promise<unknown> => cs(twin, 'POST', `/clusters/${clusterId}/migrate`, {});

describe('the API server during a migration', () => {
  it('refuses connections while it is down, and is back at the same port', async () => {
    const twin = await startWorld(oneCluster(checked));
    expect(await readyz(twin)).toBe('ok');
    await migrate(twin);
    const seen: string[] = [];
    for (let read = 0; read < 6; read += 1) {
      await detail(twin);
      // While it is down no read of it arrives, so only the reads of the cluster move the clock.
      seen.push(read === 0 ? 'not asked' : await readyz(twin));
    }
    expect(seen).toEqual(['not asked', 'ECONNREFUSED', 'ECONNREFUSED', 'ECONNREFUSED', 'ok', 'ok']);
  });

  it('cuts the read that moves the clock into its absence', async () => {
    const twin = await startWorld(oneCluster(checked));
    await migrate(twin);
    await detail(twin);
    expect(await readyz(twin)).toMatch(/UND_ERR_SOCKET|ECONNRESET/);
    expect(await readyz(twin)).toBe('ECONNREFUSED');
  });

  it('goes away and comes back without any call at a running speed', async () => {
    // 12 minutes in 0.72 s.
    const twin = await startWorld(oneCluster(checked), { speed: 1000 });
    await migrate(twin);
    const seen = new Set<string>();
    const end = Date.now() + 5_000;
    let last = '';
    while (Date.now() < end && !(seen.has('ECONNREFUSED') && last === 'ok')) {
      last = await readyz(twin);
      seen.add(last);
      await new Promise((resolve) => setTimeout(resolve, 15));
    }
    expect(seen).toContain('ECONNREFUSED');
    expect(last).toBe('ok');
  });

  it('never goes away when the world says 0 minutes', async () => {
    const twin = await startWorld(oneCluster(`${checked}, migrate: {apiDownMinutes: 0}`));
    await migrate(twin);
    for (let read = 0; read < 8; read += 1) expect(await readyz(twin)).toBe('ok');
    expect((await detail(twin))['cluster_spec']).toBe('ack.pro.small');
  });

  it('of another cluster stays up', async () => {
    const other = `c${'0'.repeat(32)}`;
    const twin = await startWorld(
      `apiVersion: onward/v1\nkind: World\nack: {clusters: [{id: ${other}}, {id: ${clusterId}, migrating: {startedMinutesAgo: 4}}]}\n`,
    );
    expect(await readyz(twin)).toBe('ok');
    await expect(fetch(twin.ready.clusters[clusterId]?.kubernetes ?? '')).rejects.toThrow('fetch failed');
  });

  it('survives many clocks moved in a hurry', async () => {
    const twin = await startWorld(oneCluster('migrating: {startedMinutesAgo: 0}'));
    await Promise.all(['3m', '3m', '3m', '3m', '3m'].map((advance) => post(twin, 'clock', { advance })));
    expect(await readyz(twin)).toBe('ok');
    expect((await kubernetes(twin, '/version')).status).toBe(200);
  });
});

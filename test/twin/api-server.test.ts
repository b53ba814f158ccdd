import { describe, expect, it } from 'vitest';
import { Cs, csClient, kubernetes, post, readyz } from './clients.ts';
import { checked, clusterId, oneCluster, startWorld } from './start-world.ts';

const migrate = new Cs.MigrateClusterRequest({});

describe('the API server during a migration', () => {
  it('refuses connections while it is down, and is back at the same port', async () => {
    const twin = await startWorld(oneCluster(checked));
    const client = csClient(twin);
    expect(await readyz(twin)).toBe('ok');
    await client.migrateCluster(clusterId, migrate);
    const seen: string[] = [];
    for (let read = 0; read < 6; read += 1) {
      await client.describeClusterDetail(clusterId);
      // While it is down no read of it arrives, so only the reads of the cluster move the clock.
      seen.push(read === 0 ? 'not asked' : await readyz(twin));
    }
    expect(seen).toEqual(['not asked', 'ECONNREFUSED', 'ECONNREFUSED', 'ECONNREFUSED', 'ok', 'ok']);
  });

  it('cuts the read that moves the clock into its absence', async () => {
    const twin = await startWorld(oneCluster(checked));
    const client = csClient(twin);
    await client.migrateCluster(clusterId, migrate);
    await client.describeClusterDetail(clusterId);
    expect(await readyz(twin)).toMatch(/UND_ERR_SOCKET|ECONNRESET/);
    expect(await readyz(twin)).toBe('ECONNREFUSED');
  });

  it('goes away and comes back without any call at a running speed', async () => {
    // 12 minutes in 0.72 s.
    const twin = await startWorld(oneCluster(checked), { speed: 1000 });
    await csClient(twin).migrateCluster(clusterId, migrate);
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
    await csClient(twin).migrateCluster(clusterId, migrate);
    for (let read = 0; read < 8; read += 1) expect(await readyz(twin)).toBe('ok');
    expect((await csClient(twin).describeClusterDetail(clusterId)).body?.clusterSpec).toBe('ack.pro.small');
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

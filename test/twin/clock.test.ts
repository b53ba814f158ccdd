import { describe, expect, it } from 'vitest';
import { calls, kubernetes, post } from './control.ts';
import { cs, signedFetch } from './signed-fetch.ts';
import { checked, clusterId, oneCluster, startWorld } from './start-world.ts';
import type { Twin } from '../../src/twin/start.ts';

const detail = (twin: Twin): Promise<Record<string, unknown>> => cs(twin, 'GET', `/clusters/${clusterId}`);
const migrate = (twin: Twin): Promise<unknown> => cs(twin, 'POST', `/clusters/${clusterId}/migrate`, {});
const whoAmI = (twin: Twin): Promise<Response> =>
  signedFetch(twin, { method: 'POST', path: '/', version: '2015-04-01', action: 'GetCallerIdentity' });
const startCheck = async (twin: Twin): Promise<string> =>
  String((await cs(twin, 'POST', `/clusters/${clusterId}/checks`, { type: 'ClusterMigrate' }))['check_id']);
const checkStatus = async (twin: Twin, id: string): Promise<unknown> =>
  (await cs(twin, 'GET', `/clusters/${clusterId}/checks/${id}`))['status'];
const now = async ({ url }: Twin): Promise<string> =>
  ((await (await fetch(`${url}/_twin/clock`)).json()) as { readonly now: string }).now.slice(11, 19);

describe('virtual time under max', () => {
  it('starts where the world says', async () => {
    expect(await now(await startWorld())).toBe('00:00:00');
    expect(await now(await startWorld(oneCluster('', 'now: 2027-01-02T03:04:05+08:00')))).toBe('19:04:05');
  });

  it('moves 30 s at each read with nothing pending, whatever is read', async () => {
    const twin = await startWorld();
    await detail(twin);
    expect(await now(twin)).toBe('00:00:30');
    await whoAmI(twin);
    expect(await now(twin)).toBe('00:01:00');
    await kubernetes(twin, '/readyz');
    expect(await now(twin)).toBe('00:01:30');
  });

  it('does not move at writes, at refused calls, nor at looks through /_twin', async () => {
    const twin = await startWorld(oneCluster(checked));
    await fetch(`${twin.url}/clusters/${clusterId}`);
    await kubernetes(twin, '/readyz', 'wrong');
    await calls(twin);
    await migrate(twin);
    expect(await now(twin)).toBe('00:00:00');
  });

  it('shows a check in flight once, then jumps to its end', async () => {
    const twin = await startWorld(oneCluster('checks: {minutes: 90}'));
    const check = await startCheck(twin);
    // Reads of other things wait for it.
    await detail(twin);
    await whoAmI(twin);
    expect(await now(twin)).toBe('00:00:00');
    expect(await checkStatus(twin, check)).toBe('Running');
    await detail(twin);
    expect(await now(twin)).toBe('01:30:00');
    expect(await checkStatus(twin, check)).toBe('Succeeded');
  });

  it('goes on after a few reads when nobody looks at what is pending', async () => {
    const twin = await startWorld(oneCluster('checks: {minutes: 90}'));
    await startCheck(twin);
    for (let read = 0; read < 4; read += 1) await whoAmI(twin);
    expect(await now(twin)).toBe('01:30:00');
  });

  it('stops at each event of a migration', async () => {
    const twin = await startWorld(oneCluster(`${checked}, migrate: {minutes: 10, apiDownMinutes: 6}`));
    await migrate(twin);
    const times: string[] = [];
    for (let read = 0; read < 7; read += 1) {
      await detail(twin);
      times.push(await now(twin));
    }
    expect(times).toEqual(['00:00:00', '00:01:36', '00:03:36', '00:05:36', '00:07:36', '00:10:00', '00:10:30']);
  });

  it('is moved on by POST /_twin/clock, past what happens meanwhile', async () => {
    const twin = await startWorld(oneCluster(checked));
    await migrate(twin);
    expect((await post(twin, 'clock', { advance: '1h2m30s' })).status).toBe(200);
    expect(await now(twin)).toBe('01:02:30');
    expect((await detail(twin))['cluster_spec']).toBe('ack.pro.small');
  });

  it.each(['10', 'ten minutes', '-5m', '', 5, null])('is not moved by %j', async (advance) => {
    const twin = await startWorld();
    const response = await post(twin, 'clock', { advance });
    expect(response.status).toBe(400);
    expect(((await response.json()) as { error: string }).error).toContain('10m');
    expect(await now(twin)).toBe('00:00:00');
  });
});

describe('virtual time at a speed', () => {
  it('runs that many times faster than the clock given, and reads do not move it', async () => {
    let real = 1_000_000;
    const twin = await startWorld(oneCluster(), { speed: 60, clock: () => real });
    real += 10_000;
    expect(await now(twin)).toBe('00:10:00');
    await kubernetes(twin, '/readyz');
    expect(await now(twin)).toBe('00:10:00');
    await post(twin, 'clock', { advance: '10m' });
    real += 1_000;
    expect(await now(twin)).toBe('00:21:00');
  });

  it('dates answers with it', async () => {
    let real = 1_000_000;
    const twin = await startWorld(oneCluster(), { speed: 60, clock: () => real });
    real += 60_000;
    expect((await fetch(twin.url)).headers.get('date')).toBe('Sun, 22 Nov 2026 01:00:00 GMT');
    expect((await kubernetes(twin, '/readyz')).headers.get('date')).toBe('Sun, 22 Nov 2026 01:00:00 GMT');
  });
});

import { describe, expect, it } from 'vitest';
import { aocClient, center, send, type Row } from './aoc-client.ts';
import { calls } from './control.ts';
import { oneCluster, startWorld } from './start-world.ts';

const world = center(
  '{name: web, cluster: hz-a, count: 5, labels: {app: erp}}, {name: db, cluster: hz-b, status: STOPPED, nics: [{network: v110, ip: 10.0.0.9}, {network: v120}]}',
);
const names = (rows: readonly Row[]): unknown => rows.map(({ name }) => name);

describe('logging in to the operation center', () => {
  const users = `users: [{username: root, password: p}, {username: ann, password: q, source: LDAP}, {username: two, password: r, twoFactor: true, apiKey: key-two}]`;
  const two = center('', users);

  it('gives a raw token in {task_id, data}, which opens the other calls', async () => {
    const twin = await startWorld(two);
    const login = await send(twin, '/v2/api/login', { username: 'root', password: 'p', source: 'LOCAL' });
    expect(login).toMatchObject({
      status: 200,
      body: { task_id: null, data: { token: expect.any(String) as string } },
    });
    const { token } = (login.body as { data: { token: string } }).data;
    expect((await send(twin, '/v2/api/get-vms', {}, token)).status).toBe(200);
    expect((await send(twin, '/v2/api/get-vms', {}, `Bearer ${token}`)).status).toBe(200);
    expect(login.headers.get('x-tower-request-id')).toMatch(/^[0-9A-F-]{36}$/);
  });

  it.each([
    { reason: 'a wrong password', body: { username: 'root', password: 'x' }, status: 401 },
    { reason: 'the wrong source', body: { username: 'ann', password: 'q' }, status: 401 },
    { reason: 'AUTHN without its strategy', body: { username: 'ann', password: 'q', source: 'AUTHN' }, status: 401 },
    { reason: 'a second factor', body: { username: 'two', password: 'r' }, status: 401 },
    { reason: 'no password', body: { username: 'root' }, status: 400 },
  ])('is refused for $reason', async ({ body, status }) => {
    const twin = await startWorld(two);
    const refused = await send(twin, '/v2/api/login', body);
    expect(refused).toMatchObject({
      status,
      body: { status, path: '/v2/api/login', message: expect.any(String) as string },
    });
  });

  it('takes an LDAP user by the strategy that the GraphQL API names, and a key where there is a second factor', async () => {
    const twin = await startWorld(two);
    const asked = await send(twin, '/api', { query: '{authnStrategies{id type}}' });
    const [strategy] = (asked.body as { data: { authnStrategies: { id: string; type: string }[] } }).data
      .authnStrategies;
    const login = { username: 'ann', password: 'q', source: 'AUTHN', auth_config_id: strategy?.id };
    expect((await send(twin, '/v2/api/login', login)).status).toBe(200);
    expect((await send(twin, '/v2/api/get-vms', {}, 'key-two')).status).toBe(200);
  });

  it.each([
    { reason: 'no token', authorization: undefined },
    { reason: 'a wrong one', authorization: 'abc' },
  ])('is needed: $reason is answered 401', async ({ authorization }) => {
    const twin = await startWorld(two);
    expect(await send(twin, '/v2/api/get-vms', {}, authorization)).toMatchObject({
      status: 401,
      body: { path: '/v2/api/get-vms', operationName: 'get-vms' },
    });
  });

  it('refuses a token after Bearer where the world says so', async () => {
    const twin = await startWorld(center('', 'undocumented: {bearer: refused}'));
    const login = await send(twin, '/v2/api/login', { username: 'root', password: 'twin-secret' });
    const { token } = (login.body as { data: { token: string } }).data;
    expect((await send(twin, '/v2/api/get-vms', {}, `Bearer ${token}`)).status).toBe(401);
    expect((await send(twin, '/v2/api/get-vms', {}, token)).status).toBe(200);
  });

  it('is told in the ready line: the first user with what opens the door', async () => {
    const twin = await startWorld(two);
    expect(twin.ready.env).toMatchObject({
      ONWARD_AOC_HZ_URL: twin.url,
      ONWARD_AOC_HZ_USERNAME: 'root',
      ONWARD_AOC_HZ_PASSWORD: 'p',
      ONWARD_AOC_HZ_SOURCE: 'LOCAL',
    });
    const keyed = await startWorld(
      center('', 'name: sh-1\n  users: [{username: two, password: r, twoFactor: true, apiKey: key-two}]'),
    );
    expect(keyed.ready.env).toMatchObject({ ONWARD_AOC_SH_1_TOKEN: 'key-two' });
    expect(Object.keys(keyed.ready.env).filter((name) => name.includes('PASSWORD'))).toEqual([]);
    expect(Object.keys((await startWorld(oneCluster())).ready.env).filter((name) => name.includes('AOC'))).toEqual([]);
  });
});

describe('reading the operation center', () => {
  it('tells the version to anybody, as a JSON string', async () => {
    const { url } = await startWorld(center('', 'version: 4.8.0'));
    expect(await (await fetch(`${url}/v2/api/get-version`)).json()).toBe('4.8.0');
  });

  it.each<{ reason: string; where: Row; found: readonly string[] }>([
    { reason: 'an empty filter', where: {}, found: ['web-1', 'web-2', 'web-3', 'web-4', 'web-5', 'db'] },
    { reason: 'equality', where: { name: 'db' }, found: ['db'] },
    { reason: '_not', where: { status_not: 'RUNNING' }, found: ['db'] },
    { reason: '_in', where: { name_in: ['web-2', 'db', 'x'] }, found: ['web-2', 'db'] },
    { reason: '_not_in', where: { name_not_in: ['web-1', 'web-2', 'web-3', 'web-4'] }, found: ['web-5', 'db'] },
    { reason: '_contains', where: { name_contains: 'b-4' }, found: ['web-4'] },
    {
      reason: '_starts_with and _not_ends_with',
      where: { name_starts_with: 'web', name_not_ends_with: '1' },
      found: ['web-2', 'web-3', 'web-4', 'web-5'],
    },
    { reason: '_gt of a text', where: { name_gt: 'web-4' }, found: ['web-5'] },
    { reason: '_lte of a number', where: { memory_lte: 8 * 1024 ** 3, name_lt: 'e' }, found: ['db'] },
    {
      reason: 'OR in AND',
      where: { AND: [{ OR: [{ name: 'db' }, { name: 'web-1' }] }, { status: 'RUNNING' }] },
      found: ['web-1'],
    },
    { reason: 'NOT', where: { NOT: [{ name_starts_with: 'web' }] }, found: ['db'] },
    { reason: 'a relation', where: { cluster: { name: 'hz-b' } }, found: ['db'] },
    {
      reason: 'a relation that the answer does not tell whole',
      where: { host: { cluster: { name: 'hz-b' } } },
      found: ['db'],
    },
    {
      reason: '_some of what the answer names by id alone',
      where: { vm_nics_some: { vlan: { name: 'v120' } } },
      found: ['db'],
    },
    { reason: '_none', where: { labels_none: { key: 'app' } }, found: ['db'] },
    { reason: 'null', where: { entityAsyncStatus: null, cluster: { name: 'hz-b' } }, found: ['db'] },
  ])('filters by $reason', async ({ where, found }) => {
    const client = await aocClient(await startWorld(world));
    expect(names(await client.list('vms', where))).toEqual(found);
  });

  it('refuses a field that there is not, rather than matching all', async () => {
    const client = await aocClient(await startWorld(world));
    for (const body of [
      { where: { nmae: 'db' } },
      { where: { name_like: 'd' } },
      { where: 'db' },
      { orderBy: 'nmae_ASC' },
    ])
      expect((await client.call('get-vms', body)).status).toBe(400);
  });

  it('pages by first, after, skip and last in one order', async () => {
    const client = await aocClient(await startWorld(world));
    const page = (more: Row): Promise<readonly Row[]> =>
      client.list('vms', { cluster: { name: 'hz-a' } }, { orderBy: 'name_DESC', ...more });
    const first = await page({ first: 2 });
    expect(names(first)).toEqual(['web-5', 'web-4']);
    expect(names(await page({ first: 2, after: first[1]!['id'] }))).toEqual(['web-3', 'web-2']);
    expect(names(await page({ first: 1, skip: 1, after: first[1]!['id'] }))).toEqual(['web-2']);
    expect(names(await page({ last: 2 }))).toEqual(['web-2', 'web-1']);
    expect(names(await page({ before: first[1]!['id'] }))).toEqual(['web-5']);
    expect(names(await page({ first: 2, after: 'gone' }))).toEqual([]);
    expect((await client.call('get-vms-connection', { where: { status: 'RUNNING' } })).body).toEqual({
      aggregate: { count: 5 },
    });
    const short = await aocClient(
      await startWorld(center('{name: w, cluster: hz-a, count: 9}', 'undocumented: {defaultPage: 4}')),
    );
    expect(await short.list('vms')).toHaveLength(4);
  });

  it('leads from a machine to its networks and volumes', async () => {
    const client = await aocClient(await startWorld(world));
    const { id } = await client.one('vms', { name: 'db' });
    const nics = await client.list('vm-nics', { vm: { id } });
    expect(nics).toMatchObject([
      { vlan: { name: 'v110' }, type: 'VLAN', guest_info_ip_addresses: ['10.0.0.9'] },
      { vlan: { name: 'v120' } },
    ]);
    const vlans = await client.list('vlans', { type: 'VM', vds: { cluster: { name: 'hz-b' } } });
    expect(vlans).toMatchObject([
      { name: 'v110', vlan_id: 110 },
      { name: 'v120', vlan_id: 120 },
    ]);
    const [disk] = await client.list('vm-disks', { vm: { id } });
    const volume = await client.one('vm-volumes', { id: (disk!['vm_volume'] as Row)['id'] });
    expect(volume).toMatchObject({
      size: 100 * 1024 ** 3,
      sharing: false,
      elf_storage_policy: 'REPLICA_2_THIN_PROVISION',
    });
  });

  it('logs each call, and lists what it does not have', async () => {
    const twin = await startWorld(world);
    const client = await aocClient(twin);
    await client.list('vms', { id: 'x' });
    expect((await client.call('delete-vm', { where: { id: 'y' } })).status).toBe(404);
    expect(await calls(twin)).toMatchObject([
      { product: 'AOC', action: 'login', kind: 'read' },
      { product: 'AOC', action: 'get-vms', kind: 'read', target: 'x', status: 200 },
      { product: 'AOC', action: 'delete-vm', kind: 'write', target: 'y', status: 404 },
    ]);
    expect(await (await fetch(`${twin.url}/_twin/unknown`)).json()).toMatchObject([{ action: 'delete-vm' }]);
  });
});

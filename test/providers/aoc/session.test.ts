import { afterEach, describe, expect, it } from 'vitest';
import { createAoc, type Aoc } from '../../../providers/aoc/clients/aoc.ts';
import { connectionOf } from '../../../providers/aoc/connection.ts';
import { createSession } from '../../../providers/aoc/session.ts';
import type { DriverSettings } from '../../../src/core/kind.ts';
import { centerServer, type Asked, type CenterServer, type Reply } from './center-server.ts';

const secret = 'p4ssw0rd-canary';
let open: CenterServer | null = null;

afterEach(async () => {
  await open?.close();
  open = null;
});

const settings = (env: DriverSettings['env'], slept: number[]): DriverSettings => ({
  env,
  accounts: [],
  sleep: (ms) => {
    slept.push(ms);
    return Promise.resolve();
  },
  monotonic: () => 0,
  wall: () => Date.parse('2026-11-26T12:00:00Z'),
  randomUuid: () => 'uuid',
});

/** A client of a center that answers as it is told. */
const client = async (
  answer: (asked: Asked, nth: number) => Reply | null,
  more: DriverSettings['env'] = { ONWARD_AOC_HZ_TOKEN: 'api-key-canary' },
): Promise<{ readonly aoc: Aoc; readonly server: CenterServer; readonly slept: readonly number[] }> => {
  open = await centerServer(answer);
  const slept: number[] = [];
  const given = settings({ ONWARD_AOC_HZ_URL: open.url, ...more }, slept);
  const connected = connectionOf(given.env, 'hz');
  if (!connected.ok) throw new Error(connected.failure.message);
  return { aoc: createAoc(createSession(given, connected.connection)), server: open, slept };
};

const byPassword = { ONWARD_AOC_HZ_USERNAME: 'root', ONWARD_AOC_HZ_PASSWORD: secret };

describe('who asks', () => {
  it('sends the raw token, and asks for English texts', async () => {
    const { aoc, server } = await client(() => ({ body: [] }));
    await aoc.machines({ id_in: ['vm-1'] });
    expect(server.asked[0]).toMatchObject({ authorization: 'api-key-canary', language: 'en-US' });
  });

  it('logs in once for all calls, by name, password and source', async () => {
    const { aoc, server } = await client(
      ({ path }) => ({ body: path === 'login' ? { task_id: null, data: { token: 'T-1' } } : [] }),
      { ...byPassword, ONWARD_AOC_HZ_SOURCE: 'LDAP' },
    );
    await Promise.all([aoc.machines({ id_in: ['a'] }), aoc.hosts({ cluster: { id_in: ['b'] } })]);
    expect(server.asked.filter(({ path }) => path === 'login').map(({ body }) => body)).toEqual([
      { username: 'root', password: secret, source: 'LDAP' },
    ]);
    expect(server.asked.at(-1)?.authorization).toBe('T-1');
  });

  it('says that an account with a second factor needs an API key, and repeats no secret', async () => {
    const refused = {
      status: 400,
      body: { code: secret, message: `MFA is required for root/${secret}`, status: 400, path: '/login' },
    };
    const { aoc } = await client(() => refused, byPassword);
    const reading = await aoc.machines({ id_in: ['a'] });
    if (reading.ok) throw new Error('it was read');
    expect(reading.failure).toMatchObject({ diagnostic: 'CRD013', failure: 'refused' });
    expect(reading.failure.message).toContain('an account with a second factor needs an API key');
    expect(JSON.stringify(reading)).not.toContain(secret);
  });

  it('refuses a token that is refused, and does not try it again', async () => {
    const { aoc, server } = await client(() => ({
      status: 401,
      body: { message: 'no', status: 401, path: '/get-vms' },
    }));
    expect(await aoc.machines({ id_in: ['a'] })).toMatchObject({ ok: false, failure: { diagnostic: 'CRD013' } });
    expect(server.asked).toHaveLength(1);
  });
});

describe('lists', () => {
  it('are read page by page, by the id of the row before', async () => {
    const rows = Array.from({ length: 450 }, (_, at) => ({ id: `vm-${String(at).padStart(4, '0')}` }));
    const { aoc, server } = await client(({ body }) => {
      const { after = '', first } = body as { after?: string; first: number };
      return { body: rows.filter(({ id }) => id > after).slice(0, first) };
    });
    const reading = await aoc.machines({ cluster: { id_in: ['c'] } });
    expect(reading.ok ? reading.value.length : 0).toBe(450);
    expect(server.asked).toHaveLength(3);
    expect(server.asked[1]?.body).toMatchObject({ after: 'vm-0199', orderBy: 'id_ASC' });
  });

  it('are tried again while the failure may pass', async () => {
    const { aoc, server, slept } = await client((_, nth) => (nth < 3 ? { status: 502, raw: '<html>' } : { body: [] }));
    expect(await aoc.machines({ id_in: ['a'] })).toMatchObject({ ok: true });
    expect(server.asked).toHaveLength(3);
    expect(slept).toHaveLength(2);
  });

  it('that are no lists are not understood', async () => {
    const { aoc } = await client(() => ({ body: { data: [] } }));
    expect(await aoc.machines({ id_in: ['a'] })).toMatchObject({ ok: false, failure: { diagnostic: 'OBS004' } });
  });
});

interface AnswerRow {
  readonly when: string;
  readonly reply: Reply | null;
  readonly answer: object;
}

const answers: readonly AnswerRow[] = [
  {
    when: 'a task is named',
    reply: { body: [{ task_id: 'T-9', data: { id: 'vm-1' } }] },
    answer: { is: 'accepted', task: 'T-9' },
  },
  {
    when: 'it was done at once',
    reply: { body: [{ task_id: null, data: {} }] },
    answer: { is: 'accepted', task: null },
  },
  { when: 'no machine has that id', reply: { body: [] }, answer: { is: 'refused', code: 'NotFound' } },
  {
    when: 'the machine is locked',
    reply: { status: 400, body: { code: 'ResourceLocked', message: 'locked', status: 400, path: '/' } },
    answer: { is: 'throttled', afterMs: 5000 },
  },
  {
    when: 'the service says no',
    reply: { status: 400, body: { code: 'VM_DUPLICATED_NAME', message: 'VM_DUPLICATED_NAME', status: 400, path: '/' } },
    answer: { is: 'refused', code: 'VM_DUPLICATED_NAME' },
  },
  { when: 'it changed nothing', reply: { status: 304, raw: '' }, answer: { is: 'refused', code: 'NotModified' } },
  {
    when: 'something in between answers',
    reply: { status: 403, raw: 'denied by proxy', request: null },
    answer: { is: 'unanswered' },
  },
  {
    when: 'the service fails',
    reply: { status: 500, body: { message: 'oops', status: 500, path: '/' } },
    answer: { is: 'unanswered' },
  },
  { when: 'the answer is empty', reply: { raw: '' }, answer: { is: 'unanswered' } },
  { when: 'the connection breaks', reply: null, answer: { is: 'unanswered' } },
];

describe('writes', () => {
  it.each(answers)('are sent once when $when', async ({ reply, answer }) => {
    const { aoc, server } = await client(() => reply);
    expect(await aoc.shutDown('vm-1')).toMatchObject(answer);
    expect(server.asked.map(({ path, body }) => ({ path, body }))).toEqual([
      { path: 'shutdown-vm', body: { where: { id: 'vm-1' } } },
    ]);
  });

  it('say what a refusal means where that is known', async () => {
    const body = { message: 'task failed: EAllocSpace', status: 400, path: '/' };
    const { aoc } = await client(() => ({ status: 400, body }));
    expect(await aoc.start('vm-1')).toMatchObject({
      is: 'refused',
      why: expect.stringContaining('no space left') as string,
    });
  });

  it('name one machine, its cluster, its networks by their local ids, and always what becomes of the source', async () => {
    const { aoc, server } = await client(() => ({ body: [{ task_id: 'T', data: {} }] }));
    await aoc.migrateAcross(
      'vm-1',
      { clusterId: 'c-2', hostId: null },
      {
        migrate_type: 'CUTOVER_MIGRATE',
        network_mapping: [{ src_vlan_local_id: 'a', dest_vlan_local_id: 'b' }],
        delete_src_vm: false,
        remove_unmovable_devices: false,
        storage: { elf_storage_policy: 'REPLICA_2_THIN_PROVISION' },
      },
    );
    expect(server.asked[0]?.body).toEqual({
      where: { id: 'vm-1' },
      data: {
        cluster_id: 'c-2',
        vm_config: {
          migrate_type: 'CUTOVER_MIGRATE',
          network_mapping: [{ src_vlan_local_id: 'a', dest_vlan_local_id: 'b' }],
          delete_src_vm: false,
          remove_unmovable_devices: false,
          elf_storage_policy: 'REPLICA_2_THIN_PROVISION',
        },
      },
    });
  });
});

describe('a connection', () => {
  it.each([
    { env: {}, code: 'CRD011', says: 'ONWARD_AOC_HZ_1_URL is not set' },
    { env: { ONWARD_AOC_HZ_1_URL: 'http://10.0.0.1' }, code: 'CRD012', says: 'the token would travel in clear' },
    { env: { ONWARD_AOC_HZ_1_URL: 'https://u:p@h' }, code: 'CRD012', says: 'holds a user name' },
    { env: { ONWARD_AOC_HZ_1_URL: 'https://h' }, code: 'CRD011', says: 'neither ONWARD_AOC_HZ_1_TOKEN' },
    { env: { ONWARD_AOC_HZ_1_URL: 'https://h', ONWARD_AOC_HZ_1_TOKEN: 'a\n' }, code: 'CRD012', says: 'line break' },
    {
      env: { ONWARD_AOC_HZ_1_URL: 'https://h', ONWARD_AOC_HZ_1_TOKEN: 'a', ONWARD_AOC_HZ_1_CA: '/nowhere' },
      code: 'CRD012',
      says: 'PEM',
    },
  ])('that cannot be used is named by its variable: $says', ({ env, code, says }) => {
    const connected = connectionOf(env, 'hz-1');
    if (connected.ok) throw new Error('it was used');
    expect(connected.failure.diagnostic).toBe(code);
    expect(connected.failure.message).toContain(says);
  });
});

import { describe, expect, it } from 'vitest';
import type { Twin } from '../../src/twin/start.ts';
import { aocClient, across, center, happen, type AocClient, type Row } from './aoc-client.ts';
import { startWorld } from './start-world.ts';

interface Staged {
  readonly twin: Twin;
  readonly client: AocClient;
  readonly task: string;
}

const at = (client: AocClient, cluster: string): Promise<readonly Row[]> =>
  client.list('vms', { cluster: { name: cluster } });

async function submit(fields = '', more = ''): Promise<Staged> {
  const twin = await startWorld(center(`{name: m, cluster: hz-a, ${fields}}`, more));
  const client = await aocClient(twin);
  const made = await client.mutate('migrate-vm-across-cluster', await across(client, 'CUTOVER_MIGRATE'));
  return { twin, client, task: String(made.task_id) };
}

const finished = ({ steps }: Row): readonly unknown[] => (steps as readonly Row[]).map((step) => step['finished']);
const isReady = (task: Row): boolean => task['status'] === 'PAUSED' || finished(task)[0] === true;

/** Up to where it waits for the shutdown. */
async function untilReady(fields = '', more = ''): Promise<Staged> {
  const staged = await submit(fields, more);
  await staged.client.await(staged.task, isReady);
  return staged;
}

const stop = ({ client, task }: Staged, force = false): ReturnType<AocClient['call']> =>
  client.call('stop-vm-in-cutover-migration', { tasks: { id: task }, force });
const abort = ({ client, task }: Staged): ReturnType<AocClient['call']> =>
  client.call('abort-migrate-vm-across-cluster', { tasks: { id: task } });
const taskOf = ({ body }: { readonly body: unknown }): string => String((body as readonly Row[])[0]?.['task_id']);

describe('a staged migration', () => {
  it.each([
    { signal: 'paused', status: 'PAUSED' },
    { signal: 'steps', status: 'EXECUTING' },
  ])(
    'says by $signal that it waits for the shutdown, and waits for as long as it takes',
    async ({ signal, status }) => {
      const { client, task } = await untilReady('', `undocumented: {cutoverSignal: ${signal}}`);
      for (let poll = 0; poll < 10; poll += 1) {
        const now = await client.one('tasks', { id: task });
        expect(now).toMatchObject({ status });
        expect(finished(now)).toEqual([true, false]);
      }
      expect(await at(client, 'hz-a')).toMatchObject([{ status: 'RUNNING', entityAsyncStatus: 'UPDATING' }]);
    },
  );

  it('goes on once the machine is stopped by its own call, and the copy restarts by itself', async () => {
    const staged = await untilReady('deltaMinutes: 3');
    const { client, task } = staged;
    const stopped = await stop(staged);
    expect(stopped).toMatchObject({ status: 200, body: [{ data: { name: 'm' } }] });
    expect(taskOf(stopped)).not.toBe(task);
    expect(await client.await(taskOf(stopped))).toMatchObject({ status: 'SUCCESSED' });
    const delta = await client.one('tasks', { id: task });
    expect(delta).toMatchObject({ status: 'EXECUTING' });
    expect(await client.await(task)).toMatchObject({ status: 'SUCCESSED' });
    expect(await at(client, 'hz-b')).toMatchObject([
      { status: 'RUNNING', vm_tools_status: 'RUNNING', entityAsyncStatus: null },
    ]);
    expect(await at(client, 'hz-a')).toMatchObject([{ status: 'STOPPED', entityAsyncStatus: null }]);
  });

  it('goes on when the guest was shut down from within, at the gate or before it, unless the world says it does not', async () => {
    const { twin, client, task } = await untilReady();
    await happen(twin, { machine: 'm', cluster: 'hz-a', act: 'guestShutdown' });
    expect(await client.await(task)).toMatchObject({ status: 'SUCCESSED' });
    const early = await submit();
    await happen(early.twin, { machine: 'm', cluster: 'hz-a', act: 'guestShutdown' });
    expect(await early.client.await(early.task)).toMatchObject({ status: 'SUCCESSED' });
    const deaf = await untilReady('', 'undocumented: {guestShutdown: ignored}');
    await happen(deaf.twin, { machine: 'm', cluster: 'hz-a', act: 'guestShutdown' });
    expect(await deaf.client.one('tasks', { id: deaf.task })).toMatchObject({ status: 'PAUSED' });
  });

  it('keeps waiting when the guest does not listen, and takes force then', async () => {
    const staged = await untilReady('shutdown: ignored');
    const { client, task } = staged;
    expect(await client.await(taskOf(await stop(staged)))).toMatchObject({
      status: 'FAILED',
      error_code: 'JOB_VM_SHUTDOWN_TIMEOUT',
    });
    expect(await client.one('tasks', { id: task })).toMatchObject({ status: 'PAUSED' });
    expect(await client.await(taskOf(await stop(staged, true)))).toMatchObject({ status: 'SUCCESSED' });
    expect(await client.await(task)).toMatchObject({ status: 'SUCCESSED' });
  });

  it('locks the machine against other calls, and takes its shutdown only at the gate', async () => {
    const staged = await submit();
    const { client } = staged;
    const { id } = await client.one('vms', { name: 'm', cluster: { name: 'hz-a' } });
    expect(await client.call('shutdown-vm', { where: { id } })).toMatchObject({
      status: 400,
      body: { code: 'ResourceLocked' },
    });
    expect(await client.call('migrate-vm', { where: { id } })).toMatchObject({
      status: 400,
      body: { code: 'ResourceLocked' },
    });
    expect((await stop(staged)).status).toBe(400);
    expect((await client.call('stop-vm-in-cutover-migration', { tasks: { id: 'x' } })).status).toBe(404);
  });
});

describe('aborting', () => {
  it('in the first phase leaves the source running and nothing on the target', async () => {
    const staged = await submit();
    const { client, task } = staged;
    expect(await abort(staged)).toMatchObject({
      status: 200,
      body: [{ id: task, status: 'FAILED', error_code: 'JOB_VM_MIGRATE_ABORTED' }],
    });
    expect(await at(client, 'hz-a')).toMatchObject([{ status: 'RUNNING', entityAsyncStatus: null }]);
    expect(await at(client, 'hz-b')).toEqual([]);
    expect((await abort(staged)).status).toBe(400);
  });

  it('at the gate leaves the source running, too', async () => {
    const staged = await untilReady();
    await abort(staged);
    expect(await at(staged.client, 'hz-a')).toMatchObject([{ status: 'RUNNING' }]);
    expect((await stop(staged)).status).toBe(400);
  });

  it('in the second phase leaves the source shut down', async () => {
    const staged = await untilReady('deltaMinutes: 60');
    await staged.client.await(taskOf(await stop(staged)));
    await abort(staged);
    expect(await at(staged.client, 'hz-a')).toMatchObject([{ status: 'STOPPED', entityAsyncStatus: null }]);
    for (let read = 0; read < 10; read += 1) expect(await at(staged.client, 'hz-b')).toEqual([]);
  });

  it('leaves a partial copy where the world says so, which then takes the name', async () => {
    const staged = await submit('', 'undocumented: {abortLeaves: copy}');
    await abort(staged);
    const { client } = staged;
    expect(await at(client, 'hz-b')).toMatchObject([{ name: 'm', status: 'STOPPED', entityAsyncStatus: null }]);
    const again = await client.mutate('migrate-vm-across-cluster', await across(client, 'CUTOVER_MIGRATE'));
    expect(await client.await(again.task_id)).toMatchObject({ error_code: 'VM_DUPLICATED_NAME' });
  });

  it('takes a hot one back as well, and none within a cluster', async () => {
    const client = await aocClient(await startWorld(center('{name: m, cluster: hz-a, host: hz-a-1}')));
    const hot = await client.mutate('migrate-vm-across-cluster', await across(client, 'LIVE_MIGRATE'));
    expect((await client.call('abort-migrate-vm-across-cluster', { tasks: { id: hot.task_id } })).status).toBe(200);
    const within = await client.mutate('migrate-vm', { where: { name: 'm' } });
    expect((await client.call('abort-migrate-vm-across-cluster', { tasks: { id: within.task_id } })).status).toBe(400);
  });
});

describe('a failure that the world tells', () => {
  it.each([
    { phase: 'start', source: 'RUNNING' },
    { phase: 'copy', source: 'RUNNING' },
    { phase: 'delta', source: 'STOPPED' },
    { phase: 'restart', source: 'STOPPED' },
  ])('in phase $phase leaves the source $source; the second try succeeds', async ({ phase, source }) => {
    const staged = await submit(`fail: {phase: ${phase}, code: EBROKEN, times: 1}`);
    const { client } = staged;
    const first = await client.await(staged.task, (task) => task['status'] === 'PAUSED' || task['status'] === 'FAILED');
    if (first['status'] === 'PAUSED') await stop(staged);
    expect(await client.await(staged.task)).toMatchObject({ status: 'FAILED', error_code: 'EBROKEN' });
    expect(await at(client, 'hz-a')).toMatchObject([{ status: source, entityAsyncStatus: null }]);
    expect(await at(client, 'hz-b')).toEqual([]);
    const type = source === 'RUNNING' ? 'LIVE_MIGRATE' : 'COLD_MIGRATE';
    const again = await client.mutate('migrate-vm-across-cluster', await across(client, type));
    expect(await client.await(again.task_id)).toMatchObject({ status: 'SUCCESSED' });
  });

  it('in the shutdown ends that alone', async () => {
    const staged = await untilReady('fail: {phase: shutdown, code: EBROKEN, times: 1}');
    expect(await staged.client.await(taskOf(await stop(staged)))).toMatchObject({
      status: 'FAILED',
      error_code: 'EBROKEN',
    });
    await stop(staged);
    expect(await staged.client.await(staged.task)).toMatchObject({ status: 'SUCCESSED' });
  });
});

describe('the danger of both running', () => {
  it('comes when somebody starts the source again, by the center or past it', async () => {
    const staged = await untilReady();
    const { client, twin } = staged;
    await stop(staged);
    await client.await(staged.task);
    await happen(twin, { machine: 'm', cluster: 'hz-a', act: 'powerOn' });
    expect(await client.list('vms', { name: 'm', status: 'RUNNING' })).toHaveLength(2);
    await happen(twin, { machine: 'm', cluster: 'hz-a', act: 'powerOff' });
    const { id } = await client.one('vms', { name: 'm', cluster: { name: 'hz-a' } });
    await client.await((await client.mutate('start-vm', { where: { id } })).task_id);
    expect(await client.list('vms', { name: 'm', status: 'RUNNING' })).toHaveLength(2);
  });
});

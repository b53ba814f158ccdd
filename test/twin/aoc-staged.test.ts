import { describe, expect, it } from 'vitest';
import { across, happen, type Row } from './aoc-client.ts';
import { at, finished, stop, submit, taskOf, untilReady } from './aoc-staging.ts';

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

describe('under --speed max', () => {
  const standing = ({ status, steps }: Row): string =>
    `${String(status)} ${(steps as readonly Row[]).map((step) => Number(step['finished'])).join('')}`;

  it('each phase is seen by one read of the task, and the next read is in the next phase', async () => {
    const staged = await submit();
    const { client, task } = staged;
    const seen: string[] = [];
    const look = async (): Promise<void> => {
      seen.push(standing(await client.one('tasks', { id: task })));
    };
    for (let read = 0; read < 4; read += 1) await look();
    await stop(staged);
    for (let read = 0; read < 5; read += 1) await look();
    expect(seen).toEqual([
      'EXECUTING 00',
      'PAUSED 10',
      'PAUSED 10',
      'PAUSED 10',
      // The shutdown has a task of its own, which nobody looks at: so many reads wait for somebody to.
      'PAUSED 10',
      'PAUSED 10',
      'PAUSED 10',
      'EXECUTING 10',
      'EXECUTING 11',
    ]);
    expect(standing(await client.one('tasks', { id: task }))).toBe('SUCCESSED 11');
  });

  it('a client that never looks at the task does not stop the clock for good', async () => {
    const { client } = await submit();
    for (let read = 0; read < 6; read += 1) await client.list('hosts');
    expect(await client.list('tasks', { status: 'PAUSED' })).toHaveLength(1);
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
    const again = await client.mutate('migrate-vm-across-cluster', await across(client, 'm', type));
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

import { describe, expect, it } from 'vitest';
import type { Twin } from '../../src/twin/start.ts';
import { addFault, calls, post } from './control.ts';
import { ossClient, ossErrorOf, ossWorld, signedOss } from './oss-client.ts';
import { startWorld } from './start-world.ts';

type Client = ReturnType<typeof ossClient>;

/** Every call of OSS that changes something, and how another read shows that it has. */
const writes = [
  {
    action: 'AppendObject',
    target: 'prod-move/log',
    write: (client: Client) => client.append('log', Buffer.from('two'), { position: '3' }),
    isDone: async (client: Client) => (await client.get('log')).content.toString() === 'onetwo',
  },
  {
    action: 'PutObject',
    target: 'prod-move/new',
    write: (client: Client) => client.put('new', Buffer.from('x')),
    isDone: (client: Client) => isThere(client, 'new'),
  },
  {
    action: 'DeleteObject',
    target: 'prod-move/log',
    write: (client: Client) => client.delete('log'),
    isDone: async (client: Client) => !(await isThere(client, 'log')),
  },
  {
    action: 'DeleteMultipleObjects',
    target: 'prod-move',
    write: (client: Client) => client.deleteMulti(['log']),
    isDone: async (client: Client) => !(await isThere(client, 'log')),
  },
  {
    action: 'PutBucket',
    target: 'prod-made',
    write: (client: Client) => client.putBucket('prod-made'),
    isDone: async (client: Client) => (await ossOutcome(client.getBucketInfo('prod-made'))) === 'done',
  },
  {
    action: 'DeleteBucket',
    target: 'prod-empty',
    write: (client: Client) => client.deleteBucket('prod-empty'),
    isDone: async (client: Client) => (await ossOutcome(client.getBucketInfo('prod-empty'))) === 'NoSuchBucket',
  },
  {
    action: 'PutBucketReferer',
    target: 'prod-move',
    write: (client: Client) => client.putBucketReferer('prod-move', false, []),
    isDone: async (client: Client) => (await client.getBucketReferer('prod-move'))['allowEmpty'] === false,
  },
] as const;

/** "done", or the code it was refused with. */
const ossOutcome = (call: Promise<unknown>): Promise<string> =>
  call.then(
    () => 'done',
    (error: unknown) => (error as { readonly code: string }).code,
  );

const isThere = async (client: Client, key: string): Promise<boolean> =>
  (await ossOutcome(client.head(key))) === 'done';

/** A bucket with an object that was appended to, and an empty one. The client asks once. */
const start = async (): Promise<{ readonly twin: Twin; readonly client: Client }> => {
  const twin = await startWorld(ossWorld('{name: prod-move}, {name: prod-empty}'));
  const client = ossClient(twin, { retryMax: 0 });
  await client.append('log', Buffer.from('one'));
  return { twin, client };
};

const effects = [
  { effect: { refuse: { status: 403, code: 'UserDisable' } }, done: false, row: [403, 'refuse', null] },
  { effect: { throttle: { retryAfterMs: 5 } }, done: false, row: [503, 'throttle', null] },
  { effect: { drop: 'before' }, done: false, row: [0, 'drop before', null] },
  { effect: { drop: 'after' }, done: true, row: [0, 'drop after', 200] },
  { effect: { html502: 'before' }, done: false, row: [502, 'html502 before', null] },
  { effect: { html502: 'after' }, done: true, row: [502, 'html502 after', 200] },
  { effect: { empty200: {} }, done: true, row: [200, 'empty200', 200] },
  { effect: { delay: { ms: 20 } }, done: true, row: [200, 'delay', 200] },
] as const;

describe.each(writes)('$action', ({ action, target, write, isDone }) => {
  const deletes = action === 'DeleteObject' || action === 'DeleteBucket';

  it.each(effects)('met by $effect is done: $done', async ({ effect, done, row: [status, fault, served] }) => {
    const { twin, client } = await start();
    await addFault(twin, { match: { product: 'OSS', action, target }, effect });
    await ossOutcome(write(client));
    const ok = (is: number | null): number | null => (is === 200 && deletes ? 204 : is);
    expect((await calls(twin)).at(-1)).toMatchObject({
      ...{ product: 'OSS', action, target, kind: 'write', fault, served: ok(served) },
      status: fault === 'delay' ? ok(status) : status,
    });
    expect(await isDone(client)).toBe(done);
  });
});

describe('faults of OSS', () => {
  it('refuse and throttle in its own words, HEAD without any', async () => {
    const { twin, client } = await start();
    await addFault(twin, { match: { action: 'AppendObject' }, effect: { throttle: { retryAfterMs: 5 } } });
    await addFault(twin, { match: { action: 'HeadObject' }, effect: { throttle: { retryAfterMs: 5 } } });
    expect(await ossErrorOf(client.append('log', Buffer.from('x'), { position: '3' }))).toMatchObject({
      status: 503,
      code: 'SlowDown',
    });
    expect(await ossErrorOf(client.head('log'))).toMatchObject({ status: 503 });
  });

  it('that claim a wrong position say where the object ends', async () => {
    const { twin } = await start();
    const effect = { refuse: { status: 409, code: 'PositionNotEqualToLength' } };
    await addFault(twin, { match: { action: 'AppendObject' }, effect });
    const refused = await signedOss(twin, { method: 'POST', path: '/prod-move/log?append&position=3', body: 'x' });
    expect([refused.status, refused.headers.get('x-oss-next-append-position')]).toEqual([409, '3']);
  });

  it('are for one object, where the target names one, and for all of a bucket where it names that', async () => {
    const { twin, client } = await start();
    const effect = { refuse: { status: 500, code: 'InternalError' } };
    await addFault(twin, { match: { product: 'OSS', target: 'prod-move/a' }, effect, times: 9 });
    await addFault(twin, { match: { product: 'OSS', target: 'prod-mo' }, effect, times: 9 });
    expect(await ossOutcome(client.put('a', Buffer.from('x')))).toBe('InternalError');
    expect(await ossOutcome(client.put('ab', Buffer.from('x')))).toBe('done');
    await addFault(twin, { match: { product: 'OSS', target: 'prod-move' }, effect });
    expect(await ossOutcome(client.put('ab', Buffer.from('x')))).toBe('InternalError');
  });
});

describe('stale lists of a bucket', () => {
  const names = async (client: Client): Promise<readonly string[]> =>
    (((await client.listV2({}, {})).objects as readonly { readonly name: string }[] | undefined) ?? []).map(
      ({ name }) => name,
    );

  const late = { match: { product: 'OSS' }, effect: { stale: { reads: 2 } } } as const;

  it.each([
    {
      reason: 'an append',
      write: (client: Client) => client.append('new', Buffer.from('x')),
      before: ['log'],
      after: ['log', 'new'],
    },
    {
      reason: 'a put',
      write: (client: Client) => client.put('new', Buffer.from('x')),
      before: ['log'],
      after: ['log', 'new'],
    },
    { reason: 'a delete', write: (client: Client) => client.delete('log'), before: ['log'], after: [] },
  ])('show $reason late, for so many lists', async ({ write, before, after }) => {
    const { twin, client } = await start();
    await addFault(twin, late);
    await write(client);
    expect((await calls(twin)).at(-1)).toMatchObject({ kind: 'write', fault: 'stale' });
    const seen = [await names(client), await names(client), await names(client)];
    expect(seen).toEqual([before, before, after]);
  });

  it('show the old length and time of an object, which itself is as it is', async () => {
    const { twin, client } = await start();
    await addFault(twin, late);
    await client.append('log', Buffer.from('two'), { position: '3' });
    expect((await client.list({ prefix: 'l' }, {})).objects[0]?.size).toBe(3);
    expect((await client.get('log')).content.toString()).toBe('onetwo');
    expect((await client.head('log')).res.headers['x-oss-next-append-position']).toBe('6');
    await client.append('log', Buffer.from('three'), { position: '6' });
    expect((await client.list({ prefix: 'l' }, {})).objects[0]?.size).toBe(3);
    expect((await client.list({ prefix: 'l' }, {})).objects[0]?.size).toBe(11);
  });

  it('are those of one bucket', async () => {
    const { twin, client } = await start();
    await addFault(twin, late);
    await client.put('new', Buffer.from('x'));
    client.useBucket('prod-empty');
    await client.put('other', Buffer.from('x'));
    expect(await names(client)).toEqual(['other']);
    client.useBucket('prod-move');
    expect(await names(client)).toEqual(['log']);
  });

  it.each([
    { product: 'OSS', of: ['state'], why: 'of OSS can be stale: lists' },
    { product: 'CS', of: ['lists'], why: 'of CS can be stale: state, tasks, events' },
  ])('are asked for by their name: $product has no $of', async ({ product, of, why }) => {
    const response = await post(await startWorld(ossWorld()), 'faults', {
      match: { product },
      effect: { stale: { reads: 1, of } },
    });
    expect([response.status, await response.json()]).toEqual([400, { error: why }]);
  });
});

describe('the call log', () => {
  it('names the object of every call that is about one', async () => {
    const { twin, client } = await start();
    await client.put('a/b', Buffer.from('x'));
    await client.get('a/b');
    await client.getObjectMeta('a/b');
    await client.listV2({}, {});
    const rows = (await calls(twin)).map(({ product, action, kind, target }) => [product, action, kind, target]);
    expect(rows).toEqual([
      ['OSS', 'AppendObject', 'write', 'prod-move/log'],
      ['OSS', 'PutObject', 'write', 'prod-move/a/b'],
      ['OSS', 'GetObject', 'read', 'prod-move/a/b'],
      ['OSS', 'GetObjectMeta', 'read', 'prod-move/a/b'],
      ['OSS', 'ListObjectsV2', 'read', 'prod-move'],
    ]);
  });
});

import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { crc64 } from '../../src/twin/oss/crc64.ts';
import { post } from './control.ts';
import { ossClient, ossErrorOf, ossWorld, signedOss } from './oss-client.ts';
import { startWorld } from './start-world.ts';

/** 5 GB less one byte, of which the world tells only the size. */
const nearlyFull = 5 * 1024 ** 3 - 1;

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

const headersOf = async (call: Promise<{ readonly res: { readonly headers: Readonly<Record<string, string>> } }>) =>
  (await call).res.headers;

const append = (
  twin: Parameters<typeof signedOss>[0],
  query: string,
  more: Omit<Parameters<typeof signedOss>[1], 'path'> = {},
): Promise<Response> => signedOss(twin, { method: 'POST', path: `/prod-move/log?append${query}`, body: 'x', ...more });

const codeOf = async (response: Response): Promise<readonly [number, string | undefined]> => [
  response.status,
  /<Code>(.*)<\/Code>/.exec(await response.text())?.[1],
];

describe('the sum of ECMA-182', () => {
  it('is the one the reference names, and goes on where it stopped', () => {
    // The check value that catalogues of such sums have.
    expect(crc64(Buffer.from('123456789'))).toBe(0x995dc9bbdf1939fan);
    expect(crc64(Buffer.alloc(0))).toBe(0n);
    const whole = Buffer.from(Array.from({ length: 700 }, (_, at) => (at * 37) % 256));
    expect(crc64(whole.subarray(300), crc64(whole.subarray(0, 300)))).toBe(crc64(whole));
  });
});

describe('an object that is appended to', () => {
  it('begins at 0, tells where it ends, and is what was appended', async () => {
    const client = ossClient(await startWorld(ossWorld()));
    const first = await client.append('log', Buffer.from('12345'));
    expect(first.nextAppendPosition).toBe('5');
    const { res } = await client.append('log', Buffer.from('6789'), { position: '5' });
    expect(res.headers).toMatchObject({
      'x-oss-next-append-position': '9',
      'x-oss-hash-crc64ecma': '11051210869376104954',
    });
    expect((await client.get('log')).content.toString()).toBe('123456789');
    expect(await headersOf(client.head('log'))).toMatchObject({
      'content-length': '9',
      etag: res.headers['etag'],
      'x-oss-object-type': 'Appendable',
      'x-oss-next-append-position': '9',
      'x-oss-hash-crc64ecma': '11051210869376104954',
    });
    expect(res.headers['etag']).toMatch(/^"[0-9A-F]{24}0{8}"$/);
    expect(await headersOf(client.head('log'))).not.toHaveProperty('content-md5');
  });

  it.each([
    { reason: 'too early', position: 3 },
    { reason: 'too late', position: 5 },
    { reason: 'at 0, as if it were new', position: 0 },
  ])('is not appended to $reason; the answer says where it ends', async ({ position }) => {
    const twin = await startWorld(ossWorld());
    await append(twin, '&position=0', { body: 'four' });
    const late = await append(twin, `&position=${position}`);
    expect(late.headers.get('x-oss-next-append-position')).toBe('4');
    expect(await codeOf(late)).toEqual([409, 'PositionNotEqualToLength']);
    expect((await ossClient(twin).get('log')).content.toString()).toBe('four');
  });

  it('does not begin elsewhere than at 0', async () => {
    const twin = await startWorld(ossWorld());
    const late = await append(twin, '&position=7');
    expect([late.status, late.headers.get('x-oss-next-append-position')]).toEqual([409, '0']);
    expect(await ossErrorOf(ossClient(twin).head('log'))).toMatchObject({ status: 404 });
  });

  it('gets the bytes of one of two that append at once', async () => {
    const twin = await startWorld(ossWorld());
    const both = await Promise.all(['one\n', 'two\n'].map((body) => append(twin, '&position=0', { body })));
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
    const won = both[0]?.status === 200 ? 'one\n' : 'two\n';
    expect((await ossClient(twin).get('log')).content.toString()).toBe(won);
  });

  it.each([
    { query: '', code: 'MissingArgument' },
    { query: '&position=-1', code: 'InvalidArgument' },
    { query: '&position=1.5', code: 'InvalidArgument' },
    { query: '&position=end', code: 'InvalidArgument' },
  ])('is refused without a number to begin at: "$query"', async ({ query, code }) => {
    expect(await codeOf(await append(await startWorld(ossWorld()), query))).toEqual([400, code]);
  });

  it('is not one that was put, and is none any more once it is put', async () => {
    const client = ossClient(await startWorld(ossWorld()));
    const never = { status: 409, code: 'ObjectNotAppendable' };
    await client.put('normal', Buffer.from('abc'));
    expect(await ossErrorOf(client.append('normal', Buffer.from('x'), { position: '3' }))).toMatchObject(never);
    await client.append('log', Buffer.from('abc'));
    await client.put('log', Buffer.from('abc'));
    expect((await headersOf(client.head('log')))['x-oss-object-type']).toBe('Normal');
    expect(await ossErrorOf(client.append('log', Buffer.from('x'), { position: '3' }))).toMatchObject(never);
    await client.delete('log');
    await client.append('log', Buffer.from('again'));
  });

  it('may begin empty, and stays as it is when nothing is added', async () => {
    const twin = await startWorld(ossWorld());
    const client = ossClient(twin);
    const nothing = { body: '', headers: { 'content-type': 'text/plain' } };
    for (const time of [1, 2]) {
      const made = await append(twin, '&position=0', nothing);
      expect([time, made.status, made.headers.get('x-oss-next-append-position')]).toEqual([time, 200, '0']);
    }
    await client.append('log', Buffer.from('abc'));
    const before = await headersOf(client.head('log'));
    await post(twin, 'clock', { advance: '1h' });
    await append(twin, '&position=3', nothing);
    expect((await headersOf(client.head('log')))['last-modified']).toBe(before['last-modified']);
    await client.append('log', Buffer.from('d'), { position: '3' });
    expect((await headersOf(client.head('log')))['last-modified']).not.toBe(before['last-modified']);
  });

  it('keeps what its first append said of it', async () => {
    const twin = await startWorld(ossWorld());
    const headers = { 'content-type': 'text/plain', 'x-oss-meta-run': '1', 'x-oss-storage-class': 'IA' };
    await append(twin, '&position=0', { headers });
    await append(twin, '&position=1', { headers: { 'content-type': 'text/css', 'x-oss-meta-run': '2' } });
    expect(await headersOf(ossClient(twin).head('log'))).toMatchObject({
      'content-type': 'text/plain',
      'x-oss-meta-run': '1',
      'x-oss-storage-class': 'IA',
      'x-oss-next-append-position': '2',
    });
  });

  it('takes no notice of x-oss-forbid-overwrite, which this call does not have', async () => {
    const twin = await startWorld(ossWorld());
    const headers = { 'x-oss-forbid-overwrite': 'true' };
    const statuses = [await append(twin, '&position=0', { headers }), await append(twin, '&position=1', { headers })];
    expect(statuses.map(({ status }) => status)).toEqual([200, 200]);
  });

  it.each(['Enabled', 'Suspended'])('has the version null where versioning is %s', async (versioning) => {
    const client = ossClient(await startWorld(ossWorld(`{name: prod-move, versioning: ${versioning}}`)));
    for (const position of ['0', '1']) {
      const { res } = await client.append('log', Buffer.from('x'), { position });
      expect(res.headers['x-oss-version-id']).toBe('null');
    }
    await client.delete('log');
    await client.append('log', Buffer.from('new'));
    await client.put('log', Buffer.from('x'));
    expect(await ossErrorOf(client.append('log', Buffer.from('x'), { position: '1' }))).toMatchObject({
      code: 'ObjectNotAppendable',
    });
  });

  it('grows no more while a retention rule keeps it, nor is put over or deleted', async () => {
    const twin = await startWorld(ossWorld('{name: prod-move, worm: {state: Locked, days: 1}}'));
    const client = ossClient(twin);
    await client.append('log', Buffer.from('one'));
    const more = (): Promise<unknown> => client.append('log', Buffer.from('two'), { position: '3' });
    for (const call of [more(), client.put('log', Buffer.from('x')), client.delete('log'), client.deleteMulti(['log'])])
      expect(await ossErrorOf(call)).toMatchObject({ status: 409, code: 'FileImmutable' });
    await post(twin, 'clock', { advance: '25h' });
    await more();
    await post(twin, 'clock', { advance: '25h' });
    await client.deleteMulti(['log']);
  });

  it('has at most 5 GB', async () => {
    const objects = `[{key: log, size: ${nearlyFull}, type: Appendable}]`;
    const twin = await startWorld(ossWorld(`{name: prod-move, objects: ${objects}}`));
    expect(await codeOf(await append(twin, `&position=${nearlyFull}`, { body: 'xy' }))).toEqual([
      400,
      'InvalidArgument',
    ]);
    expect((await headersOf(ossClient(twin).head('log')))['x-oss-next-append-position']).toBe(String(nearlyFull));
  });

  it('goes on from what the world says of it', async () => {
    const twin = await startWorld(ossWorld('{name: prod-move, objects: [{key: log, size: 3, type: Appendable}]}'));
    const client = ossClient(twin);
    const { res } = await client.append('log', Buffer.from('x'), { position: '3' });
    expect(res.headers).not.toHaveProperty('x-oss-hash-crc64ecma');
    expect([...(await client.get('log')).content]).toEqual([0, 0, 0, 120]);
  });

  it('is a long one, byte by byte the same', async () => {
    const client = ossClient(await startWorld(ossWorld()));
    const parts = Array.from({ length: 40 }, (_, at) => Buffer.from(`${at} ${'ü'.repeat(at * 50)}\n`));
    let position = '0';
    for (const part of parts) position = (await client.append('log', part, { position })).nextAppendPosition;
    const whole = Buffer.concat(parts);
    expect(sha256((await client.get('log')).content)).toBe(sha256(whole));
    expect(await headersOf(client.head('log'))).toMatchObject({
      'content-length': String(whole.length),
      'x-oss-hash-crc64ecma': String(crc64(whole)),
    });
  });
});

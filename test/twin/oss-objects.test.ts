import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Twin } from '../../src/twin/start.ts';
import { calls, post } from './control.ts';
import { ossClient, ossErrorOf, ossWorld, signedOss } from './oss-client.ts';
import { startWorld } from './start-world.ts';

const digits = '0123456789';

/** A bucket with an object of ten digits. */
const tenDigits = async (): Promise<Twin> => {
  const twin = await startWorld(ossWorld());
  await ossClient(twin).put('ten', Buffer.from(digits));
  return twin;
};

const read = (twin: Twin, headers: Readonly<Record<string, string>>, method = 'GET'): Promise<Response> =>
  signedOss(twin, { method, path: '/prod-move/ten', headers });

const put = (
  twin: Twin,
  headers: Readonly<Record<string, string>>,
  path = '/prod-move/new',
  body = digits,
): Promise<Response> => signedOss(twin, { method: 'PUT', path, body, headers });

const seen = async (response: Response): Promise<readonly [number, string | undefined]> => {
  const text = await response.text();
  return [response.status, /<Code>(.*)<\/Code>/.exec(text)?.[1] ?? text];
};

describe('an object that must not be overwritten', () => {
  it('is not, and is written where there is none', async () => {
    const client = ossClient(await startWorld(ossWorld()));
    const headers = { 'x-oss-forbid-overwrite': 'true' };
    await client.put('lock', Buffer.from('mine'), { headers });
    expect(await ossErrorOf(client.put('lock', Buffer.from('theirs'), { headers }))).toMatchObject({
      status: 409,
      code: 'FileAlreadyExists',
    });
    expect((await client.get('lock')).content.toString()).toBe('mine');
    await client.put('lock', Buffer.from('again'), { headers: { 'x-oss-forbid-overwrite': 'false' } });
    await client.append('log', Buffer.from('x'));
    expect(await ossErrorOf(client.put('log', Buffer.from('x'), { headers }))).toMatchObject({ status: 409 });
  });

  it('is written by one of two that put at once', async () => {
    const twin = await startWorld(ossWorld());
    const both = await Promise.all(
      ['one', 'two'].map((body) => put(twin, { 'x-oss-forbid-overwrite': 'true' }, '/prod-move/lock', body)),
    );
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
  });

  it.each(['Enabled', 'Suspended'])('is overwritten all the same where versioning is %s', async (versioning) => {
    const client = ossClient(await startWorld(ossWorld(`{name: prod-move, versioning: ${versioning}}`)));
    const headers = { 'x-oss-forbid-overwrite': 'true' };
    await client.put('lock', Buffer.from('mine'), { headers });
    await client.put('lock', Buffer.from('theirs'), { headers });
    expect((await client.get('lock')).content.toString()).toBe('theirs');
  });

  it('is asked for by true or false, and by no condition of HTTP', async () => {
    const twin = await startWorld(ossWorld());
    expect(await seen(await put(twin, { 'x-oss-forbid-overwrite': 'yes' }))).toEqual([400, 'InvalidArgument']);
    for (const name of ['if-none-match', 'if-match']) {
      const answer = await put(twin, { [name]: '*' });
      expect(await answer.text()).toMatch(/<Code>NotImplemented<\/Code>.*<Header>If-(None-)?Match<\/Header>/s);
    }
    expect(await ossErrorOf(ossClient(twin).head('new'))).toMatchObject({ status: 404 });
  });
});

describe('a part of an object', () => {
  it.each([
    { range: 'bytes=0-3', status: 206, text: '0123', span: 'bytes 0-3/10' },
    { range: 'bytes=4-', status: 206, text: '456789', span: 'bytes 4-9/10' },
    { range: 'bytes=-2', status: 206, text: '89', span: 'bytes 8-9/10' },
    { range: 'bytes=9-9', status: 206, text: '9', span: 'bytes 9-9/10' },
    { range: 'bytes=1-2,4-5', status: 206, text: '12', span: 'bytes 1-2/10' },
    { range: 'bytes=8-20', status: 200, text: digits, span: null },
    { range: 'bytes=10-', status: 200, text: digits, span: null },
    { range: 'bytes=10-20', status: 200, text: digits, span: null },
    { range: 'bytes=-20', status: 200, text: digits, span: null },
    { range: 'bytes=5-2', status: 200, text: digits, span: null },
    { range: 'byte=0-3', status: 200, text: digits, span: null },
  ])('is what lies within it, else all of it comes: $range', async ({ range, status, text, span }) => {
    const answer = await read(await tenDigits(), { range });
    expect([answer.status, await answer.text(), answer.headers.get('content-range')]).toEqual([status, text, span]);
    expect(answer.headers.get('content-length')).toBe(String(text.length));
    expect(answer.headers.has('content-md5')).toBe(status === 200);
  });

  it.each([
    { range: 'bytes=8-20', status: 206, text: '89' },
    { range: 'bytes=-20', status: 206, text: digits },
    { range: 'bytes=10-', status: 416, text: 'InvalidRange' },
    { range: 'bytes=10-20', status: 416, text: 'InvalidRange' },
    { range: 'bytes=-0', status: 416, text: 'InvalidRange' },
    { range: 'bytes=0-3', status: 206, text: '0123' },
  ])('is what HTTP says where the standard is asked for: $range', async ({ range, status, text }) => {
    const answer = await read(await tenDigits(), { range, 'x-oss-range-behavior': 'standard' });
    expect(await seen(answer)).toEqual([status, text]);
  });
});

describe('a read with a condition', () => {
  const before = 'Sat, 21 Nov 2020 00:00:00 GMT';
  const after = 'Sat, 21 Nov 2099 00:00:00 GMT';
  // The MD5 of the ten digits.
  const etag = '"781E5E245D69B566979B86E28D23F2C7"';

  it.each([
    { headers: { 'if-match': etag }, status: 200 },
    { headers: { 'if-match': '"0"' }, status: 412 },
    { headers: { 'if-none-match': etag }, status: 304 },
    { headers: { 'if-none-match': '"0"' }, status: 200 },
    { headers: { 'if-modified-since': before }, status: 200 },
    { headers: { 'if-modified-since': after }, status: 304 },
    { headers: { 'if-modified-since': 'some day' }, status: 200 },
    { headers: { 'if-unmodified-since': before }, status: 412 },
    { headers: { 'if-unmodified-since': after }, status: 200 },
    { headers: { 'if-match': '"0"', 'if-none-match': etag }, status: 412 },
  ])('of $headers ends with $status', async ({ headers, status }) => {
    const twin = await tenDigits();
    const answer = await read(twin, headers);
    const text = { 200: digits, 304: '', 412: 'PreconditionFailed' }[status];
    expect(await seen(answer)).toEqual([status, text]);
    expect((await read(twin, headers, 'HEAD')).status).toBe(status);
  });
});

describe('an object', () => {
  it('is told of in full by HEAD, and in short by its meta', async () => {
    const client = ossClient(await tenDigits());
    const { res: head } = await client.head('ten');
    expect(head.headers).toMatchObject({
      'x-oss-object-type': 'Normal',
      'x-oss-hash-crc64ecma': expect.stringMatching(/^\d+$/) as string,
      'content-md5': 'eB5eJF1ptWaXm4bijSPyxw==',
    });
    expect(head.headers).not.toHaveProperty('x-oss-next-append-position');
    await client.append('log', Buffer.from('abc'));
    const { res: meta } = await client.getObjectMeta('log');
    expect(meta.headers).toMatchObject({ 'content-length': '3', etag: expect.stringMatching(/0{8}"$/) as string });
    expect(Object.keys(meta.headers).filter((name) => name.startsWith('x-oss-'))).toEqual(['x-oss-request-id']);
    expect(await ossErrorOf(client.getObjectMeta('none'))).toMatchObject({ status: 404 });
  });

  it.each([
    { method: 'PUT', path: '/prod-move/new' },
    { method: 'POST', path: '/prod-move/new?append&position=0' },
  ])('is written by $method when its digest is that of what came', async ({ method, path }) => {
    const twin = await startWorld(ossWorld());
    const md5 = (text: string): string => createHash('md5').update(text).digest('base64');
    const write = (sent: string): Promise<Response> =>
      signedOss(twin, { method, path, body: digits, headers: { 'content-md5': sent } });
    for (const bad of [md5('other'), 'none', createHash('md5').update(digits).digest('hex')])
      expect(await seen(await write(bad))).toEqual([400, 'InvalidDigest']);
    expect(await ossErrorOf(ossClient(twin).head('new'))).toMatchObject({ status: 404 });
    expect((await write(md5(digits))).status).toBe(200);
  });

  it.each([
    { reason: '1023 bytes', key: 'a'.repeat(1023), status: 200 },
    { reason: '1024 bytes', key: 'a'.repeat(1024), status: 400 },
    { reason: '1024 bytes of two each', key: '%C3%BC'.repeat(512), status: 400 },
    { reason: 'a / in front', key: '/a', status: 400 },
  ])('has a name of 1 to 1023 bytes: $reason', async ({ key, status }) => {
    const answer = await put(await startWorld(ossWorld()), {}, `/prod-move/${key}`);
    expect(await seen(answer)).toEqual([status, status === 200 ? '' : 'InvalidObjectName']);
  });

  it('is not copied by a call that looks like a put', async () => {
    const twin = await tenDigits();
    const answer = await put(twin, { 'x-oss-copy-source': '/prod-move/ten' });
    expect(await seen(answer)).toEqual([501, 'NotImplemented']);
    expect(await ossErrorOf(ossClient(twin).head('new'))).toMatchObject({ status: 404 });
    expect((await calls(twin)).at(-2)).toMatchObject({ action: 'CopyObject', kind: 'write', target: 'prod-move/new' });
  });

  it('keeps the time of its writing in whole seconds', async () => {
    const twin = await tenDigits();
    await post(twin, 'clock', { advance: '500ms' });
    await ossClient(twin).put('ten', Buffer.from(digits));
    const { headers } = await read(twin, {}, 'HEAD');
    const date = headers.get('last-modified') ?? '';
    expect((await read(twin, { 'if-modified-since': date })).status).toBe(304);
    expect((await read(twin, { 'if-unmodified-since': date })).status).toBe(200);
  });
});

import { request } from 'node:http';
import { describe, expect, it } from 'vitest';
import { calls, post } from './control.ts';
import { cs, signedFetch } from './signed-fetch.ts';
import { checked, clusterId, oneCluster, startWorld } from './start-world.ts';

const detail = `/clusters/${clusterId}`;
const migrate = `/clusters/${clusterId}/migrate`;

describe('bad input', () => {
  it.each([
    { reason: 'a body that is not JSON', path: migrate, body: '{"a":', code: '400 InvalidParameter' },
    { reason: 'a body that is not an object', path: migrate, body: '[1]', code: '400 InvalidParameter' },
    { reason: 'a body of null', path: migrate, body: 'null', code: '400 InvalidParameter' },
    { reason: 'a field of the wrong type', path: migrate, body: '{"oss_bucket_name":5}', code: '400 InvalidParameter' },
    {
      reason: 'a spec that is no way up',
      path: migrate,
      body: '{"cluster_spec":"ack.standard"}',
      code: '400 InvalidParameter',
    },
    { reason: 'a type that is no way up', path: migrate, body: '{"type":"Kubernetes"}', code: '400 InvalidParameter' },
    {
      reason: 'a body above the limit',
      path: migrate,
      body: 'x'.repeat(1024 * 1024 + 1),
      code: '413 RequestBodyTooLarge',
    },
    {
      reason: 'a body far above it',
      path: migrate,
      body: 'x'.repeat(20 * 1024 * 1024),
      code: '413 RequestBodyTooLarge',
    },
    {
      reason: 'a path that is not percent-encoded',
      path: '/clusters/%zz/migrate',
      body: '{}',
      code: '404 InvalidAction.NotFound',
    },
    { reason: 'an empty segment', path: '/clusters//migrate', body: '{}', code: '404 InvalidAction.NotFound' },
    {
      reason: 'a name of Object',
      path: '/clusters/__proto__/migrate',
      body: '{"__proto__":{}}',
      code: '404 ErrorClusterNotFound',
    },
  ])('$reason is answered with $code, and nothing happens', async ({ path, body, code }) => {
    const twin = await startWorld(oneCluster(checked));
    const response = await signedFetch(twin, { method: 'POST', path, body });
    const error = (await response.json()) as Record<string, unknown>;
    expect(`${response.status} ${String(error['code'])}`).toBe(code);
    expect(error['requestId']).toMatch(/^[0-9A-F-]{36}$/);
    expect((await cs(twin, 'GET', detail))['state']).toBe('running');
  });

  it('takes a body of any length in chunks, and an empty one', async () => {
    const twin = await startWorld(oneCluster(checked));
    expect((await signedFetch(twin, { method: 'POST', path: migrate, body: '' })).status).toBe(200);
  });

  it('survives a client that goes away in the middle of its request', async () => {
    const twin = await startWorld();
    await new Promise<void>((resolve) => {
      const half = request(twin.url + migrate, { method: 'POST', headers: { 'content-length': 100 } });
      half.on('error', () => {
        resolve();
      });
      half.write('{"half":');
      setTimeout(() => half.destroy(), 30);
    });
    expect((await cs(twin, 'GET', detail))['state']).toBe('running');
    expect(await calls(twin)).toHaveLength(1);
  });

  it('answers operations it does not have with the service’s own error, and remembers them', async () => {
    const twin = await startWorld();
    const old = await signedFetch(twin, { path: '/clusters', action: 'DescribeClusters' });
    expect(old.status).toBe(404);
    expect(await old.json()).toMatchObject({
      code: 'InvalidAction.NotFound',
      message: 'Specified api is not found, please check your url and method.',
    });
    const rpc = { method: 'POST', path: '/?RegionId=cn-hangzhou' };
    const slb = await signedFetch(twin, { ...rpc, version: '2014-05-15', action: 'DescribeNothing' });
    expect(slb.status).toBe(404);
    expect(await slb.json()).toMatchObject({ Code: 'InvalidAction.NotFound', HostId: 'slb.aliyuncs.com' });
    const sts = await signedFetch(twin, { ...rpc, version: '2015-04-01', action: 'AssumeRole' });
    expect(await sts.json()).toMatchObject({ Code: 'InvalidAction.NotFound' });
    const unknown = (await (await fetch(`${twin.url}/_twin/unknown`)).json()) as {
      product: string;
      action: string;
      kind: string;
    }[];
    expect(unknown.map(({ product, action, kind }) => `${product} ${action} ${kind}`)).toEqual([
      'CS DescribeClusters read',
      'SLB DescribeNothing read',
      'STS AssumeRole write',
    ]);
    expect(await calls(twin)).toEqual(unknown);
  });

  it('knows the method of a path: a GET does not migrate', async () => {
    const twin = await startWorld(oneCluster(checked));
    expect((await signedFetch(twin, { path: migrate })).status).toBe(404);
    expect((await cs(twin, 'GET', detail))['state']).toBe('running');
  });

  it('answers bad control calls with why', async () => {
    const twin = await startWorld();
    expect((await fetch(`${twin.url}/_twin/nothing`)).status).toBe(404);
    expect((await fetch(`${twin.url}/_twin/faults`, { method: 'POST', body: '{' })).status).toBe(400);
    expect((await post(twin, 'clock', [])).status).toBe(400);
    expect(await calls(twin)).toEqual([]);
  });

  it('is bound to the loopback alone', async () => {
    const twin = await startWorld();
    expect(new URL(twin.url).hostname).toBe('127.0.0.1');
    await expect(fetch(twin.url.replace('127.0.0.1', '127.0.0.2'))).rejects.toThrow('fetch failed');
  });
});

import { describe, expect, it } from 'vitest';
import { createEndpoints, type Product } from '../../../providers/ack/endpoints.ts';
import { storageAddress } from '../../../providers/ack/storage-call.ts';

const csOf = (env: Record<string, string>, region: string | null = 'cn-hangzhou'): string => {
  const url = createEndpoints(env).of('CS', region);
  return url.ok ? url.value.origin : (url.diagnostics[0]?.code ?? '');
};

describe('endpoints', () => {
  it.each([
    { reason: 'the regional default', env: {}, is: 'https://cs.cn-hangzhou.aliyuncs.com' },
    { reason: 'one for all products', env: { ONWARD_ENDPOINT: 'https://cloud.test' }, is: 'https://cloud.test' },
    {
      reason: 'the product’s own wins',
      env: { ONWARD_ENDPOINT: 'https://cloud.test', ONWARD_ENDPOINT_CS: 'http://127.0.0.1:8080' },
      is: 'http://127.0.0.1:8080',
    },
    { reason: 'an empty variable is not set', env: { ONWARD_ENDPOINT: '' }, is: 'https://cs.cn-hangzhou.aliyuncs.com' },
    { reason: 'http in clear to another host', env: { ONWARD_ENDPOINT: 'http://10.0.0.1' }, is: 'CRD008' },
    {
      reason: 'a name that only looks like loopback',
      env: { ONWARD_ENDPOINT: 'http://127.0.0.1.evil.test' },
      is: 'CRD008',
    },
    {
      reason: 'a name that only begins like localhost',
      env: { ONWARD_ENDPOINT: 'http://localhost.evil.test' },
      is: 'CRD008',
    },
    { reason: 'another protocol', env: { ONWARD_ENDPOINT: 'ftp://127.0.0.1' }, is: 'CRD008' },
    { reason: 'a path would be lost', env: { ONWARD_ENDPOINT: 'https://cloud.test/api' }, is: 'CRD008' },
    { reason: 'no URL at all', env: { ONWARD_ENDPOINT: 'cloud' }, is: 'CRD008' },
    { reason: 'IPv6 loopback', env: { ONWARD_ENDPOINT: 'http://[::1]:81' }, is: 'http://[::1]:81' },
  ])('finds $is: $reason', ({ env, is }) => {
    expect(csOf(env as Record<string, string>)).toBe(is);
  });

  it('does not repeat what a mistyped variable holds', () => {
    const url = createEndpoints({ ONWARD_ENDPOINT: 'https://user:canary@host' }).of('CS', null);
    expect(JSON.stringify(url)).not.toContain('canary');
  });

  it.each(['evil.test/', 'cn-hangzhou.evil', '', 'CN-hangzhou', 'cn-hangzhou@evil'])(
    'refuses the region “%s”, which would choose the host that gets a signed request',
    (region) => {
      expect(csOf({}, region)).toBe('CRD009');
    },
  );

  it.each([
    { reason: 'all products at loopback', env: { ONWARD_ENDPOINT: 'http://127.0.0.1:1' }, is: true },
    { reason: 'https at loopback counts', env: { ONWARD_ENDPOINT: 'https://localhost:1' }, is: true },
    {
      reason: 'one product elsewhere',
      env: { ONWARD_ENDPOINT: 'http://127.0.0.1:1', ONWARD_ENDPOINT_STS: 'https://sts.test' },
      is: false,
    },
    { reason: 'only one product at loopback', env: { ONWARD_ENDPOINT_CS: 'http://127.0.0.1:1' }, is: false },
    { reason: 'the real cloud', env: {}, is: false },
  ])('is loopback: $is, $reason', ({ env, is }) => {
    expect(createEndpoints(env as Record<string, string>).loopback).toBe(is);
  });
});

describe('the address of a product', () => {
  const of = (product: Product, region: string | null) => {
    const url = createEndpoints({}).of(product, region);
    return url.ok ? url.value.host : '';
  };
  it.each([
    { product: 'ECS', region: 'cn-hangzhou', is: 'ecs-cn-hangzhou.aliyuncs.com' },
    { product: 'ECS', region: 'cn-beijing', is: 'ecs.cn-beijing.aliyuncs.com' },
    { product: 'SLB', region: 'cn-hangzhou', is: 'slb.aliyuncs.com' },
    { product: 'SLB', region: 'us-west-1', is: 'slb.aliyuncs.com' },
    { product: 'SLB', region: 'cn-zhangjiakou', is: 'slb.cn-zhangjiakou.aliyuncs.com' },
    { product: 'SLB', region: 'ap-southeast-3', is: 'slb.ap-southeast-3.aliyuncs.com' },
    { product: 'VPC', region: 'cn-beijing', is: 'vpc.cn-beijing.aliyuncs.com' },
    { product: 'RAM', region: null, is: 'ram.aliyuncs.com' },
    { product: 'OSS', region: 'cn-hangzhou', is: 'oss-cn-hangzhou.aliyuncs.com' },
  ] as const)('$product in $region is $is', ({ product, region, is }) => {
    expect(of(product, region)).toBe(is);
  });

  it.each([
    { reason: 'the default', env: {}, is: false },
    { reason: 'a loopback address', env: { ONWARD_ENDPOINT: 'http://127.0.0.1:1' }, is: true },
    {
      reason: 'the vendor’s internal network',
      env: { ONWARD_ENDPOINT_OSS: 'https://oss-cn-hangzhou-internal.aliyuncs.com' },
      is: false,
    },
    { reason: 'a gateway', env: { ONWARD_ENDPOINT_OSS: 'https://gateway.test' }, is: true },
    { reason: 'a name that only ends alike', env: { ONWARD_ENDPOINT_OSS: 'https://evilaliyuncs.com' }, is: true },
  ])('is foreign: $is, $reason', ({ env, is }) => {
    expect(createEndpoints(env as Record<string, string>).isForeign('OSS')).toBe(is);
  });

  it('of a bucket has its name in the host, and in the path at a foreign one', () => {
    const at = { bucket: 'etcd-prod', key: 'a b/c' };
    expect(storageAddress(new URL('https://oss-cn-hangzhou.aliyuncs.com'), false, at).href).toBe(
      'https://etcd-prod.oss-cn-hangzhou.aliyuncs.com/a%20b/c',
    );
    expect(storageAddress(new URL('http://127.0.0.1:8080'), true, at).href).toBe(
      'http://127.0.0.1:8080/etcd-prod/a%20b/c',
    );
  });
});

import { describe, expect, it } from 'vitest';
import type { CloudCall } from '../../../providers/ack/acs-call.ts';
import { createSession } from '../../../providers/ack/session.ts';
import { keyEnv, settingsFor } from './settings.ts';
import { scriptCloud, type Scripted } from './scripted-cloud.ts';

const get: CloudCall = {
  product: 'CS',
  region: 'cn-hangzhou',
  action: 'DescribeClusterDetail',
  method: 'GET',
  path: '/clusters/c1',
  query: { a: '1 2' },
  body: null,
};
const post: CloudCall = {
  ...get,
  action: 'MigrateCluster',
  method: 'POST',
  path: '/clusters/c1/migrate',
  query: {},
  body: { a: 1 },
};
const fence = { nonce: 'fence-nonce', date: '2026-11-22T01:02:03Z' };
const date = 'Sun, 22 Nov 2026 00:00:00 GMT';

const throttled: Scripted = {
  status: 400,
  headers: { 'x-acs-retry-after': '1500' },
  body: { code: 'Throttling.User' },
};

const open = (url: string, waits: number[] = []) => createSession(settingsFor(keyEnv(url), waits));

describe('a read', () => {
  it.each([
    { reason: 'throttled, and the service names the time', faults: [throttled], waits: [1500] },
    { reason: 'the service failed', faults: [{ status: 502, body: '<html>' }, { status: 500 }], waits: [500, 1000] },
    { reason: 'the connection was cut', faults: ['drop', 'drop', 'drop'] as Scripted[], waits: [500, 1000, 2000] },
    { reason: 'an empty answer', faults: [{ body: '' }], waits: [500] },
  ])('is tried again: $reason', async ({ faults, waits }) => {
    const cloud = await scriptCloud({
      'GET /clusters/c1': (_, count) => faults[count - 1] ?? { headers: { date }, body: { ok: true } },
    });
    const waited: number[] = [];
    const reading = await open(cloud.url, waited).read(get);
    expect(reading).toEqual({
      ok: true,
      value: { ok: true },
      source: { call: 'DescribeClusterDetail', request: 'REQ-1', at: '2026-11-22T00:00:00Z' },
    });
    expect(waited).toEqual(waits);
  });

  it('ends after six tries, the last wait being 8 s', async () => {
    const cloud = await scriptCloud({ 'GET /clusters/c1': 'drop' });
    const waited: number[] = [];
    const reading = await open(cloud.url, waited).read(get);
    expect(reading).toMatchObject({ ok: false, failure: { failure: 'network', diagnostic: 'OBS002' } });
    expect(waited).toEqual([500, 1000, 2000, 4000, 8000]);
  });

  it('waits no longer than 30 s, whatever the service asks', async () => {
    const hour: Scripted = { status: 429, headers: { 'x-acs-retry-after': '3600000' }, body: {} };
    const cloud = await scriptCloud({ 'GET /clusters/c1': (_, count) => (count === 1 ? hour : { body: {} }) });
    const waited: number[] = [];
    await open(cloud.url, waited).read(get);
    expect(waited).toEqual([30_000]);
  });

  it('is not tried again when it was refused', async () => {
    const cloud = await scriptCloud({ 'GET /clusters/c1': { status: 403, body: { code: 'StatusForbidden' } } });
    const reading = await open(cloud.url).read(get);
    expect(reading).toMatchObject({ ok: false, failure: { failure: 'refused', diagnostic: 'CRD006' } });
    expect(cloud.arrived).toHaveLength(1);
  });

  it('follows no redirect: a signed request goes where the endpoint says', async () => {
    const cloud = await scriptCloud({
      'GET /clusters/c1': { status: 302, headers: { location: '/elsewhere' } },
      'GET /elsewhere': { body: { ok: true } },
    });
    expect(await open(cloud.url).read(get)).toMatchObject({ ok: false });
    expect(cloud.count('GET /elsewhere')).toBe(0);
  });

  it('refuses an answer larger than 32 MiB before it fills memory', async () => {
    const cloud = await scriptCloud({ 'GET /clusters/c1': { body: 'x'.repeat(33 * 1024 * 1024) } });
    const reading = await open(cloud.url).read(get);
    expect(reading).toMatchObject({
      ok: false,
      failure: { failure: 'malformed', message: 'the answer is larger than 32 MiB' },
    });
    expect(cloud.arrived).toHaveLength(1);
  });

  it('names itself, its version and its security token, and sends the query it signed', async () => {
    const cloud = await scriptCloud({ 'GET /clusters/c1': { body: {} } });
    await open(cloud.url).read(get);
    const [arrived] = cloud.arrived;
    expect(arrived?.headers['user-agent']).toMatch(/^onward\/\d/);
    expect(arrived?.headers['x-acs-version']).toBe('2015-12-15');
    expect(arrived?.headers['x-acs-security-token']).toBeDefined();
    expect(arrived?.query).toBe('a=1%202');
  });
});

describe('a write', () => {
  it.each(['drop', throttled, { status: 500 }, { body: '' }, { status: 400, body: { code: 'X' } }] as Scripted[])(
    'is sent exactly once, whatever comes back (%j)',
    async (answer) => {
      const cloud = await scriptCloud({ 'POST /clusters/c1/migrate': answer });
      const waited: number[] = [];
      await open(cloud.url, waited).write(post, fence);
      expect(cloud.arrived).toHaveLength(1);
      expect(waited).toEqual([]);
    },
  );

  it('carries the fence’s nonce and date, exactly', async () => {
    const cloud = await scriptCloud({ 'POST /clusters/c1/migrate': { body: {} } });
    await open(cloud.url).write(post, fence);
    expect(cloud.arrived[0]?.headers).toMatchObject({
      'x-acs-signature-nonce': fence.nonce,
      'x-acs-date': fence.date,
      'content-length': '7',
    });
  });
});

describe('the key of a session', () => {
  it.each([
    { reason: 'an expired token', code: 'InvalidSecurityToken.Expired', opened: 2 },
    { reason: 'missing permission says nothing against the key', code: 'StatusForbidden', opened: 1 },
  ])('is looked for again after the cloud refused it: $reason', async ({ code, opened }) => {
    const cloud = await scriptCloud({ 'GET /clusters/c1': { status: 403, body: { code } } });
    let count = 0;
    const session = createSession(settingsFor({ ONWARD_ENDPOINT: cloud.url }), () => {
      count += 1;
      return Promise.resolve({ getKey: () => Promise.resolve({ id: 'i', secret: 's', token: null }) });
    });
    await session.read(get);
    await session.read(get);
    expect(count).toBe(opened);
  });
});

describe('the clock of a session', () => {
  it('is read by an unsigned GET, and any answer with a date will do', async () => {
    const cloud = await scriptCloud({
      'GET /': { status: 403, headers: { date }, body: { code: 'MissingParameter' } },
    });
    const session = open(cloud.url);
    await session.ping('CS', null);
    expect(session.clock.now()).toBeGreaterThanOrEqual(Date.parse(date));
    expect(cloud.arrived[0]?.headers['authorization']).toBeUndefined();
  });

  it('hears the date of errors as well', async () => {
    const cloud = await scriptCloud({ 'GET /clusters/c1': { status: 403, headers: { date }, body: { code: 'X' } } });
    const session = open(cloud.url);
    await session.read(get);
    expect(session.clock.now()).toBeGreaterThanOrEqual(Date.parse(date));
  });
});

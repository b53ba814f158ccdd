import { describe, expect, it } from 'vitest';
import { failureOf, requestIdOf } from '../../../providers/ack/errors.ts';

const wall = Date.parse('2026-11-22T00:20:00Z');
const surroundings = { wall, redact: (text: string): string => text.replaceAll('canary', '[secret]') };
const date = 'Sun, 22 Nov 2026 00:00:00 GMT';

interface Case {
  readonly reason: string;
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly is: Readonly<Record<string, unknown>>;
}

const cases: readonly Case[] = [
  {
    reason: 'OSS names the endpoint of a bucket in another region',
    status: 403,
    body: '<Error><Code>AccessDenied</Code><Message>no</Message><Endpoint>oss-cn-beijing.aliyuncs.com</Endpoint></Error>',
    is: { failure: 'refused', code: 'AccessDenied', endpoint: 'oss-cn-beijing.aliyuncs.com' },
  },
  {
    reason: 'CS writes lower case',
    status: 400,
    body: { code: 'Throttling.User', message: 'slow', requestId: 'R1' },
    headers: { 'x-acs-retry-after': '1500' },
    is: { failure: 'throttled', diagnostic: 'OBS001', request: 'R1', retryAfterMs: 1500 },
  },
  {
    reason: 'RPC products write upper case',
    status: 403,
    body: {
      Code: 'Forbidden.RAM',
      Message: 'no',
      RequestId: 'R2',
      AccessDeniedDetail: { AuthAction: 'cs:MigrateCluster' },
    },
    is: {
      failure: 'refused',
      diagnostic: 'CRD006',
      request: 'R2',
      message: expect.stringContaining('cs:MigrateCluster'),
    },
  },
  {
    reason: 'a request id in snake case',
    status: 404,
    body: { code: 'ErrorClusterNotFound', message: 'gone', request_id: 'R3' },
    is: { failure: 'malformed', code: 'ErrorClusterNotFound', request: 'R3', status: 404 },
  },
  {
    reason: 'throttling by its message alone',
    status: 400,
    body: { code: 'Flow', message: 'QPS Limit Exceeded' },
    is: { failure: 'throttled' },
  },
  { reason: 'throttling by status alone', status: 429, body: 'slow down', is: { failure: 'throttled' } },
  { reason: 'a failure of the service', status: 502, body: '<html>bad gateway</html>', is: { failure: 'server' } },
  { reason: 'a portal in between', status: 400, body: '<html>', is: { failure: 'malformed', diagnostic: 'OBS004' } },
  {
    reason: 'an expired token',
    status: 403,
    body: { Code: 'InvalidSecurityToken.Expired', Message: 'x' },
    is: { failure: 'refused', diagnostic: 'CRD004' },
  },
  {
    reason: 'an unknown key comes as 404',
    status: 404,
    body: { Code: 'InvalidAccessKeyId.NotFound', Message: 'x' },
    is: { failure: 'refused', diagnostic: 'CRD002' },
  },
  {
    reason: 'a wrong secret: the service’s text repeats the request and is dropped',
    status: 400,
    body: { Code: 'SignatureDoesNotMatch', Message: 'server string to sign is: x-acs-security-token:hidden' },
    is: { failure: 'refused', diagnostic: 'CRD003', message: expect.not.stringContaining('hidden') },
  },
  {
    reason: 'a wrong clock: by how much, and what to do',
    status: 400,
    body: { Code: 'InvalidTimeStamp.Expired', Message: 'x' },
    headers: { date },
    is: {
      diagnostic: 'CRD005',
      message: expect.stringMatching(/1200 s ahead of .*set the clock \(NTP\)/),
    },
  },
  {
    reason: 'secrets in foreign text are taken out',
    status: 403,
    body: { code: 'StatusForbidden', message: 'token canary is not allowed' },
    is: { message: expect.not.stringContaining('canary') },
  },
];

describe('the one error mapper', () => {
  it.each(cases)('maps $status: $reason', ({ status, body, headers = {}, is }) => {
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    expect(failureOf({ status, headers, body: text }, surroundings)).toMatchObject(is);
  });

  it('prefers the request id of the header', () => {
    const answer = { status: 200, headers: { 'x-acs-request-id': 'H' }, body: '{"requestId":"B"}' };
    expect(requestIdOf(answer)).toBe('H');
  });

  it('keeps a page of foreign text to one line', () => {
    const body = JSON.stringify({ code: 'Odd', message: 'word\n'.repeat(500) });
    const { message } = failureOf({ status: 400, headers: {}, body }, surroundings);
    expect(message.length).toBeLessThan(420);
    expect(message).not.toContain('\n');
  });
});

import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { canaries } from '../canaries/canaries.ts';
import { deliver } from '../../src/notify/deliver.ts';
import { destinationOf } from '../../src/notify/destination.ts';
import { receiver } from './receiver.ts';

const message = { body: '{"says":"Grüße"}', key: 'k-1' };

const sending = async (
  url: string,
  { secret = null, timeoutMs = 5000 }: { secret?: string | null; timeoutMs?: number } = {},
) => {
  const waits: number[] = [];
  const sleep = (ms: number): Promise<void> => {
    waits.push(ms);
    return Promise.resolve();
  };
  const why = await deliver({ url, format: 'generic', secret }, message, { tool: 'onward 0.0.0', sleep, timeoutMs });
  return { why, waits };
};

describe('a notification', () => {
  it('is sent once, as JSON, signed with the secret over the very bytes', async () => {
    const { url, received } = await receiver(200);
    expect(await sending(url, { secret: 's3cret' })).toEqual({ why: null, waits: [] });
    expect(received).toHaveLength(1);
    expect(received[0]).toMatchObject({ method: 'POST', path: `/hook/T0/${canaries.webhook}`, body: message.body });
    expect(received[0]?.headers).toMatchObject({
      'content-type': 'application/json; charset=utf-8',
      'idempotency-key': 'k-1',
      'x-onward-signature-256': `sha256=${createHmac('sha256', 's3cret').update(message.body).digest('hex')}`,
    });
  });

  it('carries no signature where there is no secret', async () => {
    const { url, received } = await receiver(204);
    await sending(url);
    expect(received[0]?.headers).not.toHaveProperty('x-onward-signature-256');
  });

  it.each([
    { statuses: [503, 200], why: null, sent: 2, reason: 'a service that is busy is asked once more' },
    { statuses: [429, 429], why: 'it answered 429, twice', sent: 2, reason: 'and not a third time' },
    { statuses: [404], why: 'it answered 404', sent: 1, reason: 'a refusal is final' },
    { statuses: [302], why: 'it answered 302, a redirect, which is not followed', sent: 1, reason: 'nobody is led on' },
  ])('$statuses: $reason', async ({ statuses, why, sent }) => {
    const { url, received } = await receiver(...statuses);
    const sending1 = await sending(url);
    expect(sending1.why).toBe(why);
    expect(sending1.waits).toEqual(sent === 2 ? [1000] : []);
    expect(received).toHaveLength(sent);
    expect(new Set(received.map(({ headers }) => headers['idempotency-key']))).toEqual(new Set(['k-1']));
  });

  it('is given up where no answer comes', async () => {
    const { url } = await receiver(null);
    expect((await sending(url, { timeoutMs: 50 })).why).toBe('no answer came in time');
  });

  it('says why it could not leave, and never where to', async () => {
    const { why } = await sending('http://127.0.0.1:1/T0/secret');
    expect(why).toBe('the connection failed (ECONNREFUSED)');
  });
});

describe('the place it goes to', () => {
  const of = (env: Readonly<Record<string, string>>) => destinationOf(env);

  it('is nobody where no address is set', () => {
    expect(of({})).toMatchObject({ ok: true, value: null });
    expect(of({ ONWARD_DRIFT_WEBHOOK: '' })).toMatchObject({ ok: true, value: null });
  });

  it('is taken with https, or on loopback', () => {
    for (const url of ['https://hooks.example.com/T0/x', 'http://localhost:8080/x', 'http://[::1]:8080/x'])
      expect(of({ ONWARD_DRIFT_WEBHOOK: url })).toMatchObject({
        ok: true,
        value: { url, format: 'generic', secret: null },
      });
  });

  it.each([
    { url: 'http://hooks.example.com/T0/s3cret', why: 'is http at an address that is not loopback' },
    { url: 'file:///s3cret', why: 'is neither https nor http' },
    { url: 's3cret', why: 'is not a URL' },
    { url: 'https://a:s3cret@example.com', why: 'holds a user name or password' },
    { url: 'http://127.0.0.1.example.com/s3cret', why: 'is http at an address that is not loopback' },
  ])('is refused without being repeated: $why', ({ url, why }) => {
    const { ok, diagnostics } = of({ ONWARD_DRIFT_WEBHOOK: url });
    expect(ok).toBe(false);
    expect(JSON.stringify(diagnostics)).toContain(`ONWARD_DRIFT_WEBHOOK ${why}`);
    expect(JSON.stringify(diagnostics)).not.toContain('s3cret');
  });

  it('has one of two formats', () => {
    const url = { ONWARD_DRIFT_WEBHOOK: 'https://example.com' };
    expect(of({ ...url, ONWARD_DRIFT_WEBHOOK_FORMAT: 'slack' })).toMatchObject({ value: { format: 'slack' } });
    expect(of({ ...url, ONWARD_DRIFT_WEBHOOK_FORMAT: 'teams' })).toMatchObject({ ok: false });
  });
});

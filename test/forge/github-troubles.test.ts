import { describe, expect, it } from 'vitest';
import { openForge, placeOf } from '../../src/forge/place.ts';
import { canaries } from '../canaries/canaries.ts';
import { around, codesOf, forgeAt, now, valueOf } from './around.ts';
import type { Reply } from './code-host.ts';
import { gitHubEnv, gitHubHost, pullEvent, worldOf } from './github-host.ts';

const marker = '<!-- onward:plan:fleet -->';

const open = async () => {
  const host = await gitHubHost(worldOf());
  const waits: number[] = [];
  return { host, waits, forge: forgeAt(gitHubEnv(host.url), pullEvent(), waits) };
};

const limited = (
  headers: Readonly<Record<string, string>>,
  status = 403,
  message = 'API rate limit exceeded',
): Reply => ({
  status,
  headers,
  body: { message },
});

describe('a read', () => {
  const seconds = now / 1000;

  it.each([
    { reason: 'the forge fails', troubles: [{ status: 502, body: '<html>' }, { status: 500 }], waits: [1000, 2000] },
    { reason: 'the connection is cut', troubles: ['drop'] as Reply[], waits: [1000] },
    {
      reason: 'the limit says after how many seconds',
      troubles: [limited({ 'retry-after': '3' }, 429)],
      waits: [3000],
    },
    {
      reason: 'the limit says at which time',
      troubles: [limited({ 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(seconds + 10) })],
      waits: [11_000],
    },
    {
      reason: 'the second limit says nothing but its name',
      troubles: [limited({}, 403, 'You have exceeded a secondary rate limit')],
      waits: [60_000],
    },
  ])('is tried again where $reason', async ({ troubles, waits }) => {
    const { forge, host, waits: waited } = await open();
    host.troubles.push(...troubles);
    expect(valueOf(await forge.changeRequest())?.number).toBe(7);
    expect(waited).toEqual(waits);
  });

  it.each([
    { reason: 'the token is not known', reply: { status: 401, body: { message: 'Bad credentials' } }, code: 'FRG003' },
    {
      reason: 'the token may not',
      reply: { status: 403, body: { message: 'Resource not accessible by integration' } },
      code: 'FRG004',
    },
    { reason: 'there is no such thing', reply: { status: 404, body: {} }, code: 'FRG005' },
    {
      reason: 'the limit ends in an hour',
      reply: limited({ 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(seconds + 3600) }),
      code: 'FRG006',
      says: '2026-11-28T03:00:00Z',
    },
    {
      reason: 'a login page answers',
      reply: { status: 302, headers: { location: 'https://evil.example.com' } },
      code: 'FRG009',
    },
    { reason: 'the answer is no JSON', reply: { body: '<html>' }, code: 'FRG009' },
  ])('ends with a code where $reason', async ({ reply, code, says = '' }) => {
    const { forge, host, waits } = await open();
    host.troubles.push(reply);
    const found = await forge.changeRequest();
    expect(codesOf(found)).toEqual([code]);
    expect(found.diagnostics[0]?.summary).toContain(says);
    expect(waits).toEqual([]);
    expect(host.arrived).toHaveLength(1);
  });

  it('ends where no answer comes', async () => {
    const host = await gitHubHost(worldOf());
    host.troubles.push(...Array<Reply>(5).fill('hang'));
    const surroundings = { ...around(gitHubEnv(host.url), pullEvent()), patienceMs: 20 };
    const forge = valueOf(openForge(surroundings, placeOf(surroundings)!));
    const found = await forge.changeRequest();
    expect(codesOf(found)).toEqual(['FRG008']);
    expect(found.diagnostics[0]?.summary).toContain('no answer within');
  });

  it('gives up after five tries', async () => {
    const { forge, host, waits } = await open();
    host.troubles.push(...Array<Reply>(9).fill({ status: 503 }));
    expect(codesOf(await forge.changeRequest())).toEqual(['FRG008']);
    expect(waits).toEqual([1000, 2000, 4000, 8000]);
  });
});

describe('a write', () => {
  const troubles: readonly { readonly reason: string; readonly reply: Reply; readonly code: string }[] = [
    {
      reason: 'the token may only read',
      reply: { status: 403, body: { message: 'Resource not accessible by integration' } },
      code: 'FRG004',
    },
    {
      reason: 'the conversation is locked',
      reply: { status: 422, body: { message: 'Validation Failed' } },
      code: 'FRG007',
    },
    {
      reason: 'there were too many',
      reply: limited({ 'retry-after': '60' }, 403, 'secondary rate limit'),
      code: 'FRG006',
    },
    { reason: 'the forge fails', reply: { status: 502, body: 'bad gateway' }, code: 'FRG008' },
    { reason: 'its answer is lost', reply: 'drop', code: 'FRG008' },
    {
      reason: 'the forge repeats what it was sent',
      reply: { status: 422, body: { message: `Bearer ${canaries.forgeToken} is odd` } },
      code: 'FRG007',
    },
  ];

  it.each(troubles)('is sent once where $reason', async ({ reply, code }) => {
    const { forge, host, waits } = await open();
    host.troubles.push(null, null, reply);
    const posted = await forge.upsertComment(7, marker, 'x');
    expect(codesOf(posted)).toEqual([code]);
    expect(JSON.stringify(posted)).not.toContain(canaries.forgeToken);
    expect(host.lines().filter((line) => line === 'POST /repos/acme/fleet/issues/7/comments')).toHaveLength(1);
    expect(waits).toEqual([]);
  });
});

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { createSts } from '../../../providers/ack/clients/sts.ts';
import { createSession } from '../../../providers/ack/session.ts';
import { scriptCloud, type Arrived, type Scripted } from './scripted-cloud.ts';
import { settingsFor } from './settings.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'onward-oidc-'));
const file = path.join(folder, 'token');
const first = 'aaaa.bbbb.cccc';
const second = 'dddd.eeee.ffff';
const minute = 60_000;
const start = Date.parse('2026-11-28T02:00:00Z');

beforeEach(() => {
  writeFileSync(file, `${first}\n`);
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

interface Clock {
  ms: number;
}

const utc = (ms: number): string => `${new Date(ms).toISOString().slice(0, 19)}Z`;
const dated = (clock: Clock) => ({ date: new Date(start + clock.ms).toUTCString() });
const formOf = ({ body }: Arrived): Record<string, string> => Object.fromEntries(new URLSearchParams(body));
const assumed = ({ query }: Arrived): boolean => query.includes('Action=AssumeRoleWithOIDC');

/** STS as its reference has it: an unsigned exchange of a token for an hour, and who asks. */
const sts = async (clock: Clock, assume?: (call: Arrived, count: number) => Scripted | null) => {
  let count = 0;
  const lend = (call: Arrived): Scripted => {
    count += 1;
    const other = assume?.(call, count) ?? null;
    if (other !== null) return other;
    const Expiration = utc(start + clock.ms + 60 * minute);
    const Credentials = {
      AccessKeyId: `STS.${count}`,
      AccessKeySecret: `secret-${count}`,
      SecurityToken: `lent-${count}`,
      Expiration,
    };
    return { headers: dated(clock), body: { RequestId: 'REQ-A', Credentials } };
  };
  const who = {
    AccountId: '1234567890123456',
    IdentityType: 'AssumedRoleUser',
    Arn: 'acs:ram::1:assumed-role/plan/onward',
  };
  return scriptCloud({ 'POST /': (call) => (assumed(call) ? lend(call) : { headers: dated(clock), body: who }) });
};

const variables = (endpoint: string) => ({
  ONWARD_ENDPOINT: endpoint,
  ALIBABA_CLOUD_ROLE_ARN: 'acs:ram::1234567890123456:role/plan',
  ALIBABA_CLOUD_OIDC_PROVIDER_ARN: 'acs:ram::1234567890123456:oidc-provider/github',
});

const open = (env: Readonly<Record<string, string>>, clock: Clock) => {
  const chain = vi.fn(() => Promise.reject(new Error('nobody may ask here')));
  const session = createSession(
    settingsFor(env, [], { monotonic: () => clock.ms, wall: () => start + clock.ms }),
    chain,
  );
  return { chain, session, ask: () => createSts(session).caller() };
};

const fromFile = (endpoint: string) => ({ ...variables(endpoint), ALIBABA_CLOUD_OIDC_TOKEN_FILE: file });

describe('a role by the token of a pipeline', () => {
  it('is assumed without a signature, and signs what follows', async () => {
    const clock = { ms: 0 };
    const cloud = await sts(clock);
    const { ask, chain } = open({ ...fromFile(cloud.url), GITHUB_RUN_ID: '77' }, clock);
    expect(await ask()).toMatchObject({ ok: true, value: { type: 'AssumedRoleUser', name: 'plan' } });
    const [exchanged, signed] = cloud.arrived;
    expect(formOf(exchanged!)).toEqual({
      OIDCProviderArn: 'acs:ram::1234567890123456:oidc-provider/github',
      OIDCToken: first,
      RoleArn: 'acs:ram::1234567890123456:role/plan',
      RoleSessionName: 'onward-77',
      DurationSeconds: '3600',
    });
    expect(exchanged?.headers['authorization']).toBeUndefined();
    expect(signed?.headers['x-acs-security-token']).toBe('lent-1');
    expect(chain).not.toHaveBeenCalled();
  });

  it('is assumed once by many calls at once, and again before its hour ends, with the token that the file holds then', async () => {
    const clock = { ms: 0 };
    const cloud = await sts(clock);
    const { ask } = open(fromFile(cloud.url), clock);
    await Promise.all([ask(), ask(), ask()]);
    clock.ms = 54 * minute;
    await ask();
    expect(cloud.arrived.filter(assumed)).toHaveLength(1);
    writeFileSync(file, second);
    clock.ms = 56 * minute;
    await ask();
    expect(cloud.arrived.filter(assumed).map((call) => formOf(call)['OIDCToken'])).toEqual([first, second]);
    expect(cloud.arrived.at(-1)?.headers['x-acs-security-token']).toBe('lent-2');
  });

  it('serves until its end where the next one is refused, and no longer', async () => {
    const clock = { ms: 0 };
    const refusal = {
      status: 400,
      body: { Code: 'AuthenticationFail.OIDCToken.Expired', Message: `${first} is over` },
    };
    const cloud = await sts(clock, (_, count) => (count === 1 ? null : { ...refusal, headers: dated(clock) }));
    const { ask } = open(fromFile(cloud.url), clock);
    await ask();
    clock.ms = 57 * minute;
    expect((await ask()).ok).toBe(true);
    clock.ms = 61 * minute;
    expect(await ask()).toMatchObject({ ok: false, failure: { diagnostic: 'CRD015', failure: 'refused' } });
  });

  it('is assumed anew after the cloud refused the key that was lent', async () => {
    const clock = { ms: 0 };
    let lost = true;
    const cloud = await scriptCloud({
      'POST /': (call) => {
        if (assumed(call)) {
          const lent = {
            AccessKeyId: 'STS.x',
            AccessKeySecret: 's',
            SecurityToken: 't',
            Expiration: utc(start + 60 * minute),
          };
          return { body: { Credentials: lent } };
        }
        const refused = { status: 400, body: { Code: 'InvalidSecurityToken.Expired', Message: '' } };
        const answer = lost ? refused : { body: { AccountId: '1' } };
        lost = false;
        return answer;
      },
    });
    const { ask } = open(fromFile(cloud.url), clock);
    expect(await ask()).toMatchObject({ ok: false, failure: { diagnostic: 'CRD004' } });
    expect((await ask()).ok).toBe(true);
    expect(cloud.arrived.filter(assumed)).toHaveLength(2);
  });
});

describe('a role that cannot be had', () => {
  it.each([
    { code: 'AuthenticationFail.NoPermission', reason: 'its trust policy names another subject', status: 403 },
    { code: 'AuthenticationFail.OIDCToken.AudienceNotMatch', reason: 'the token is for another audience', status: 400 },
    { code: 'EntityNotExist.Role', reason: 'there is no such role', status: 404 },
  ])('is refused by name where $reason, without the token', async ({ code, status }) => {
    const clock = { ms: 0 };
    const cloud = await sts(clock, () => ({ status, body: { Code: code, Message: `no: ${first}` } }));
    const { ask, chain } = open(fromFile(cloud.url), clock);
    const reading = await ask();
    expect(reading).toMatchObject({ ok: false, failure: { diagnostic: 'CRD015', code } });
    expect(JSON.stringify(reading)).not.toContain(first);
    expect(chain).not.toHaveBeenCalled();
  });

  it('is asked for again where the token service fails or is silent', async () => {
    const clock = { ms: 0 };
    const bad: readonly Scripted[] = ['drop', { status: 503 }, { status: 400, body: { Code: 'Throttling' } }];
    const cloud = await sts(clock, (_, count) => bad[count - 1] ?? null);
    expect((await open(fromFile(cloud.url), clock).ask()).ok).toBe(true);
    expect(cloud.arrived.filter(assumed)).toHaveLength(4);
  });

  it.each([
    { reason: 'the file is not there', text: null, says: 'cannot be read' },
    { reason: 'the file is empty', text: ' \n', says: 'is empty' },
    { reason: 'the file holds something else', text: 'hush {"a": 1}', says: 'holds no token' },
  ])('is not asked for where $reason', async ({ text, says }) => {
    if (text === null) rmSync(file);
    else writeFileSync(file, text);
    const cloud = await sts({ ms: 0 });
    const { ask } = open(fromFile(cloud.url), { ms: 0 });
    const reading = await ask();
    expect(reading).toMatchObject({ ok: false, failure: { diagnostic: 'CRD014' } });
    expect(JSON.stringify(reading)).toContain(says);
    expect(JSON.stringify(reading)).not.toContain('hush');
    expect(cloud.arrived).toEqual([]);
  });

  it.each([
    { missing: 'ALIBABA_CLOUD_ROLE_ARN' },
    { missing: 'ALIBABA_CLOUD_OIDC_PROVIDER_ARN' },
    { missing: 'ALIBABA_CLOUD_OIDC_TOKEN_FILE' },
  ])('is told as incomplete where $missing is not set', async ({ missing }) => {
    const cloud = await sts({ ms: 0 });
    const env = Object.fromEntries(Object.entries(fromFile(cloud.url)).filter(([name]) => name !== missing));
    const reading = await open(env, { ms: 0 }).ask();
    expect(reading).toMatchObject({ ok: false, failure: { diagnostic: 'CRD016' } });
    expect(JSON.stringify(reading)).toContain(missing);
  });
});

describe('the token that GitHub gives a job', () => {
  const offered = (url: string) => ({
    ACTIONS_ID_TOKEN_REQUEST_URL: `${url}/token?api-version=2.0`,
    ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'canary-bearer',
  });

  it('is asked for anew each time, for the audience that RAM knows', async () => {
    const clock = { ms: 0 };
    const cloud = await sts(clock);
    const github = await scriptCloud({
      'GET /token': (_, count) => ({ body: { value: count === 1 ? first : second } }),
    });
    const { ask } = open({ ...variables(cloud.url), ...offered(github.url) }, clock);
    await ask();
    clock.ms = 56 * minute;
    await ask();
    expect(github.arrived.map(({ query }) => query)).toEqual(
      Array(2).fill('api-version=2.0&audience=sts.aliyuncs.com'),
    );
    expect(github.arrived[0]?.headers['authorization']).toBe('Bearer canary-bearer');
    expect(cloud.arrived.filter(assumed).map((call) => formOf(call)['OIDCToken'])).toEqual([first, second]);
  });

  const bad: readonly { readonly reason: string; readonly answer: Scripted }[] = [
    { reason: 'it refuses', answer: { status: 403, body: 'canary-bearer' } },
    { reason: 'it is silent', answer: 'drop' },
    { reason: 'its answer holds none', answer: { body: { value: 'x y' } } },
  ];

  it.each(bad)('is missed by a code where $reason', async ({ answer }) => {
    const cloud = await sts({ ms: 0 });
    const github = await scriptCloud({ 'GET /token': answer });
    const reading = await open({ ...variables(cloud.url), ...offered(github.url) }, { ms: 0 }).ask();
    expect(reading).toMatchObject({ ok: false, failure: { diagnostic: 'CRD014' } });
    expect(JSON.stringify(reading)).not.toContain('canary');
  });

  it('is not asked for in clear', async () => {
    const cloud = await sts({ ms: 0 });
    const env = { ...variables(cloud.url), ...offered('http://token.example.com') };
    expect(await open(env, { ms: 0 }).ask()).toMatchObject({ ok: false, failure: { diagnostic: 'CRD014' } });
  });
});

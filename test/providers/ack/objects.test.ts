import { describe, expect, it } from 'vitest';
import { openObjects } from '../../../providers/ack/objects.ts';
import type { ObjectPort } from '../../../src/core/objects.ts';
import type { Exchanged, Outgoing } from '../../../src/core/transport.ts';
import { canaries, settingsFor } from './settings.ts';

const keys = { ALIBABA_CLOUD_ACCESS_KEY_ID: 'LTAIcanary', ALIBABA_CLOUD_ACCESS_KEY_SECRET: canaries.secret };

const answer = (status: number, body: string, headers: Readonly<Record<string, string>> = {}): Exchanged => ({
  is: 'answer',
  status,
  headers: { 'x-oss-request-id': '64F0', date: new Date().toUTCString(), ...headers },
  body,
});

const errorXml = (code: string, more = ''): string => `<Error><Code>${code}</Code><Message>no</Message>${more}</Error>`;

/** A bucket in Beijing, as the regional endpoints tell of it. */
const beijing = ({ url }: Outgoing): Exchanged => {
  if (url.host === 'moves.oss-cn-beijing.aliyuncs.com') return answer(404, errorXml('NoSuchKey'));
  return answer(403, errorXml('AccessDenied', '<Endpoint>oss-cn-beijing.aliyuncs.com</Endpoint>'));
};

const portOver = (
  cloud: (outgoing: Outgoing) => Exchanged,
  env: Readonly<Record<string, string>> = {},
): { readonly port: ObjectPort; readonly hosts: readonly string[] } => {
  const hosts: string[] = [];
  const transport = (outgoing: Outgoing): Promise<Exchanged> => {
    hosts.push(outgoing.url.host);
    return Promise.resolve(cloud(outgoing));
  };
  return { port: openObjects(settingsFor({ ...keys, ...env }, [], { transport }), 'moves'), hosts };
};

describe('the region of a bucket', () => {
  it('is what the service names where it is asked elsewhere, and is asked for once', async () => {
    const { port, hosts } = portOver(beijing);
    expect([await port.get('a'), await port.get('b')]).toEqual([{ is: 'absent' }, { is: 'absent' }]);
    expect(hosts).toEqual([
      'moves.oss-cn-hangzhou.aliyuncs.com',
      'moves.oss-cn-beijing.aliyuncs.com',
      'moves.oss-cn-beijing.aliyuncs.com',
    ]);
  });

  it('is what ONWARD_STORE_REGION says, and named where that is another', async () => {
    expect(await portOver(beijing, { ONWARD_STORE_REGION: 'cn-beijing' }).port.get('a')).toEqual({ is: 'absent' });
    const wrong = portOver(beijing, { ONWARD_STORE_REGION: 'cn-shanghai' });
    expect(await wrong.port.get('a')).toMatchObject({ why: 'other-region', region: 'cn-beijing' });
    expect(wrong.hosts).toEqual(['moves.oss-cn-shanghai.aliyuncs.com']);
  });
});

const here = { ONWARD_STORE_REGION: 'cn-beijing' };

describe('an object of a store', () => {
  it.each([
    { of: answer(409, errorXml('PositionNotEqualToLength')), is: { is: 'elsewhere' }, reason: 'it has another length' },
    { of: answer(409, errorXml('ObjectNotAppendable')), is: { is: 'elsewhere' }, reason: 'it does not grow' },
    { of: answer(409, errorXml('FileImmutable')), is: { why: 'retained', lost: false }, reason: 'it is retained' },
    { of: answer(404, errorXml('NoSuchBucket')), is: { why: 'no-bucket', lost: false }, reason: 'there is no bucket' },
    { of: answer(503, errorXml('Busy')), is: { why: 'away', lost: true }, reason: 'the service is busy' },
    { of: answer(502, '<html>'), is: { why: 'away', lost: true }, reason: 'a gateway answers' },
    { of: answer(400, '<html>'), is: { why: 'away', lost: true }, reason: 'something without a code answers' },
    { of: answer(200, '', { 'x-oss-version-id': 'null' }), is: { why: 'versioned' }, reason: 'versions were kept' },
    { of: answer(200, '', { 'x-oss-next-append-position': '9' }), is: { lost: true }, reason: 'it ends elsewhere' },
    { of: answer(200, '', { 'x-oss-next-append-position': '4' }), is: { is: 'done' }, reason: 'it was taken' },
    {
      of: { is: 'silence', why: 'the connection was reset', tooLarge: false } as const,
      is: { why: 'away', lost: true },
      reason: 'nobody answers',
    },
  ])('takes an append or not: $is where $reason', async ({ of, is }) => {
    const { port, hosts } = portOver(() => of, here);
    expect(await port.append('a', { position: 3, text: 'x' })).toMatchObject(is);
    expect(hosts).toHaveLength(1);
  });

  it('is never named with its key’s secret', async () => {
    const denied = answer(403, errorXml('AccessDenied', `<Detail>${canaries.secret}</Detail>`));
    const fault = await portOver(() => denied, here).port.create('a', 'x');
    expect(fault).toMatchObject({ why: 'denied', lost: false });
    expect(JSON.stringify(fault)).not.toContain(canaries.secret);
  });
});

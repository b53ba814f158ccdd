import { describe, expect, it } from 'vitest';
import { clusterId } from '../../scripted-cluster.ts';
import { account, bucketName, dedicated, info, observed } from './sample-cluster.ts';
import { forbidden, refusedWith, throttled } from './stub-clients.ts';

type Over = Readonly<Record<string, unknown>>;

const all = ['bucket', 'bucket.state', 'bucket.referer', 'bucket.denies', 'bucket.copies'];
const get = 'oss.getBucketInfo';
const elsewhere = refusedWith('AccessDenied', 403, { endpoint: 'oss-cn-beijing.aliyuncs.com' });
const denied = refusedWith('AccessDenied', 403);

const read = async (over: Over, only: readonly string[] = all) => (await observed(over, only)).observed;

describe('the migration bucket', () => {
  it('is ours where the account owns it', async () => {
    const found = await read({ [get]: info({ kmsKeyId: 'key-1', versioning: 'Enabled' }) });
    expect(found.facts).toMatchObject({
      bucket: {
        state: 'ours',
        region: 'cn-hangzhou',
        acl: 'private',
        storageClass: 'Standard',
        kmsKey: 'key-1',
        versioning: 'Enabled',
        worm: false,
        intranetEndpoint: 'oss-cn-hangzhou-internal.aliyuncs.com',
        extranetEndpoint: 'oss-cn-hangzhou.aliyuncs.com',
      },
      'bucket.state': 'ours',
      'bucket.referer': { allowEmpty: true, list: [] },
      'bucket.allowsEmptyReferer': true,
      'bucket.denies': 'no',
      'bucket.copies': [],
    });
  });

  it.each([
    {
      reason: 'the service names the endpoint of its region',
      answer: ({ region }: { region: string }) =>
        region === 'cn-beijing' ? info({ location: 'oss-cn-beijing' }) : elsewhere,
    },
    { reason: 'its location says so', answer: info({ location: 'oss-cn-beijing' }) },
  ])('is ours in its own region: $reason', async ({ answer }) => {
    const asked: string[] = [];
    const referer = ({ region }: { region: string }) => {
      asked.push(region);
      return { allowEmpty: false, referers: ['b', 'a'], blacklist: [] };
    };
    const found = await read({ [get]: answer, 'oss.getBucketReferer': referer });
    expect(found.facts).toMatchObject({
      bucket: { state: 'ours', region: 'cn-beijing' },
      'bucket.referer': { allowEmpty: false, list: ['a', 'b'] },
      'bucket.allowsEmptyReferer': false,
    });
    expect(asked).toEqual(['cn-beijing']);
  });

  const nothing = { region: '', acl: '', storageClass: '', kmsKey: '', versioning: '', worm: false };
  const endpoints = { intranetEndpoint: '', extranetEndpoint: '' };
  it.each([
    { reason: 'no bucket of this name', answer: null, state: 'absent', denies: 'no', copies: [] },
    {
      reason: 'another owner',
      answer: info({ ownerId: '999' }),
      state: 'foreign',
      denies: 'undecidable',
      copies: null,
    },
    { reason: 'denied', answer: denied, state: 'foreign', denies: 'undecidable', copies: null },
    {
      reason: 'denied in its own region, too',
      answer: elsewhere,
      state: 'foreign',
      denies: 'undecidable',
      copies: null,
    },
  ])('is $state, and nothing more is asked: $reason', async ({ answer, state, denies, copies }) => {
    const { observed: found, calls } = await observed({ [get]: answer }, all);
    expect(found.facts).toMatchObject({
      bucket: { state, ...nothing, ...endpoints },
      'bucket.state': state,
      'bucket.referer': null,
      'bucket.allowsEmptyReferer': null,
      'bucket.denies': denies,
      'bucket.copies': copies,
    });
    expect(calls.filter((call) => call.startsWith('oss.') && call !== get)).toEqual([]);
  });

  it('is not asked for where the document names none', async () => {
    const { observed: found, calls } = await observed({}, all, dedicated({ migrationBucket: undefined }));
    expect(found.facts).toMatchObject({ bucket: null, 'bucket.state': null, 'bucket.denies': null });
    expect(calls.filter((call) => call.startsWith('oss.'))).toEqual([]);
  });

  it.each([
    { reason: 'throttled', answer: throttled, failure: 'throttled' },
    { reason: 'another refusal than OSS’s own', answer: forbidden, failure: 'refused' },
    { reason: 'no owner in the answer', answer: info({ ownerId: '' }), failure: 'malformed' },
  ])('is unread with all its facts: $reason', async ({ answer, failure }) => {
    const found = await read({ [get]: answer });
    expect(found.unread).toMatchObject([{ call: get, failure }]);
    expect(found.unread[0]?.facts).toEqual([
      ...['bucket', 'bucket.state', 'bucket.referer', 'bucket.allowsEmptyReferer', 'bucket.denies', 'bucket.copies'],
    ]);
  });

  it.each([
    { fact: 'bucket', call: 'oss.getBucketWorm' },
    { fact: 'bucket.referer', call: 'oss.getBucketReferer' },
    { fact: 'bucket.denies', call: 'oss.getBucketPolicy' },
    { fact: 'bucket.copies', call: 'oss.listObjects' },
  ])('$fact alone is unread where $call is forbidden', async ({ fact, call }) => {
    const found = await read({ [call]: forbidden });
    expect(found.unread).toHaveLength(1);
    expect(found.unread[0]?.facts[0]).toBe(fact);
    expect(found.facts['bucket.state']).toBe('ours');
  });

  it.each([
    { state: 'InProgress', worm: true },
    { state: 'Locked', worm: true },
    { state: 'Expired', worm: false },
  ])('keeps objects under a rule that is $state: $worm', async ({ state, worm }) => {
    const found = await read({ 'oss.getBucketWorm': { id: 'w', state, days: 1 } }, ['bucket']);
    expect(found.facts['bucket']).toMatchObject({ worm });
  });

  it('holds copies of this cluster’s etcd, by key', async () => {
    const asked: unknown[] = [];
    const list = (_: unknown, prefix: string) => {
      asked.push(prefix);
      return ['2', '1'].map((time) => ({ key: `etcd_${clusterId}_${time}` }));
    };
    const found = await read({ 'oss.listObjects': list }, ['bucket.copies']);
    expect(found.facts['bucket.copies']).toEqual([`etcd_${clusterId}_1`, `etcd_${clusterId}_2`]);
    expect(asked).toEqual([`etcd_${clusterId}_`]);
  });
});

describe('a bucket’s policy', () => {
  const statement = (over: Over) => ({
    Effect: 'Deny',
    Principal: ['*'],
    Action: ['oss:PutObject'],
    Resource: [`acs:oss:*:${account}:${bucketName}/*`],
    ...over,
  });
  it.each([
    { reason: 'a Deny for everybody', over: {}, denies: 'yes' },
    { reason: 'another bucket', over: { Resource: [`acs:oss:*:${account}:other/*`] }, denies: 'no' },
    { reason: 'another action', over: { Action: ['oss:DeleteObject'] }, denies: 'no' },
    { reason: 'an Allow', over: { Effect: 'Allow' }, denies: 'no' },
    { reason: 'somebody, who may be the role', over: { Principal: ['27346'] }, denies: 'undecidable' },
    {
      reason: 'a condition nobody here can tell',
      over: { Condition: { IpAddress: { 'acs:SourceIp': ['10.0.0.0/8'] } } },
      denies: 'undecidable',
    },
  ])('denies the masters: $denies ($reason)', async ({ over, denies }) => {
    const policy = { Version: '1', Statement: [statement(over)] };
    const found = await read({ 'oss.getBucketPolicy': policy }, ['bucket.denies']);
    expect(found.facts['bucket.denies']).toBe(denies);
  });
});

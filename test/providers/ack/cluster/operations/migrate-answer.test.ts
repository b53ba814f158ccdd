import { describe, expect, it } from 'vitest';
import { callOf, desiredFor, driverAt } from '../../settings.ts';
import { scriptCloud, type Scripted } from '../../scripted-cloud.ts';
import { clusterId, routes } from '../../scripted-cluster.ts';

const call = callOf('ack.migrate/1', desiredFor({ clusterId }), { type: 'ManagedKubernetes', spec: 'ack.pro.small' });
const fence = { nonce: 'fence-nonce', date: '2026-11-22T01:00:00Z' };

interface Write {
  readonly reason: string;
  readonly answer: Scripted;
  readonly is: Readonly<Record<string, unknown>>;
}

const accepted = { cluster_id: clusterId, request_id: 'REQ-BODY', task_id: 'T-9' };

const writes: readonly Write[] = [
  { reason: 'taken, with its task', answer: { body: accepted }, is: { is: 'accepted', request: 'REQ-1', task: 'T-9' } },
  { reason: 'taken, without a task', answer: { body: { cluster_id: clusterId } }, is: { is: 'accepted', task: null } },
  { reason: 'an empty 200', answer: { body: '' }, is: { is: 'unanswered' } },
  { reason: 'HTML', answer: { body: '<html>login</html>' }, is: { is: 'unanswered' } },
  { reason: 'half a JSON', answer: { body: '{"task_id":"T-' }, is: { is: 'unanswered' } },
  { reason: 'an error under a good status', answer: { body: { code: 'Odd' } }, is: { is: 'unanswered' } },
  { reason: 'a gateway’s page', answer: { status: 502, body: '<html>' }, is: { is: 'unanswered' } },
  {
    reason: 'a failure with a code',
    answer: { status: 500, body: { code: 'InternalError' } },
    is: { is: 'unanswered' },
  },
  {
    reason: 'throttled by a failing gateway proves nothing',
    answer: { status: 503, body: { code: 'Throttling' } },
    is: { is: 'unanswered' },
  },
  { reason: 'a redirect', answer: { status: 302, headers: { location: '/' } }, is: { is: 'unanswered' } },
  { reason: 'a cut connection', answer: 'drop', is: { is: 'unanswered' } },
  { reason: 'a 403 of something in between', answer: { status: 403, body: '<html>' }, is: { is: 'unanswered' } },
  {
    reason: 'the nonce arrived before',
    answer: { status: 400, body: { code: 'SignatureNonceUsed' } },
    is: { is: 'unanswered', why: expect.stringContaining('arrived before') },
  },
  {
    reason: 'throttled, and told how long',
    answer: { status: 400, headers: { 'x-acs-retry-after': '700' }, body: { code: 'Throttling.User' } },
    is: { is: 'throttled', afterMs: 700, request: 'REQ-1' },
  },
  {
    reason: 'throttled by its message',
    answer: { status: 400, body: { Code: 'Flow', Message: 'QPS Limit Exceeded' } },
    is: { is: 'throttled' },
  },
  {
    reason: 'refused, in lower case',
    answer: { status: 400, body: { code: 'ErrorClusterState', message: 'busy' } },
    is: { is: 'refused', code: 'ErrorClusterState', request: 'REQ-1', why: expect.stringContaining('busy') },
  },
  {
    reason: 'refused, in upper case',
    answer: { status: 403, body: { Code: 'Forbidden.RAM', Message: 'no' } },
    is: { is: 'refused', code: 'Forbidden.RAM' },
  },
  {
    reason: 'a dead date',
    answer: { status: 400, body: { Code: 'InvalidTimeStamp.Expired' } },
    is: { is: 'refused', code: 'InvalidTimeStamp.Expired' },
  },
];

describe('sending MigrateCluster', () => {
  it.each(writes)('is $is.is: $reason', async ({ answer, is }) => {
    const cloud = await scriptCloud({ [routes.migrate]: answer });
    expect(await driverAt(cloud.url).perform(call, fence)).toMatchObject(is);
    expect(cloud.arrived).toHaveLength(1);
  });

  it('sends the plan’s type and spec under the fence', async () => {
    const cloud = await scriptCloud({ [routes.migrate]: { body: accepted } });
    await driverAt(cloud.url).perform(call, fence);
    expect(JSON.parse(cloud.arrived[0]?.body ?? '')).toEqual({ type: 'ManagedKubernetes', spec: 'ack.pro.small' });
    expect(cloud.arrived[0]?.headers).toMatchObject({
      'x-acs-signature-nonce': 'fence-nonce',
      'x-acs-date': fence.date,
    });
  });

  it('is unanswered when nothing listens', async () => {
    expect(await driverAt('http://127.0.0.1:9').perform(call, fence)).toMatchObject({ is: 'unanswered' });
  });
});

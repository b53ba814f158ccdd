import { describe, expect, it } from 'vitest';
import { callOf, desiredFor, driverAt } from '../../settings.ts';
import { scriptCloud } from '../../scripted-cloud.ts';
import { clusterId, clusterScript, routes } from '../../scripted-cluster.ts';

const call = callOf('ack.precheck/1', desiredFor({ clusterId }));
const at = '2026-11-22T01:00:00Z';
const finished = { finished_at: '2026-11-22T01:02:00Z' };
const good = { name: 'NodeReady', status: 'pass' };
const bad = { name: 'NodeReady', status: 'fail', message: 'cn-1 is not Ready', resource: 'cn-1', doc: 'https://help' };

const check = (over: Readonly<Record<string, unknown>>) => ({ check_id: 'K1', type: 'ClusterMigrate', ...over });

describe('the probe of the pre-check', () => {
  it.each([
    { reason: 'it runs', body: check({ status: 'Running' }), is: 'in-flight', why: 'Running' },
    {
      reason: 'an unknown word that has not finished',
      body: check({ status: 'Warming' }),
      is: 'in-flight',
      why: 'Warming',
    },
    {
      reason: 'it succeeded and each item passes',
      body: check({ status: 'Succeeded', ...finished, check_items: { Node: [good], API: [good] } }),
      is: 'done',
      why: '"items":2',
    },
    {
      reason: 'it ran to its end, and an item does not pass',
      body: check({ status: 'Succeeded', ...finished, check_items: { Node: [good, bad] } }),
      is: 'failed',
      why: '1 of 2 items of check K1 do not pass:\\nNode NodeReady cn-1 fail cn-1 is not Ready https://help',
    },
    {
      reason: 'an item’s word that nobody knows is told verbatim',
      body: check({
        status: 'Succeeded',
        ...finished,
        check_items: { Node: [{ title: 'X', state: 'meh', extra: 7 }] },
      }),
      is: 'failed',
      why: 'Node X meh',
    },
    {
      reason: 'an item of another form is told verbatim',
      body: check({ status: 'Succeeded', ...finished, check_items: { Node: [{ odd: true }, 'text'] } }),
      is: 'failed',
      why: 'odd',
    },
    {
      reason: 'the check itself failed',
      body: check({ status: 'Failed', message: 'no pod slot', ...finished, check_items: { Node: [good] } }),
      is: 'failed',
      why: 'the check itself Failed no pod slot',
    },
    {
      reason: 'an unknown word at its end does not pass',
      body: check({ status: 'Meh', ...finished, check_items: {} }),
      is: 'failed',
      why: 'Meh',
    },
  ])('says $is: $reason', async ({ body, is, why }) => {
    const cloud = await scriptCloud({ ...clusterScript(), [routes.check('K1')]: { body } });
    const probe = await driverAt(cloud.url).probe(call, { at, task: 'K1' });
    expect(probe.is).toBe(is);
    expect(JSON.stringify(probe)).toContain(why);
  });

  it('is not done without an intent, however well an older one passed', async () => {
    const cloud = await scriptCloud(clusterScript({ checks: [check({ status: 'Succeeded', created_at: at })] }));
    expect((await driverAt(cloud.url).probe(call)).is).toBe('not-done');
  });

  it('adopts the newest check made since the intent, when the answer was lost', async () => {
    const checks = [
      check({ check_id: 'K0', created_at: '2026-11-22T00:30:00Z' }),
      check({ check_id: 'K2', created_at: '2026-11-22T01:00:09Z' }),
      check({ check_id: 'K1', created_at: '2026-11-22T08:59:59+08:00' }),
    ];
    const cloud = await scriptCloud({
      ...clusterScript({ checks }),
      [routes.check('K2')]: { body: check({ check_id: 'K2', status: 'Succeeded', ...finished }) },
    });
    const probe = await driverAt(cloud.url).probe(call, { at });
    expect(probe).toMatchObject({ is: 'done', result: { checkId: 'K2', finishedAt: finished.finished_at, items: 0 } });
  });

  it('is not done while no check was made since the intent', async () => {
    const cloud = await scriptCloud(clusterScript({ checks: [check({ created_at: '2026-11-22T00:30:00Z' })] }));
    expect((await driverAt(cloud.url).probe(call, { at })).is).toBe('not-done');
  });

  it('starts a check of type ClusterMigrate and takes its id as the task', async () => {
    const cloud = await scriptCloud({ [routes.runCheck]: { body: { check_id: 'K1', request_id: 'R' } } });
    const answer = await driverAt(cloud.url).perform(call, { nonce: 'n', date: at });
    expect(answer).toEqual({ is: 'accepted', request: 'REQ-1', task: 'K1' });
    expect(JSON.parse(cloud.arrived[0]!.body)).toEqual({ type: 'ClusterMigrate' });
  });
});

import { describe, expect, it } from 'vitest';
import { callOf, desiredFor, driverAt } from '../../settings.ts';
import { scriptCloud } from '../../scripted-cloud.ts';
import { clusterId, clusterScript, kubernetesScript, pro, routes } from '../../scripted-cluster.ts';

const wanted = { 'cluster.edition': 'pro', 'cluster.version': '1.22.15-aliyun.1', 'nodes.count': 0 };
const call = callOf('ack.prove/1', desiredFor({ clusterId }), { facts: wanted });

const probeWith = async (cluster: Readonly<Record<string, unknown>>, over = {}) => {
  const api = await scriptCloud(kubernetesScript());
  const cloud = await scriptCloud({ ...clusterScript({ cluster, server: api.url }), ...over });
  return driverAt(cloud.url).probe(call);
};

describe('proving the end', () => {
  it('is done with one proof a fact, and the API server’s answer', async () => {
    const probe = await probeWith(pro);
    expect(probe).toMatchObject({
      is: 'done',
      proof: [
        { call: 'DescribeClusterDetail', request: 'REQ-1', says: 'cluster.edition=pro' },
        { says: 'cluster.version=1.22.15-aliyun.1' },
        { call: 'GET /api/v1/nodes', request: 'AUDIT', says: 'nodes.count=0' },
        { call: 'GET /readyz' },
      ],
    });
  });

  it('names each difference', async () => {
    const probe = await probeWith({ current_version: '1.24.6-aliyun.1' });
    expect(probe).toMatchObject({
      is: 'not-done',
      proof: [
        { says: 'cluster.edition is standard, expected pro' },
        { says: 'cluster.version is 1.24.6-aliyun.1, expected 1.22.15-aliyun.1' },
      ],
    });
  });

  it('is not done while the API server does not answer, although every other fact is as it should be', async () => {
    const cloud = await scriptCloud(clusterScript({ cluster: pro }));
    const facts = { 'cluster.edition': 'pro' };
    const probe = await driverAt(cloud.url).probe({ ...call, args: { facts } });
    expect(probe).toMatchObject({
      is: 'not-done',
      proof: [{ says: expect.stringContaining('api.answers is') as unknown }],
    });
  });

  it('concludes nothing from a read that failed', async () => {
    const probe = await probeWith(pro, { [routes.detail]: { status: 403, body: { code: 'StatusForbidden' } } });
    expect(probe).toMatchObject({ is: 'unreadable', code: 'CRD006' });
  });

  it('ignores what could not be read and is not asked for', async () => {
    const probe = await probeWith(pro, { [routes.tasks]: { status: 403, body: { code: 'StatusForbidden' } } });
    expect(probe.is).toBe('done');
  });

  it('sends nothing', async () => {
    const cloud = await scriptCloud({});
    const answer = await driverAt(cloud.url).perform(call, { nonce: 'n', date: 'd' });
    expect(answer).toEqual({ is: 'accepted', request: '', task: null });
    expect(cloud.arrived).toEqual([]);
  });
});

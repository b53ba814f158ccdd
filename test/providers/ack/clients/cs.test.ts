import { describe, expect, it } from 'vitest';
import { createCs } from '../../../../providers/ack/clients/cs.ts';
import { createSession } from '../../../../providers/ack/session.ts';
import { fence, valueOf } from '../rpc-cloud.ts';
import { scriptCloud, type Script } from '../scripted-cloud.ts';
import { keyEnv, settingsFor } from '../settings.ts';

const target = { id: 'c82', region: 'cn-hangzhou' };

const open = async (script: Script) => {
  const cloud = await scriptCloud(script);
  return { cloud, cs: createCs(createSession(settingsFor(keyEnv(cloud.url)))) };
};

describe('add-ons of a cluster', () => {
  it('are listed, and one is read', async () => {
    const addon = { name: 'terway-controlplane', version: 'v1.2', state: 'active' };
    const { cs } = await open({
      'GET /clusters/c82/addon_instances': { body: { addons: [addon] } },
      'GET /clusters/c82/addon_instances/terway-controlplane': { body: { ...addon, config: '{}' } },
    });
    expect(valueOf(await cs.listClusterAddonInstances(target))).toEqual([addon]);
    expect(valueOf(await cs.getClusterAddonInstance(target, addon.name))).toMatchObject({ config: '{}' });
  });

  it.each([
    { reason: 'the service says so', code: 'AddonNotFound', is: { ok: true, value: null } },
    { reason: 'the cluster is not there', code: 'ErrorClusterNotFound', is: { ok: false } },
  ])('are absent only when it is the add-on that is not there: $reason', async ({ code, is }) => {
    const { cs } = await open({ 'GET /clusters/c82/addon_instances/x': { status: 404, body: { code } } });
    expect(await cs.getClusterAddonInstance(target, 'x')).toMatchObject(is);
  });
});

describe('what belongs to a cluster', () => {
  it('is its resources, a list without an object around it', async () => {
    const resource = { resource_type: 'SLB', instance_id: 'lb-1' };
    const { cs, cloud } = await open({ 'GET /clusters/c82/resources': { body: [resource] } });
    expect(valueOf(await cs.describeClusterResources(target))).toEqual([resource]);
    expect(cloud.arrived[0]?.query).toBe('with_addon_resources=false');
  });

  it('is its nodes, page by page to the count, which this list keeps in `page`', async () => {
    const all = Array.from({ length: 60 }, (_, index) => ({ node_name: `n-${index}` }));
    const { cs, cloud } = await open({
      'GET /clusters/c82/nodes': ({ query }) => {
        const asked = new URLSearchParams(query);
        // Fewer rows than asked for: only the count says that there are more.
        const [number, size] = [Number(asked.get('pageNumber')), 30];
        return { body: { nodes: all.slice((number - 1) * size, number * size), page: { total_count: 60 } } };
      },
    });
    expect(valueOf(await cs.describeClusterNodes(target))).toEqual(all);
    expect(cloud.arrived).toHaveLength(2);
  });
});

describe('node pools of a cluster', () => {
  it('are one list', async () => {
    const pool = { nodepool_info: { nodepool_id: 'np1' } };
    const { cs } = await open({ 'GET /clusters/c82/nodepools': { body: { nodepools: [pool] } } });
    expect(valueOf(await cs.describeClusterNodePools(target))).toEqual([pool]);
  });

  it('are unread where the answer has no such list, and not none', async () => {
    const { cs } = await open({ 'GET /clusters/c82/nodepools': { body: {} } });
    expect(await cs.describeClusterNodePools(target)).toMatchObject({ ok: false, failure: { failure: 'malformed' } });
  });
});

describe('modifying a cluster', () => {
  it('sends only what is to change', async () => {
    const { cs, cloud } = await open({ 'PUT /api/v2/clusters/c82': { body: { task_id: 'T-1', request_id: 'R' } } });
    const answer = await cs.modifyCluster(target, { timezone: 'Asia/Shanghai' }, fence);
    expect(answer).toMatchObject({ is: 'accepted', task: 'T-1' });
    expect(JSON.parse(cloud.arrived[0]?.body ?? '')).toEqual({ timezone: 'Asia/Shanghai' });
    expect(cloud.arrived[0]?.headers['x-acs-action']).toBe('ModifyCluster');
  });
});

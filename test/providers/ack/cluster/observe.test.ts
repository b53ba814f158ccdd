import { describe, expect, it } from 'vitest';
import type { Desired } from '../../../../src/core/desired.ts';
import { dedicatedFacts, facts } from '../../../../providers/ack/cluster/facts.ts';
import { desiredFor, driverAt } from '../settings.ts';
import { identity, scriptCloud, type Script } from '../scripted-cloud.ts';
import { clusterId, clusterRow, clusterScript, kubernetesScript, routes } from '../scripted-cluster.ts';

const desired = desiredFor({ clusterId });
const forbidden = { status: 403, body: { code: 'StatusForbidden', message: 'no' } } as const;

const observeOne = async (script: Script, journey = false, one: Desired = desired) => {
  const cloud = await scriptCloud(script);
  const observed = (await driverAt(cloud.url).observe([one], { journey })).get(one.address)!;
  return { cloud, observed };
};

describe('the state of one target', () => {
  it('comes from its detail, with evidence for each fact', async () => {
    const { cloud, observed } = await observeOne(clusterScript());
    expect(observed).toMatchObject({ state: 'present', unread: [] });
    expect(observed.facts).toEqual({
      'account.id': '1234567890123456',
      'cluster.edition': 'standard',
      'cluster.name': 'prod-hangzhou',
      'cluster.type': 'ManagedKubernetes',
      'cluster.spec': 'ack.standard',
      'cluster.tier': '',
      'cluster.profile': 'Default',
      'cluster.state': 'running',
      'cluster.version': '1.22.15-aliyun.1',
      'cluster.region': 'cn-hangzhou',
      'api.address': 'https://192.168.0.251:6443',
    });
    expect(observed.evidence.map(({ fact }) => fact).sort()).toEqual(Object.keys(observed.facts).sort());
    expect(cloud.arrived).toHaveLength(2);
  });

  it.each([
    { reason: 'Basic by name', cluster: { cluster_spec: 'ack.standard' }, edition: 'standard' },
    { reason: 'Basic by an empty spec', cluster: { cluster_spec: '' }, edition: 'standard' },
    { reason: 'an old service leaves an empty spec out', cluster: { cluster_spec: undefined }, edition: 'standard' },
    { reason: 'Pro', cluster: { cluster_spec: 'ack.pro.small' }, edition: 'pro' },
    { reason: 'a larger Pro', cluster: { cluster_spec: 'ack.pro.4xlarge' }, edition: 'pro' },
    { reason: 'dedicated', cluster: { cluster_type: 'Kubernetes', cluster_spec: '' }, edition: 'dedicated' },
    { reason: 'Edge, whatever its spec', cluster: { profile: 'Edge', cluster_spec: 'ack.pro.small' }, edition: 'edge' },
    { reason: 'Serverless', cluster: { profile: 'Serverless' }, edition: 'serverless' },
    { reason: 'Lingjun', cluster: { profile: 'Lingjun' }, edition: 'lingjun' },
    { reason: 'registered', cluster: { cluster_type: 'ExternalKubernetes' }, edition: 'external' },
    {
      reason: 'a spec nobody knows is no guess',
      cluster: { cluster_spec: 'ack.ultra' },
      edition: 'unknown:ManagedKubernetes/Default/ack.ultra',
    },
    {
      reason: 'a profile nobody knows is no guess',
      cluster: { profile: 'Acs', cluster_spec: 'ack.standard' },
      edition: 'unknown:ManagedKubernetes/Acs/ack.standard',
    },
  ])('names the edition $edition: $reason', async ({ cluster, edition }) => {
    const { observed } = await observeOne(clusterScript({ cluster }));
    expect(observed.facts['cluster.edition']).toBe(edition);
  });

  it.each([
    { reason: 'Pro', cluster: { cluster_spec: 'ack.pro.xlarge' }, tier: 'xlarge' },
    { reason: 'not Pro', cluster: { cluster_spec: 'ack.standard' }, tier: '' },
    { reason: 'Edge, whatever its spec', cluster: { profile: 'Edge', cluster_spec: 'ack.pro.small' }, tier: '' },
  ])('names the tier “$tier”: $reason', async ({ cluster, tier }) => {
    const { observed } = await observeOne(clusterScript({ cluster }));
    expect(observed.facts['cluster.tier']).toBe(tier);
  });

  it.each([
    { reason: 'no private address', master_url: '{"api_server_endpoint":"https://47.0.0.1"}' },
    { reason: 'not JSON', master_url: 'soon' },
    { reason: 'missing', master_url: undefined },
  ])('has no API address: $reason', async ({ master_url }) => {
    const { observed } = await observeOne(clusterScript({ cluster: { master_url } }));
    expect(observed.facts['api.address']).toBeNull();
  });

  it('says in which region it really lies', async () => {
    const { observed } = await observeOne(clusterScript({ cluster: { region_id: 'cn-beijing' } }));
    expect(observed.facts['cluster.region']).toBe('cn-beijing');
  });
});

describe('what cannot be read', () => {
  it('is withheld when the account is another one, and nothing else is asked', async () => {
    const { cloud, observed } = await observeOne(clusterScript(), true, desiredFor({ clusterId, accountId: '999' }));
    expect(observed).toMatchObject({ state: 'withheld', facts: { 'account.id': '1234567890123456' }, unread: [] });
    expect(cloud.arrived.map(({ path }) => path)).toEqual(['/']);
  });

  it('is absent only when the detail and the region’s list both say so', async () => {
    const empty = { body: { clusters: [], page_info: { total_count: 0 } } };
    const { observed } = await observeOne({ ...identity, [routes.list]: empty });
    expect(observed).toMatchObject({ state: 'absent', unread: [] });
  });

  it.each([
    { reason: 'the list has what the detail does not find', list: { body: { clusters: [clusterRow()] } } },
    { reason: 'the list may not be read', list: forbidden },
  ])('is unreadable, not absent: $reason', async ({ list }) => {
    const { observed } = await observeOne({ ...identity, [routes.list]: list });
    expect(observed.state).toBe('unreadable');
    expect(observed.unread[0]?.facts).toContain('cluster.edition');
  });

  it.each([
    { reason: 'forbidden', answer: forbidden, failure: 'refused', code: 'CRD006' },
    {
      reason: 'another 404',
      answer: { status: 404, body: { code: 'InvalidApi' } },
      failure: 'malformed',
      code: 'OBS007',
    },
    { reason: 'throttled', answer: { status: 429 }, failure: 'throttled', code: 'OBS001' },
    { reason: 'cut', answer: 'drop' as const, failure: 'network', code: 'OBS002' },
    { reason: 'failing', answer: { status: 500 }, failure: 'server', code: 'OBS003' },
    { reason: 'without a state', answer: { body: clusterRow({ state: '' }) }, failure: 'malformed', code: 'OBS004' },
  ])('is unreadable by its call and code: $reason', async ({ answer, failure, code }) => {
    const { observed } = await observeOne({ ...clusterScript(), [routes.detail]: answer });
    expect(observed).toMatchObject({ state: 'unreadable', unread: [{ call: 'DescribeClusterDetail', failure, code }] });
  });

  it('asks for nothing while it is not known who asks, and asks again the next time', async () => {
    const bad = { status: 404, body: { Code: 'InvalidAccessKeyId.NotFound' } };
    const cloud = await scriptCloud({
      ...clusterScript(),
      'POST /': (_, count) => (count === 1 ? bad : identity['POST /']),
    });
    const driver = driverAt(cloud.url);
    const first = (await driver.observe([desired], { journey: false })).get(desired.address);
    expect(first).toMatchObject({ state: 'unreadable', unread: [{ call: 'GetCallerIdentity', code: 'CRD002' }] });
    expect(cloud.arrived).toHaveLength(1);
    await driver.observe([desired], { journey: false });
    const last = (await driver.observe([desired], { journey: false })).get(desired.address);
    expect(last?.state).toBe('present');
    expect(cloud.count('POST /')).toBe(2);
  });
});

describe('journey facts', () => {
  const names = facts
    .filter(({ role, name }) => (role === 'state' || role === 'journey') && !dedicatedFacts.includes(name))
    .map(({ name }) => name)
    .sort();

  it('are read or reported unread, each of them', async () => {
    const api = await scriptCloud(kubernetesScript());
    const { observed } = await observeOne(clusterScript({ server: api.url }), true);
    expect([...Object.keys(observed.facts), ...observed.unread.flatMap((unread) => unread.facts)].sort()).toEqual(
      names,
    );
    const { observed: poor } = await observeOne(
      { ...clusterScript(), [routes.tasks]: forbidden, [routes.checks]: forbidden, [routes.kubeconfig]: forbidden },
      true,
    );
    expect([...Object.keys(poor.facts), ...poor.unread.flatMap((unread) => unread.facts)].sort()).toEqual(names);
    expect(poor.state).toBe('present');
  });

  it('hold the tasks that run, oldest first, by the service’s own words', async () => {
    const tasks = [
      { task_id: 'T2', task_type: 'cluster_upgrade', state: 'running', created: '2026-11-22T02:00:00Z' },
      { task_id: 'T3', task_type: 'x', state: 'success', created: '2026-11-22T01:30:00Z' },
      { task_id: 'T1', task_type: 'y', state: 'paused', created: '2026-11-22T01:00:00Z' },
    ];
    const { observed } = await observeOne(clusterScript({ tasks }), true);
    expect(observed.facts['cluster.tasks']).toEqual([
      { id: 'T1', type: 'y', state: 'paused', created: '2026-11-22T01:00:00Z' },
      { id: 'T2', type: 'cluster_upgrade', state: 'running', created: '2026-11-22T02:00:00Z' },
    ]);
  });

  it('hold window, automatic upgrade and tags where the cluster has them', async () => {
    const cluster = {
      maintenance_window: { enable: true, maintenance_time: '03:00:00Z', duration: '3h', weekly_period: 'Monday' },
      operation_policy: { cluster_auto_upgrade: { enabled: true, channel: 'stable' } },
      tags: [
        { key: 'b', value: '2' },
        { key: 'a', value: '1' },
      ],
    };
    const { observed } = await observeOne(clusterScript({ cluster }), true);
    expect(observed.facts).toMatchObject({
      'cluster.maintenance': { enabled: true, time: '03:00:00Z', duration: '3h', weekly: 'Monday' },
      'cluster.autoUpgrade': { enabled: true, channel: 'stable' },
      'cluster.tags': [
        { key: 'a', value: '1' },
        { key: 'b', value: '2' },
      ],
      'cluster.size': 6,
    });
  });

  it('hold the newest pre-check with each item that does not clearly pass', async () => {
    const checks = [
      { check_id: 'K1', created_at: '2026-11-22T09:00:00+08:00' },
      { check_id: 'K2', created_at: '2026-11-22T01:30:00Z' },
    ];
    const body = {
      check_id: 'K2',
      status: 'Succeeded',
      created_at: '2026-11-22T01:30:00Z',
      finished_at: '2026-11-22T01:32:00Z',
      check_items: { Node: [{ name: 'NodeReady', status: 'skipped', link: 'https://help' }] },
    };
    const { observed } = await observeOne({ ...clusterScript({ checks }), [routes.check('K2')]: { body } }, true);
    expect(observed.facts['precheck.newest']).toMatchObject({
      id: 'K2',
      status: 'Succeeded',
      finishedAt: '2026-11-22T01:32:00Z',
      failed: [{ group: 'Node', item: 'NodeReady', status: 'skipped', link: 'https://help', resource: '' }],
    });
  });
});

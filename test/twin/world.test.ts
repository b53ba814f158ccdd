import { describe, expect, it } from 'vitest';
import { startTwin } from '../../src/twin/start.ts';
import { readWorld } from '../../src/twin/world.ts';

const head = 'apiVersion: onward/v1\nkind: World\n';

/** Diagnostics as "code line:column summary". */
function problems(text: string): readonly string[] {
  const read = readWorld(text, 'w.yaml');
  return read.ok
    ? []
    : read.diagnostics.map(({ code, summary, at }) => `${code} ${at?.line ?? 0}:${at?.column ?? 0} ${summary}`);
}

describe('a world file', () => {
  it('may be two lines: everything has a default', async () => {
    const read = readWorld(head, 'w.yaml');
    if (!read.ok) throw new Error('refused');
    const twin = await startTwin({ world: read.value });
    await twin.close();
    expect(twin.ready).toMatchObject({ kubernetes: null, clusters: {}, ca: null });
  });

  it('starts with a ready line that has all a client needs', async () => {
    const read = readWorld(`${head}ack: {clusters: [{}]}\n`, 'w.yaml');
    if (!read.ok) throw new Error('refused');
    const twin = await startTwin({ world: read.value, speed: 60 });
    await twin.close();
    const [id = ''] = Object.keys(twin.ready.clusters);
    expect(twin.ready).toEqual({
      url: twin.url,
      kubernetes: {
        url: twin.ready.clusters[id]?.kubernetes,
        token: expect.stringMatching(/^[0-9a-f]{48}$/) as string,
      },
      clusters: { [id]: { kubernetes: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/) as string } },
      ca: null,
      env: {
        ONWARD_ENDPOINT: twin.url,
        ALIBABA_CLOUD_ACCESS_KEY_ID: 'LTAItwin',
        ALIBABA_CLOUD_ACCESS_KEY_SECRET: 'twin-secret',
        ALIBABA_CLOUD_ECS_METADATA_DISABLED: 'true',
        ALIBABA_CLOUD_CLI_PROFILE_DISABLED: 'true',
        ONWARD_PACE: '60',
      },
    });
  });

  it('is not started at a port that is taken', async () => {
    const read = readWorld(`${head}ack: {clusters: [{}]}\n`, 'w.yaml');
    if (!read.ok) throw new Error('refused');
    const first = await startTwin({ world: read.value });
    const port = Number(new URL(first.url).port);
    await expect(startTwin({ world: read.value, port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
    await first.close();
    const second = await startTwin({ world: read.value, port });
    await second.close();
    expect(second.url).toBe(first.url);
  });

  it.each([
    { reason: 'nothing in it', text: '', problem: 'TWN002 1:1 the file is empty' },
    { reason: 'only a comment', text: '# nothing\n', problem: 'TWN002 1:1 the file is empty' },
    { reason: 'a list', text: '- a\n', problem: 'TWN002 1:1 a world is a mapping of keys to values' },
    { reason: 'a key twice', text: `${head}kind: World\n`, problem: 'TWN001 3:1 Map keys must be unique' },
    { reason: 'two documents', text: `${head}---\n${head}`, problem: /^TWN001 3:1 Source contains multiple documents/ },
    {
      reason: 'another version',
      text: 'apiVersion: onward/v2\nkind: World\n',
      problem: 'TWN004 1:13 apiVersion must be "onward/v1"; did you mean onward/v1?',
    },
    { reason: 'no kind', text: 'apiVersion: onward/v1\n', problem: 'TWN005 1:1 kind is missing' },
    {
      reason: 'a misspelt key',
      text: `${head}akk: {}\n`,
      problem: 'TWN003 3:1 unknown key akk in a world; did you mean ack?',
    },
    {
      reason: 'a misspelt key of a cluster',
      text: `${head}ack:\n  clusters:\n    - worker: 3\n`,
      problem: 'TWN003 5:7 unknown key worker in /ack/clusters/0; did you mean workers?',
    },
    {
      reason: 'an id without quotes',
      text: `${head}account: {id: 1234567890123456}\n`,
      problem: 'TWN004 3:15 id must be string',
    },
    {
      reason: 'a type there is not',
      text: `${head}ack:\n  clusters:\n    - type: Managed\n`,
      problem: /^TWN004 5:13 type must be one of "Kubernetes", "ManagedKubernetes"/,
    },
    {
      reason: 'a failure that is none',
      text: `${head}ack: {clusters: [{migrate: {fail: yes}}]}\n`,
      problem: 'TWN004 3:35 fail must be object',
    },
    {
      reason: 'a date that is none',
      text: `${head}now: 2026-13-40T00:00:00Z\n`,
      problem: 'TWN007 3:6 now is no date there is',
    },
    {
      reason: 'a machine in no cluster',
      text: `${head}aoc: {clusters: [{name: a}], machines: [{name: m, cluster: b}]}\n`,
      problem: 'TWN007 3:60 there is no cluster b',
    },
    {
      reason: 'a machine on no host of its cluster',
      text: `${head}aoc: {clusters: [{name: a}], machines: [{name: m, cluster: a, host: b-1}]}\n`,
      problem: 'TWN007 3:69 there is no host b-1 in cluster a',
    },
    {
      reason: 'a NIC in no network of its cluster',
      text: `${head}aoc: {clusters: [{name: a}], machines: [{name: m, cluster: a, nics: [{network: v1}]}]}\n`,
      problem: /^TWN007 3:\d+ there is no network v1 in cluster a/,
    },
    {
      reason: 'a link to no cluster',
      text: `${head}aoc: {clusters: [{name: a}], links: [{between: [a, b]}]}\n`,
      problem: /^TWN007 3:\d+ there is no cluster b/,
    },
    {
      reason: 'an id of several machines',
      text: `${head}aoc: {clusters: [{name: a}], machines: [{name: m, cluster: a, id: x, count: 2}]}\n`,
      problem: /^TWN007 3:\d+ 2 machines cannot have one id/,
    },
    {
      reason: 'an id of two machines',
      text: `${head}aoc: {clusters: [{name: a}], machines: [{name: m, cluster: a, id: x}, {name: n, cluster: a, id: x}]}\n`,
      problem: /^TWN007 3:\d+ another one has this id already/,
    },
    {
      reason: 'a happening to no machine',
      text: `${head}aoc: {clusters: [{name: a}], happenings: [{machine: m, act: haMove}]}\n`,
      problem: /^TWN007 3:\d+ there is no machine m/,
    },
    {
      reason: 'an effect of later',
      text: `${head}faults:\n  - effect: {stale: {reads: 2}}\n`,
      problem: /^TWN006 4:14 the effect stale comes later/,
    },
    {
      reason: 'a fault that can never be',
      text: `${head}faults:\n  - {match: {action: MigrateClsuter}, effect: {drop: after}}\n`,
      problem: /^TWN007 4:22 the twin has no action "MigrateClsuter"; did you mean MigrateCluster/,
    },
    {
      reason: 'more absence than migration',
      text: `${head}ack: {clusters: [{migrate: {minutes: 5, apiDownMinutes: 6}}]}\n`,
      problem: /^TWN007 3:57 apiDownMinutes is 6/,
    },
    {
      reason: 'a migration that is over',
      text: `${head}ack: {clusters: [{migrating: {startedMinutesAgo: 12}}]}\n`,
      problem: /^TWN007 3:50 .* is over/,
    },
    {
      reason: 'a load balancer twice',
      text: `${head}slb: {loadBalancers: [{id: lb-1}, {id: lb-1}]}\n`,
      problem: 'TWN007 3:40 another one has this id already',
    },
    {
      reason: 'a policy that is none',
      text: `${head}account: {accessKeys: [{id: a, secret: b, policy: {Version: "1", Statement: [{Effect: Allow, Action: x}]}}]}\n`,
      problem: /^TWN007 3:\d+ this is no policy document/,
    },
    {
      reason: 'a bucket policy that names nobody',
      text: `${head}oss: {buckets: [{name: abc, policy: {Version: "1", Statement: [{Effect: Deny, Action: x, Resource: y}]}}]}\n`,
      problem: /^TWN007 3:\d+ this is no policy document/,
    },
    {
      reason: 'masters of a managed cluster',
      text: `${head}ack: {clusters: [{masters: [{}]}]}\n`,
      problem: /^TWN007 3:28 /,
    },
    {
      reason: 'more nodes than workers',
      text: `${head}ack: {clusters: [{workers: 1, nodes: [{}, {}]}]}\n`,
      problem: /^TWN007 3:38 nodes gives 2/,
    },
    {
      reason: 'a pod on a node there is not',
      text: `${head}ack: {clusters: [{kubernetes: {pods: [{name: a, node: n9}]}}]}\n`,
      problem: /^TWN007 3:\d+ the cluster has no node n9/,
    },
    {
      reason: 'a budget of both kinds',
      text: `${head}ack: {clusters: [{kubernetes: {budgets: [{name: a, minAvailable: 1, maxUnavailable: 1}]}}]}\n`,
      problem: /^TWN007 3:42 a budget says either/,
    },
    {
      reason: 'two buckets of one name',
      text: `${head}oss: {buckets: [{name: abc}, {name: abc}]}\n`,
      problem: /^TWN007 3:37 another one has this name/,
    },
    {
      reason: 'an id twice',
      text: `${head}ack: {clusters: [{id: c${'0'.repeat(32)}}, {id: c${'0'.repeat(32)}}]}\n`,
      problem: /^TWN007 3:64 another cluster/,
    },
    {
      reason: 'an expired key without token',
      text: `${head}account: {accessKeys: [{id: a, secret: b, expired: true}]}\n`,
      problem: 'TWN005 3:24 securityToken is missing',
    },
    {
      reason: 'aliases without measure',
      text: `a: &a [1,1]\nb: &b [${'*a,'.repeat(20)}]\nc: &c [${'*b,'.repeat(20)}]\nd: [${'*c,'.repeat(20)}]\n`,
      problem: /^TWN001 1:1 Excessive alias count/,
    },
  ])('with $reason is refused at its place', ({ text, problem }) => {
    const found = problems(text);
    expect(found).toHaveLength(1);
    if (typeof problem === 'string') expect(found[0]).toBe(problem);
    else expect(found[0]).toMatch(problem);
  });

  it('is told all that is wrong with it at once, with remedies', () => {
    const read = readWorld(`${head}seed: x\naccount: {id: 5}\nack: {clusters: [{spec: pro}]}\n`, 'dir/w.yaml');
    if (read.ok) throw new Error('accepted');
    expect(read.diagnostics.map(({ at }) => at?.line)).toEqual([3, 4, 5]);
    expect(read.diagnostics.every(({ at, remedy }) => at?.file === 'dir/w.yaml' && remedy !== undefined)).toBe(true);
    expect(read.diagnostics[1]?.remedy).toBe('put it in quotes');
  });
});

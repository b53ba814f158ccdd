import { describe, expect, it } from 'vitest';
import { instance, masters, node, observed } from './sample-cluster.ts';
import { throttled } from './stub-clients.ts';

type Over = Readonly<Record<string, unknown>>;

const factOf = async (fact: string, over: Over = {}) => (await observed(over, [fact])).observed.facts[fact];

describe('masters, as the cloud knows them', () => {
  it('are the nodes of that role, by instance', async () => {
    expect(await factOf('masters.nodes')).toEqual(
      masters.map((id) => ({ instance: id, node: `cn-hangzhou.${id}`, ip: `ip-of-${id}`, status: 'Ready' })),
    );
  });

  it('have instances; one that the service does not know has no row', async () => {
    const over = { 'ecs.describeInstances': [instance('i-m2', { deletionProtection: true }), instance('i-m1')] };
    expect(await factOf('masters.instances', over)).toMatchObject([
      { id: 'i-m1', deletionProtection: false, httpTokens: 'optional', ip: 'ip-of-i-m1', zone: 'cn-hangzhou-h' },
      { id: 'i-m2', deletionProtection: true },
    ]);
  });

  it('have an assistant each, of which nothing is known where the service has no row', async () => {
    const over = {
      'ecs.describeCloudAssistantStatus': [{ instanceId: 'i-m2', answers: false, lastHeartbeat: 'then' }],
    };
    expect(await factOf('masters.assistant', over)).toEqual([
      { id: 'i-m1', answers: null, heartbeat: '' },
      { id: 'i-m2', answers: false, heartbeat: 'then' },
      { id: 'i-m3', answers: null, heartbeat: '' },
    ]);
  });

  it('have disks', async () => {
    const found = await factOf('masters.disks');
    expect(found).toHaveLength(3);
    expect(found).toContainEqual({
      instance: 'i-m2',
      id: 'd-i-m2',
      type: 'system',
      sizeGib: 120,
      deleteWithInstance: true,
    });
  });

  it('cost no further call where there are none', async () => {
    const only = ['masters.instances', 'masters.assistant', 'masters.disks'];
    const { observed: found, calls } = await observed({ 'cs.describeClusterNodes': [] }, only);
    expect(found.facts).toMatchObject({ 'masters.instances': [], 'masters.assistant': [], 'masters.disks': [] });
    expect(calls.filter((call) => call.startsWith('ecs.'))).toEqual([]);
  });

  it.each([
    { fact: 'masters.instances', call: 'ecs.describeInstances' },
    { fact: 'masters.assistant', call: 'ecs.describeCloudAssistantStatus' },
    { fact: 'masters.disks', call: 'ecs.describeDisks' },
    { fact: 'masters.nodes', call: 'cs.describeClusterNodes' },
    { fact: 'masters.objects', call: 'cs.describeClusterNodes' },
  ])('$fact is unread where $call is throttled', async ({ fact, call }) => {
    const { observed: found } = await observed({ [call]: throttled }, [fact]);
    expect(found.unread).toMatchObject([
      { facts: expect.arrayContaining([fact]) as string[], call, failure: 'throttled' },
    ]);
  });
});

const pod = (name: string, over: Over = {}, spec: Over = {}) => ({
  metadata: { name, namespace: 'kube-system', uid: `uid-${name}`, ...over },
  spec: { nodeName: 'node-i-m1', ...spec },
  status: { phase: 'Running' },
});

const owned = (kind: string) => ({ ownerReferences: [{ kind, name: 'x', controller: true }] });
const mirror = { annotations: { 'kubernetes.io/config.mirror': 'hash' } };

describe('masters, as the API server knows them', () => {
  it('are known by provider id or label, not by name', async () => {
    const nodes = [
      node({ id: 'i-w1' }),
      node({ id: 'i-m2' }),
      node({ id: 'i-old', master: true }),
      { ...node({ id: 'x', master: true }), spec: { providerID: 'soon', unschedulable: true }, status: {} },
    ];
    expect(await factOf('masters.objects', { 'GET /api/v1/nodes': nodes })).toEqual([
      {
        name: 'node-i-m2',
        uid: 'uid-i-m2',
        providerId: 'cn-hangzhou.i-m2',
        instance: 'i-m2',
        ready: true,
        unschedulable: false,
      },
      expect.objectContaining({ name: 'node-i-old', instance: 'i-old' }),
      expect.objectContaining({ name: 'node-x', instance: '', ready: false, unschedulable: true }),
    ]);
  });

  it('run pods that come and go, stay, or would be lost', async () => {
    const emptyDir = { volumes: [{ name: 'tmp', emptyDir: {} }] };
    const hostPath = (path: string) => ({ volumes: [{ name: 'v', hostPath: { path } }] });
    const pods = [
      pod('coredns', owned('ReplicaSet')),
      pod('clock', owned('ReplicaSet'), hostPath('/etc/localtime')),
      pod('cache', owned('ReplicaSet'), emptyDir),
      pod('data', owned('StatefulSet'), hostPath('/data/db')),
      pod('bare'),
      pod('proxy', owned('DaemonSet')),
      pod('kube-apiserver-m1', mirror),
      pod('etcd-m1', owned('Node')),
      { ...pod('done', owned('Job')), status: { phase: 'Succeeded' } },
      pod('elsewhere', owned('ReplicaSet'), { nodeName: 'node-i-w1' }),
      pod('web', { ...owned('ReplicaSet'), namespace: 'shop' }),
    ];
    const only = ['masters.systemPods', 'masters.staticPods', 'masters.yourPods'];
    const { facts } = (await observed({ 'GET /api/v1/pods': pods }, only)).observed;
    const system = facts['masters.systemPods'] as readonly { name: string; loses: string | null }[];
    expect(Object.fromEntries(system.map(({ name, loses }) => [name, loses]))).toEqual({
      bare: 'no controller',
      cache: 'local data: emptyDir/tmp',
      clock: null,
      coredns: null,
      data: 'local data: hostPath//data/db',
    });
    expect(facts['masters.staticPods']).toEqual(['etcd-m1', 'kube-apiserver-m1']);
    expect(facts['masters.yourPods']).toEqual([
      { name: 'web', namespace: 'shop', uid: 'uid-web', node: 'node-i-m1', owner: 'ReplicaSet/x', loses: null },
    ]);
  });

  it('show settings of your own in the command lines of static pods, each once', async () => {
    const command = ['kube-apiserver', '--oidc-issuer-url=https://id', '--v=2', '--feature-gates=A=true,B=false'];
    const containers = [{ name: 'kube-apiserver', command }];
    const pods = [
      pod('kube-apiserver-m1', mirror, { containers }),
      pod('kube-apiserver-m2', mirror, { containers, nodeName: 'node-i-m2' }),
      pod('mine', owned('ReplicaSet'), { containers: [{ name: 'x', args: ['--audit-log-path=/x'] }] }),
    ];
    expect(await factOf('masters.customized', { 'GET /api/v1/pods': pods })).toEqual([
      { what: 'kube-apiserver --feature-gates', detail: 'A=true,B=false' },
      { what: 'kube-apiserver --oidc-issuer-url', detail: 'https://id' },
    ]);
  });

  it('hold volumes that no other node can take', async () => {
    const volume = (name: string, hosts: readonly string[]) => ({
      metadata: { name },
      spec: {
        claimRef: { namespace: 'shop', name: 'data' },
        nodeAffinity: {
          required: {
            nodeSelectorTerms: [
              { matchExpressions: [{ key: 'kubernetes.io/hostname', operator: 'In', values: hosts }] },
            ],
          },
        },
      },
    });
    const volumes = [volume('b', ['host-i-m1']), volume('a', ['host-i-w1']), volume('c', ['host-i-m1', 'host-i-w1'])];
    expect(await factOf('masters.volumes', { 'GET /api/v1/persistentvolumes': volumes })).toEqual([
      { name: 'b', node: 'node-i-m1', claim: 'shop/data' },
    ]);
  });
});

describe('webhooks and API services served by masters', () => {
  const endpoints = (name: string, ready: readonly object[], notReady: readonly object[] = []) => ({
    metadata: { name, namespace: 'sys' },
    subsets: [{ addresses: ready, notReadyAddresses: notReady }],
  });
  const on = (nodeName: string, name: string) => ({
    ip: '10.0.0.1',
    nodeName,
    targetRef: { kind: 'Pod', namespace: 'sys', name },
  });
  const hook = (name: string, service: string) => ({
    metadata: { name },
    webhooks: [{ name: 'w', clientConfig: { service: { namespace: 'sys', name: service } } }],
  });

  it('are those whose every ready server is on a master', async () => {
    const over = {
      'GET /api/v1/endpoints': [
        endpoints('all', [on('node-i-m1', 'p1'), { ip: 'ip-of-i-m2' }], [on('node-i-w1', 'p2')]),
        endpoints('some', [on('node-i-m1', 'p3'), on('node-i-w1', 'p4')]),
        endpoints('none', [], [on('node-i-m1', 'p5')]),
      ],
      'GET /apis/admissionregistration.k8s.io/v1/validatingwebhookconfigurations': [
        'all',
        'some',
        'none',
        'absent',
      ].map((service) => hook(`hook-${service}`, service)),
      'GET /apis/apiregistration.k8s.io/v1/apiservices': [
        { metadata: { name: 'v1.local' }, spec: { service: null } },
        { metadata: { name: 'v1.metrics' }, spec: { service: { namespace: 'sys', name: 'all' } } },
      ],
    };
    const pods = ['ip-of-i-m2', 'sys/p1'];
    expect(await factOf('masters.backends', over)).toEqual([
      { kind: 'APIService', name: 'v1.metrics', service: 'sys/all', pods },
      { kind: 'ValidatingWebhookConfiguration', name: 'hook-all', service: 'sys/all', pods },
    ]);
  });

  it('are unread where endpoints are', async () => {
    const { observed: found } = await observed({ 'GET /api/v1/endpoints': throttled }, ['masters.backends']);
    expect(found.unread).toMatchObject([{ facts: ['masters.backends'], call: 'GET /api/v1/endpoints' }]);
  });
});

import { describe, expect, it } from 'vitest';
import { isGate, type ActStep, type GateStep } from '../../../../../src/core/step.ts';
import { clusterId, planned, policy, type Given } from '../dedicated-sample.ts';
import { lacking, things } from './missing.ts';

const everything = lacking(things.filter(({ what }) => what !== 'a bucket'));
const madeBucket = lacking(things.filter(({ what }) => what !== 'an empty Referer'));

const gate = (id: string, given: Given): GateStep => {
  const found = planned(given).steps.find((step) => step.id === `prod/${id}`);
  if (found === undefined || !isGate(found)) throw new Error(`no gate ${id}`);
  return found;
};
const act = (id: string, given: Given = {}): ActStep => {
  const found = planned(given).steps.find((step) => step.id === `prod/${id}`);
  if (found === undefined || isGate(found)) throw new Error(`no step ${id}`);
  return found;
};

describe('the question of a gate', () => {
  it.each(['prepare', 'commit'])('%s names each step that it covers, or the call itself', (id) => {
    for (const given of [everything, madeBucket]) {
      const { question, covers } = gate(id, given);
      const titles = planned(given)
        .steps.filter((step) => covers.includes(step.id))
        .map(({ title }) => (title.endsWith('/migrate') ? 'MigrateCluster' : title));
      expect(titles.length).toBeGreaterThan(0);
      for (const title of titles) expect(question).toContain(title);
    }
  });

  it.each(['prepare', 'commit'])('%s names cluster, region, account and bucket', (id) => {
    for (const word of [clusterId, 'cn-hangzhou', '1234567890123456', 'bucket prod-move'])
      expect(gate(id, everything).question).toContain(word);
  });

  it('names what is for ever, what has a loss and what can be undone apart', () => {
    const [forEver = '', lossy = '', undone = ''] = gate('prepare', everything).question.split('This ').slice(1);
    expect(forEver).toContain('REBOOT master i-2');
    expect(forEver).toContain('SLB lb-1 slb.s0.share -> slb.s1.small');
    expect(lossy).toContain('evict kube-system/coredns');
    expect(lossy).toContain('time zone Asia/Shanghai');
    expect(undone).toContain('hotlink protection off');
  });

  it('commit acknowledges every notice, and names older copies of etcd that go with the new one', () => {
    const given = { facts: { 'bucket.copies': ['etcd_c_1', 'etcd_c_2'] } };
    const { question } = gate('commit', given);
    for (const notice of planned(given).journey?.notices ?? ['none']) expect(question).toContain(notice);
    expect(question).toContain('(2) are deleted with it: etcd_c_1, etcd_c_2');
  });

  it('cannot be given lines of its own by a name from the cloud', () => {
    const given = {
      facts: { 'ram.grant': { is: 'denied', by: [] }, 'ram.candidates': [policy({ name: 'x\n- nothing' })] },
    };
    expect(gate('commit', given).question.split('\n')).not.toContain('- nothing');
  });
});

describe('what a gate requires', () => {
  it('prepare: idle, checked, reachable', () => {
    expect(gate('prepare', everything).requires).toEqual([
      { code: 'ACK103', maxAge: '60s' },
      { code: 'ACK105', maxAge: '10m' },
      { code: 'ACK127', maxAge: '1h' },
      { code: 'ACK132', maxAge: '60s' },
    ]);
  });

  it('commit: also what was mended, read again', () => {
    const ten = ['105', '110', '112', '113', '115', '117', '118', '119', '120', '131'];
    const { requires } = gate('commit', everything);
    expect(requires.filter(({ maxAge }) => maxAge === '60s').map(({ code }) => code)).toEqual(['ACK103', 'ACK132']);
    expect(requires.filter(({ maxAge }) => maxAge === '10m').map(({ code }) => code.slice(3))).toEqual(ten);
  });

  it('commit covers the call and all that is for ever after it', () => {
    expect(gate('commit', madeBucket).covers.map((id) => id.slice('prod/'.length))).toEqual([
      ...['migrate', 'remove-node-1', 'remove-node-2', 'remove-node-3', 'delete-copy', 'delete-bucket'],
    ]);
  });
});

describe('the arguments of a step', () => {
  it('migrate: type, tier and bucket', () => {
    expect(act('migrate').args).toEqual({
      type: 'ManagedKubernetes',
      spec: 'ack.pro.small',
      oss_bucket_name: 'prod-move',
      oss_bucket_endpoint: 'oss-cn-hangzhou-internal.aliyuncs.com',
    });
    expect(act('migrate', { spec: { tier: '2xlarge' } }).args['spec']).toBe('ack.pro.2xlarge');
    expect(act('migrate', madeBucket).args['oss_bucket_endpoint']).toBe('oss-cn-hangzhou-internal.aliyuncs.com');
  });

  it('prove: who, where, which version, how many workers, and Pro', () => {
    expect(act('prove').args['facts']).toEqual({
      'account.id': '1234567890123456',
      'cluster.region': 'cn-hangzhou',
      'cluster.version': '1.22.15-aliyun.1',
      'api.address': 'https://192.168.0.10:6443',
      'nodes.workers': 6,
      'cluster.edition': 'pro',
      'cluster.state': 'running',
    });
  });

  it('prove: which Node objects and instances the masters are, for afterwards nobody else knows', () => {
    const named = { node: 'cn-hangzhou.192.168.0.1', uid: 'uid-1', instance: 'i-1' };
    expect(act('prove').args['masters']).toMatchObject([named, { instance: 'i-2' }, { instance: 'i-3' }]);
    const without = act('prove', { facts: { 'masters.objects': [] } }).args['masters'];
    expect(without).toContainEqual({ node: '', uid: '', instance: 'i-1' });
  });

  it.each([
    { id: 'bucket', given: madeBucket, args: { bucket: 'prod-move', region: 'cn-hangzhou' } },
    {
      id: 'grant',
      given: everything,
      args: { bucket: 'prod-move', policy: 'k8sMasterRolePolicy-1', version: 'v2', rotate: false },
    },
    { id: 'reboot-2', given: everything, args: { instance: 'i-2', node: 'cn-hangzhou.192.168.0.2', bootId: 'boot-2' } },
    { id: 'cordon-1', given: everything, args: { node: 'cn-hangzhou.192.168.0.1', uid: 'uid-1' } },
    {
      id: 'evict-coredns',
      given: everything,
      args: { namespace: 'kube-system', pod: 'coredns', uid: 'uid-coredns', node: 'cn-hangzhou.192.168.0.1' },
    },
    { id: 'virtual-node', given: everything, args: { host: '192.168.0.10', port: '6443' } },
    { id: 'slb', given: everything, args: { loadBalancer: 'lb-1', region: 'cn-hangzhou', spec: 'slb.s1.small' } },
    {
      id: 'remove-node-3',
      given: everything,
      args: { node: 'cn-hangzhou.192.168.0.3', uid: 'uid-3', instance: 'i-3' },
    },
    {
      id: 'delete-copy',
      given: everything,
      args: { bucket: 'prod-move', region: 'cn-hangzhou', prefix: `etcd_${clusterId}_` },
    },
    { id: 'revoke', given: everything, args: { bucket: 'prod-move', policy: 'k8sMasterRolePolicy-1', rotate: false } },
  ])('$id', ({ id, given, args }) => {
    expect(act(id, given).args).toEqual(args);
  });
});

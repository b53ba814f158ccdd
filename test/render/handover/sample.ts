import { handoverOf } from '../../../providers/ack/cluster/handover/handover.ts';
import type { Facts } from '../../../src/core/fact.ts';
import type { HandoverModel, HandoverTarget } from '../../../src/render/model/handover-model.ts';
import { desiredFor } from '../../providers/ack/settings.ts';

const clusterId = 'c82e6987e2961451182edacd74faf0003';

const policyText = JSON.stringify({
  Version: '1',
  Statement: [
    { Effect: 'Allow', Action: ['oss:PutObject', 'oss:GetObject'], Resource: ['acs:oss:*:*:prod-move/*'] },
    {
      Effect: 'Deny',
      Action: 'ecs:*',
      Resource: '*',
      Condition: { StringNotLike: { 'acs:SourceVpc': '${vpc}', 'acs:UserAgent': '%{x}' } },
    },
  ],
});

/** A cluster that came from a dedicated one, with one of everything that is handed over. */
export const sampleFacts: Facts = {
  'account.id': '1234567890123456',
  'cluster.edition': 'pro',
  'cluster.name': 'prod-hangzhou',
  'cluster.spec': 'ack.pro.small',
  'cluster.timezone': 'Asia/Shanghai',
  'cluster.endpoint': { kind: 'slb', id: 'lb-bp1o94dp5i6ea' },
  'handover.cluster': {
    vSwitches: ['vsw-a', 'vsw-b'],
    serviceCidr: '172.21.0.0/20',
    podCidr: '',
    proxyMode: 'ipvs',
    domain: 'cluster.local',
    deletionProtection: true,
    rrsa: true,
  },
  'handover.balancer': {
    id: 'lb-bp1o94dp5i6ea',
    name: 'ManagedK8SSlbIntranet',
    spec: 'slb.s1.small',
    chargeType: 'PayBySpec',
    addressType: 'intranet',
    vSwitch: 'vsw-a',
    deleteProtection: 'on',
  },
  'handover.nodePools': [
    {
      id: 'np1',
      name: 'default-nodepool',
      type: 'ess',
      vSwitches: ['vsw-a'],
      instanceTypes: ['ecs.c6.xlarge'],
      instanceChargeType: 'PostPaid',
    },
    { id: 'np2', name: '默认/GPU', type: 'ess', vSwitches: [], instanceTypes: [], instanceChargeType: '' },
  ],
  'handover.bucket': { name: 'prod-move', storageClass: 'IA' },
  'handover.grant': {
    role: 'KubernetesMasterRole-1f2e',
    policies: [{ name: 'k8sMasterRolePolicy-1f2e', document: policyText, roles: ['KubernetesMasterRole-1f2e'] }],
  },
};

export const sampleDesired = (spec: Readonly<Record<string, string | object>> = {}) => {
  const desired = desiredFor({ clusterId });
  const migrationBucket = { name: 'prod-move' };
  return { ...desired, name: 'prod-hangzhou', spec: { ...desired.spec, migrationBucket, ...spec } };
};

const targetOf = (facts: Facts): HandoverTarget => {
  const found = handoverOf(sampleDesired(), facts);
  if (found.is !== 'ready') throw new Error(found.why);
  const { resources, released, kubernetes, notes } = found;
  return { address: 'AckCluster/prod-hangzhou', name: 'prod-hangzhou', resources, released, kubernetes, notes };
};

export const sampleModel = (): HandoverModel => ({ tool: 'onward 0.0.0', targets: [targetOf(sampleFacts)] });

/** The sample with a text in every place that foreign text can reach, and a second target that got the same names. */
export const hostileModel = (text: string): HandoverModel => {
  const target = targetOf(sampleFacts);
  const resources = target.resources.map((resource) => ({
    ...resource,
    part: text,
    id: text,
    arguments: resource.arguments.map((argument) =>
      argument.as === 'text'
        ? { ...argument, value: { [text]: [text, { [text]: text, __proto__x: text }] } }
        : typeof argument.value === 'string'
          ? { ...argument, value: text }
          : argument,
    ),
  }));
  const one: HandoverTarget = { ...target, address: `AckCluster/${text}`, resources, notes: [text] };
  return { tool: `onward ${text}`, targets: [one, { ...one }] };
};

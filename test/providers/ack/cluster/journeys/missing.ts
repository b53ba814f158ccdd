import type { Facts, Json } from '../../../../../src/core/fact.ts';
import { assistant, bucket, instance, object, pod, policy, slb, type Given, type Spec } from '../dedicated-sample.ts';

/** One thing that a cluster may lack, the words that let the plan see to it, and the steps that do, by where they stand. */
export interface Missing {
  readonly what: string;
  readonly facts: Facts;
  readonly spec?: Spec;
  readonly before: readonly string[];
  readonly after?: readonly string[];
}

const silent = [assistant(1), assistant(2, { answers: false }), assistant(3, { answers: false })];
const denied: Facts = { 'ram.grant': { is: 'denied', by: [] } };
const hooks = [
  { kind: 'MutatingWebhookConfiguration', name: 'terway-m' },
  { kind: 'ValidatingWebhookConfiguration', name: 'terway-v' },
];
const nodes = ['1', '2', '3'];
const masters = { cloudAssistant: 'install', systemPods: 'evict' };

const absentBucket = bucket({ state: 'absent', region: '', acl: '', storageClass: '', intranetEndpoint: '' });

/** In the order of their steps. A bucket that is made and one whose hotlink protection is on exclude each other. */
export const things: readonly Missing[] = [
  { what: 'a time zone', facts: { 'cluster.timezone': '' }, before: ['timezone'] },
  {
    what: 'a bucket',
    facts: { bucket: absentBucket, 'bucket.state': 'absent', 'bucket.referer': null },
    spec: { migrationBucket: { name: 'prod-move', create: true } },
    before: ['bucket'],
    after: ['delete-bucket'],
  },
  {
    what: 'an empty Referer',
    facts: { 'bucket.referer': { allowEmpty: false, list: [] } },
    before: ['hotlink'],
    after: ['restore-hotlink'],
  },
  { what: 'a grant', facts: { ...denied, 'ram.candidates': [policy()] }, before: ['grant'], after: ['revoke'] },
  {
    what: 'Cloud Assistant',
    facts: { 'masters.assistant': silent },
    spec: { masters },
    before: ['assistant-2', 'reboot-2', 'assistant-3', 'reboot-3'],
  },
  {
    what: 'masters without system pods',
    facts: { 'masters.systemPods': [pod('coredns'), pod('metrics')] },
    spec: { masters },
    before: [
      ...nodes.map((node) => `cordon-${node}`),
      ...['evict-coredns', 'evict-metrics'],
      ...nodes.map((node) => `uncordon-${node}`),
    ],
  },
  {
    what: 'a parked terway-controlplane',
    facts: { 'components.terwayControlplane': { replicas: 2, webhooks: hooks } },
    before: ['terway-backup', 'terway-scale', 'terway-webhook-1', 'terway-webhook-2'],
  },
  {
    what: 'a virtual node that knows the API',
    facts: { 'components.virtualNode': { host: null, port: null } },
    before: ['virtual-node'],
  },
  {
    what: 'a guaranteed SLB',
    facts: { slb: slb({ spec: 'slb.s0.share' }), 'slb.spec': 'slb.s0.share' },
    before: ['slb'],
  },
];

const others: readonly Missing[] = [
  {
    what: 'a grant in a policy of its own',
    facts: { ...denied, 'ram.own': { name: 'onward-c', exists: false, attached: false } },
    spec: { migrationBucket: { name: 'prod-move', grantIn: 'ownPolicy' } },
    before: ['own-policy', 'attach-policy'],
    after: ['detach-policy', 'delete-policy'],
  },
  {
    what: 'an attachment of its own policy',
    facts: { ...denied, 'ram.own': { name: 'onward-c', exists: true, attached: false } },
    spec: { migrationBucket: { name: 'prod-move', grantIn: 'ownPolicy' } },
    before: ['attach-policy'],
    after: ['detach-policy'],
  },
  {
    what: 'an SLB billed by LCU, where specifications are sold no longer',
    facts: { slb: slb({ spec: '' }), 'slb.spec': '' },
    spec: { apiServerLoadBalancer: { ifSpecRefused: 'payByLcu' } },
    before: ['slb'],
  },
  {
    what: 'one open master of two closed ones',
    facts: {
      'masters.systemPods': [pod('coredns')],
      'masters.objects': [object(1), object(2, { unschedulable: true }), object(3, { unschedulable: true })],
    },
    spec: { masters },
    before: ['cordon-1', 'evict-coredns', 'uncordon-1'],
  },
  {
    what: 'webhooks of a terway-controlplane without replicas',
    facts: { 'components.terwayControlplane': { replicas: 0, webhooks: hooks.slice(0, 1) } },
    before: ['terway-backup', 'terway-webhook-1'],
  },
];

/** What an instance lacks is seen to after the migration, before anything is removed. */
const unprotected: Missing = {
  what: 'deletion protection',
  facts: {
    'masters.instances': [instance(1, { deletionProtection: false }), instance(2), instance(3)],
  },
  before: [],
  after: ['protect-1'],
};

export const single: readonly Missing[] = [...things, ...others, unprotected];

type Words = Readonly<Record<string, Json>>;

const isWords = (value: Json | undefined): value is Words =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const joined = (all: readonly Spec[]): Spec => {
  const spec: Record<string, Json> = {};
  for (const [name, value] of all.flatMap((one) => Object.entries(one))) {
    const known = spec[name];
    spec[name] = isWords(known) && isWords(value) ? { ...known, ...value } : value;
  }
  return spec;
};

/** Several things missing at once. */
export const lacking = (missing: readonly Missing[]): Given => ({
  facts: Object.assign({}, ...missing.map(({ facts }) => facts)) as Facts,
  spec: joined(missing.map(({ spec = {} }) => spec)),
});

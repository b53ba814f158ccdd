import type { Facts, Json } from '../../../../../src/core/fact.ts';
import type { ActStep } from '../../../../../src/core/step.ts';
import { assistant, bucket } from '../dedicated-sample.ts';

type Members = Readonly<Record<string, Json>>;
type Effect = (facts: Facts, args: ActStep['args']) => Facts;

const items = (facts: Facts, name: string): readonly Members[] => facts[name] as unknown as readonly Members[];
const member = (facts: Facts, name: string): Members => facts[name] as Members;

const object = (facts: Facts, node: Json | undefined, unschedulable: boolean): Facts => ({
  'masters.objects': items(facts, 'masters.objects').map((one) =>
    one['name'] === node ? { ...one, unschedulable } : one,
  ),
});

const balancer = (facts: Facts, more: Members): Facts => ({
  slb: { ...member(facts, 'slb'), ...more },
  ...('spec' in more ? { 'slb.spec': more['spec']! } : {}),
  ...('chargeType' in more ? { 'slb.chargeType': more['chargeType']! } : {}),
});

const allowed = (by: Json): Facts => ({ 'ram.grant': { is: 'allowed', by: [by] } });
const own = (facts: Facts, more: Members): Facts => ({ 'ram.own': { ...member(facts, 'ram.own'), ...more } });
const terway = (facts: Facts, more: Members): Facts => ({
  'components.terwayControlplane': { ...member(facts, 'components.terwayControlplane'), ...more },
});

/** What a step of each operation makes of the facts, as the contract of its operation says. */
const effects: Readonly<Record<string, Effect>> = {
  'ack.set-timezone/1': (_, { timezone = '' }) => ({ 'cluster.timezone': timezone }),
  'ack.create-bucket/1': () => ({
    bucket: bucket(),
    'bucket.state': 'ours',
    'bucket.referer': { allowEmpty: true, list: [] },
  }),
  'ack.allow-empty-referer/1': () => ({ 'bucket.referer': { allowEmpty: true, list: [] } }),
  'ack.grant-bucket/1': (_, { policy = '' }) => allowed(policy),
  'ack.create-own-policy/1': (facts) => own(facts, { exists: true }),
  'ack.attach-own-policy/1': (facts, { policy = '' }) => ({ ...own(facts, { attached: true }), ...allowed(policy) }),
  'ack.reboot-master/1': (facts, args) => ({
    'masters.assistant': items(facts, 'masters.assistant').map((one, at) =>
      one['id'] === args['instance'] ? assistant(at + 1) : one,
    ),
  }),
  'ack.cordon/1': (facts, { node }) => object(facts, node, true),
  'ack.uncordon/1': (facts, { node }) => object(facts, node, false),
  'ack.evict-pod/1': (facts, { uid }) => ({
    'masters.systemPods': items(facts, 'masters.systemPods').filter((one) => one['uid'] !== uid),
  }),
  'ack.scale-terway/1': (facts, { replicas = 0 }) => terway(facts, { replicas }),
  'ack.remove-webhook/1': (facts, { name }) => {
    const hooks = member(facts, 'components.terwayControlplane')['webhooks'] as unknown as readonly Members[];
    return terway(facts, { webhooks: hooks.filter((one) => one['name'] !== name) });
  },
  'ack.point-virtual-node/1': (_, { host = '', port = '' }) => ({ 'components.virtualNode': { host, port } }),
  'ack.upgrade-slb/1': (facts, { spec = '' }) => balancer(facts, { spec }),
  'ack.slb-pay-by-lcu/1': (facts) => balancer(facts, { spec: 'slb.lcu.elastic', chargeType: 'PayByCLCU' }),
  'ack.migrate/1': (_, { spec = '' }) => ({
    'cluster.type': 'ManagedKubernetes',
    'cluster.edition': 'pro',
    'cluster.spec': spec,
    'migration.last': 'T-1',
  }),
};

/** The facts after a step. */
export const after = (facts: Facts, { operation, args }: ActStep): Facts => ({
  ...facts,
  ...effects[operation]?.(facts, args),
});

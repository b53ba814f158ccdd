import { describe, it } from 'vitest';
import type { Facts, Json } from '../../../../../src/core/fact.ts';
import { slb, standard } from '../dedicated-sample.ts';
import { expectCase, title, type Case } from './case.ts';

const behind = (more: Readonly<Record<string, Json>>): Facts => ({ slb: slb(more) });
const noSlb = (kind: string): Facts => ({ slb: null, 'cluster.endpoint': { kind, id: null } });
const asking = (spec: string, ifSpecRefused = 'fail') => ({ apiServerLoadBalancer: { spec, ifSpecRefused } });
const tcp = (more: Readonly<Record<string, Json>>): Json => [
  { port: 6443, protocol: 'tcp', status: 'running', acl: null, ...more },
];

const size: readonly Case[] = [
  { code: 'ACK110', verdict: 'pass', reason: 'exactly as declared', names: ['lb-1', 'slb.s1.small'] },
  { code: 'ACK110', verdict: 'pass', reason: 'more than declared', facts: behind({ spec: 'slb.s3.small' }) },
  {
    ...{ code: 'ACK110', verdict: 'later', reason: 'shared is below', facts: behind({ spec: 'slb.s0.share' }) },
    ...{ later: 'slb', names: ['slb.s0.share', 'slb.s1.small or more is needed', 'for ever'] },
  },
  { code: 'ACK110', verdict: 'later', reason: 'no name is shared', facts: behind({ spec: '' }), later: 'slb' },
  {
    ...{ code: 'ACK110', verdict: 'later', reason: 's2.medium sorts before s2.small and is more: by rank' },
    ...{ facts: behind({ spec: 'slb.s2.small' }), spec: asking('slb.s2.medium'), later: 'slb' },
  },
  {
    ...{ code: 'ACK110', verdict: 'pass', reason: 'billed by LCU is enough' },
    facts: behind({ spec: 'slb.s0.share', chargeType: 'PayByCLCU' }),
  },
  { code: 'ACK110', verdict: 'pass', reason: 'the elastic one is LCU', facts: behind({ spec: 'slb.lcu.elastic' }) },
  {
    ...{ code: 'ACK110', verdict: 'warn', reason: 'a name of no table is not small' },
    ...{ facts: behind({ spec: 'slb.s4.large' }), names: ['slb.s4.large'] },
  },
  {
    ...{ code: 'ACK110', verdict: 'fail', reason: 'a subscription needs an order' },
    ...{ facts: behind({ spec: 'slb.s0.share', payType: 'PrePay' }), names: ['prepaid'], fix: 'order slb.s1.small' },
  },
  {
    ...{ code: 'ACK110', verdict: 'fail', reason: 'less than slb.s1.small may not be declared' },
    ...{ spec: asking('slb.s0.share'), names: ['slb.s1.small is the least'] },
    at: '/spec/apiServerLoadBalancer/spec',
  },
  { code: 'ACK110', verdict: 'fail', reason: 'what has no rank cannot be declared', spec: asking('slb.huge') },
  {
    ...{ code: 'ACK110', verdict: 'later', reason: 'the declared way past a refusal', later: 'slb' },
    ...{ facts: behind({ spec: '' }), spec: asking('slb.s1.small', 'payByLcu'), names: ['LCU'] },
  },
  { code: 'ACK110', verdict: 'pass', reason: 'an NLB has no such specification', facts: noSlb('nlb') },
  { code: 'ACK110', verdict: 'unknown', reason: 'it is not known what answers', facts: noSlb('unknown') },
];

const health: readonly Case[] = [
  { code: 'ACK111', verdict: 'pass', reason: 'active, TCP 6443, the masters behind it', names: ['lb-1'] },
  {
    ...{ code: 'ACK111', verdict: 'fail', reason: 'it is locked' },
    ...{ facts: behind({ status: 'locked' }), names: ['it is locked; active is needed'] },
  },
  {
    ...{ code: 'ACK111', verdict: 'fail', reason: 'nobody listens on 6443' },
    ...{ facts: behind({ listeners: tcp({ port: 443 }) }), names: ['no TCP listener on port 6443'] },
  },
  {
    ...{ code: 'ACK111', verdict: 'fail', reason: 'the listener is stopped' },
    facts: behind({ listeners: tcp({ status: 'stopped' }) }),
  },
  {
    ...{ code: 'ACK111', verdict: 'fail', reason: 'a master is missing behind it' },
    ...{ facts: behind({ backends: ['i-1', 'i-2'] }), names: ['master i-3 is not behind it'] },
  },
  {
    ...{ code: 'ACK111', verdict: 'fail', reason: 'a stranger is behind it' },
    ...{ facts: behind({ backends: ['i-1', 'i-2', 'i-3', 'i-9'] }), names: ['i-9 is behind it and no master'] },
  },
  {
    ...{ code: 'ACK111', verdict: 'fail', reason: 'nobody may change it' },
    ...{ facts: behind({ modificationProtection: true }), names: ['modification protection'] },
  },
  {
    ...{ code: 'ACK111', verdict: 'warn', reason: 'only a person knows whose addresses a list holds' },
    facts: behind({ listeners: tcp({ acl: { type: 'white', entries: 4 } }) }),
    names: ['white list of 4 entries'],
  },
  { code: 'ACK111', verdict: 'pass', reason: 'internal DNS has none of it', facts: noSlb('dns') },
  { code: 'ACK111', verdict: 'unknown', reason: 'it is not known what answers', facts: noSlb('unknown') },
  {
    ...{ code: 'ACK111', verdict: 'warn', reason: 'of a standard cluster the vendor looks at it too' },
    ...{ facts: { ...standard, ...noSlb('unknown') } },
  },
  {
    ...{ code: 'ACK111', verdict: 'pass', reason: 'the backends of a managed cluster are the vendor’s' },
    facts: { ...standard, ...behind({ backends: ['eni-1'] }) },
  },
  { code: 'ACK128', verdict: 'pass', reason: 'an SLB', names: ['SLB lb-1'] },
  { code: 'ACK128', verdict: 'pass', reason: 'an NLB', facts: noSlb('nlb'), names: ['do not apply'] },
  { code: 'ACK128', verdict: 'pass', reason: 'internal DNS', facts: noSlb('dns'), names: ['DNS'] },
  { code: 'ACK128', verdict: 'warn', reason: 'nobody says', facts: noSlb('unknown') },
];

describe('the load balancer of the API server', () => {
  it.each([...size, ...health])(title, expectCase);
});

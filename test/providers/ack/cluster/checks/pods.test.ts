import { describe, it } from 'vitest';
import { pod } from '../dedicated-sample.ts';
import { expectCase, title, type Case } from './case.ts';

const evict = { masters: { systemPods: 'evict' } };
const one = { 'masters.systemPods': [pod('coredns')] };
const lost = { 'masters.systemPods': [pod('coredns'), pod('bare', { owner: '', loses: 'no controller' })] };
const terway = { replicas: 2, webhooks: [{ kind: 'MutatingWebhookConfiguration', name: 'terway' }] };
const node = (host: string | null, port: string | null) => ({ 'components.virtualNode': { host, port } });

const pods: readonly Case[] = [
  { code: 'ACK117', verdict: 'pass', reason: 'static pods are replaced', names: ['2 static pods'] },
  {
    ...{ code: 'ACK117', verdict: 'fail', reason: 'one is there and may not be evicted', facts: one },
    ...{ names: ['1 system pod on masters; 0 allowed', 'kube-system/coredns'] },
    ...{ fix: 'masters.systemPods: evict', at: '/spec/masters/systemPods' },
  },
  { code: 'ACK117', verdict: 'later', reason: 'the plan evicts it', facts: one, spec: evict, later: 'evict-coredns' },
  {
    ...{ code: 'ACK117', verdict: 'fail', reason: 'an eviction would lose one', facts: lost, spec: evict },
    ...{ names: ['1 of them an eviction would lose', 'no controller'], fix: 'by hand' },
  },
  {
    ...{ code: 'ACK117', verdict: 'waived', reason: 'a waiver', facts: one },
    waivers: [{ code: 'ACK117', reason: 'they may die', expires: '2026-12-01' }],
  },
  { code: 'ACK131', verdict: 'pass', reason: 'nothing of yours is there' },
  {
    ...{ code: 'ACK131', verdict: 'fail', reason: 'a pod of yours' },
    facts: { 'masters.yourPods': [pod('cron-0', { namespace: 'shop' })] },
    names: ['1 thing of yours hangs on the masters', 'shop/cron-0', '0 allowed'],
  },
  {
    ...{ code: 'ACK131', verdict: 'fail', reason: 'a volume, a webhook and a load balancer' },
    facts: {
      'masters.volumes': [{ name: 'pv-1', node: 'm-1', claim: 'shop/data' }],
      'masters.backends': [{ kind: 'APIService', name: 'v1.x', service: 'a/b', pods: ['a/b-1'] }],
      'masters.balanced': [{ loadBalancer: 'lb-9', name: 'web' }],
    },
    names: ['3 things', 'pv-1', 'shop/data', 'APIService v1.x', 'lb-9 (web)'],
  },
  {
    ...{ code: 'ACK131', verdict: 'waived', reason: 'a waiver' },
    facts: { 'masters.balanced': [{ loadBalancer: 'lb-9', name: '' }] },
    waivers: [{ code: 'ACK131', reason: 'unused', expires: '2026-12-01' }],
  },
];

const components: readonly Case[] = [
  { code: 'ACK118', verdict: 'pass', reason: 'there is none' },
  {
    ...{ code: 'ACK118', verdict: 'pass', reason: 'parked' },
    facts: { 'components.terwayControlplane': { replicas: 0, webhooks: [] } },
  },
  {
    ...{ code: 'ACK118', verdict: 'later', reason: 'the plan parks it', later: 'terway-webhook-1' },
    ...{ facts: { 'components.terwayControlplane': terway }, names: ['2 replicas', '1 webhook', 'ConfigMap'] },
  },
  {
    ...{ code: 'ACK118', verdict: 'later', reason: 'replicas without webhooks', later: 'terway-scale' },
    facts: { 'components.terwayControlplane': { replicas: 1, webhooks: [] } },
  },
  { code: 'ACK119', verdict: 'pass', reason: 'there is none' },
  { code: 'ACK119', verdict: 'pass', reason: 'it knows', facts: node('192.168.0.10', '6443') },
  {
    ...{ code: 'ACK119', verdict: 'later', reason: 'it does not know', facts: node(null, null), later: 'virtual-node' },
    names: ['no host:no port', '192.168.0.10:6443 is needed'],
  },
  { code: 'ACK119', verdict: 'later', reason: 'the port', facts: node('192.168.0.10', '443'), later: 'virtual-node' },
  {
    ...{ code: 'ACK119', verdict: 'unknown', reason: 'no address to tell it' },
    facts: { ...node(null, null), 'api.address': null },
  },
  { code: 'ACK126', verdict: 'pass', reason: 'no cGPU' },
  { code: 'ACK126', verdict: 'pass', reason: 'Professional', facts: { 'components.cgpu': 'professional' } },
  { code: 'ACK126', verdict: 'warn', reason: 'Basic', facts: { 'components.cgpu': 'basic' }, names: ['7 days'] },
  { code: 'ACK124', verdict: 'pass', reason: 'no public address' },
  {
    ...{ code: 'ACK124', verdict: 'pass', reason: 'an EIP stays' },
    facts: { eip: { id: 'eip-1', address: '47.1.1.1' }, 'cluster.publicEndpoint': 'https://47.1.1.1:6443' },
  },
  {
    ...{ code: 'ACK124', verdict: 'warn', reason: 'a public SLB goes', names: ['47.2.2.2', 'lb-2'] },
    facts: { publicSlb: { id: 'lb-2', address: '47.2.2.2' } },
  },
  {
    ...{ code: 'ACK124', verdict: 'warn', reason: 'an address of nothing known' },
    facts: { 'cluster.publicEndpoint': 'https://47.3.3.3:6443' },
  },
];

describe('pods and components', () => {
  it.each([...pods, ...components])(title, expectCase);
});

import { describe, expect, it } from 'vitest';
import { handoverFacts, handoverOf } from '../../../../providers/ack/cluster/handover/handover.ts';
import { facts as known } from '../../../../providers/ack/cluster/facts.ts';
import { sampleDesired, sampleFacts } from '../../../render/handover/sample.ts';
import type { Facts } from '../../../../src/core/fact.ts';

const readyOf = (facts: Facts, spec: Readonly<Record<string, string | object>> = {}) => {
  const found = handoverOf(sampleDesired(spec), { ...sampleFacts, ...facts });
  if (found.is !== 'ready') throw new Error(found.why);
  return found;
};

const one = (facts: Facts, terraform: string) => {
  const found = readyOf(facts).resources.find((resource) => resource.terraform === terraform);
  if (found === undefined) throw new Error(`no ${terraform}`);
  return { ...found, given: Object.fromEntries(found.arguments.map(({ name, value }) => [name, value])) };
};

const part = (fact: string, over: Facts): Facts => ({ [fact]: { ...(sampleFacts[fact] as Facts), ...over } });

describe('what a cluster is handed over as', () => {
  it('is made from facts that the kind knows', () => {
    expect(handoverFacts.filter((fact) => !known.some(({ name }) => name === fact))).toEqual([]);
  });

  it('is the import of each thing there is, by the id that both tools take', () => {
    expect(readyOf({}).resources.map(({ terraform, id }) => `${terraform} ${id}`)).toEqual([
      'alicloud_cs_managed_kubernetes c82e6987e2961451182edacd74faf0003',
      'alicloud_slb_load_balancer lb-bp1o94dp5i6ea',
      'alicloud_cs_kubernetes_node_pool c82e6987e2961451182edacd74faf0003:np1',
      'alicloud_cs_kubernetes_node_pool c82e6987e2961451182edacd74faf0003:np2',
      'alicloud_oss_bucket prod-move',
      'alicloud_ram_policy k8sMasterRolePolicy-1f2e',
      'alicloud_ram_role_policy_attachment role:k8sMasterRolePolicy-1f2e:Custom:KubernetesMasterRole-1f2e',
    ]);
  });

  it('leaves an argument as it is that the service did not state, and never sets it to nothing', () => {
    const { given, leaves } = one(part('handover.cluster', { serviceCidr: '' }), 'alicloud_cs_managed_kubernetes');
    expect(given).not.toHaveProperty('service_cidr');
    expect(leaves).toContain('service_cidr');
  });

  it.each([
    { spec: 'slb.s1.small', chargeType: 'PayBySpec', is: 'slb.s1.small' },
    { spec: 'slb.s0.share', chargeType: 'PayBySpec', is: undefined },
    { spec: 'slb.lcu.elastic', chargeType: 'PayByCLCU', is: undefined },
    { spec: 'slb.s1.small', chargeType: 'PayByCLCU', is: undefined },
  ])('states the size $spec of a load balancer that is $chargeType: $is', ({ spec, chargeType, is }) => {
    const { given } = one(part('handover.balancer', { spec, chargeType }), 'alicloud_slb_load_balancer');
    expect(given['load_balancer_spec']).toBe(is);
  });

  it('lets go of the dedicated type only where the document speaks of a way from one', () => {
    expect(readyOf({}).released).toEqual([
      { terraform: 'alicloud_cs_kubernetes', pulumi: 'alicloud:cs/kubernetes:Kubernetes' },
    ]);
    const desired = { ...sampleDesired(), spec: { clusterId: 'c82', region: 'cn-hangzhou', edition: 'pro' } };
    expect(handoverOf(desired, sampleFacts)).toMatchObject({ is: 'ready', released: [] });
  });

  it.each([
    {
      reason: 'another kind of endpoint',
      facts: { 'cluster.endpoint': { kind: 'nlb', id: 'nlb-1' }, 'handover.balancer': null },
      says: 'of kind nlb (nlb-1)',
    },
    { reason: 'no bucket', facts: { 'handover.bucket': null }, says: 'no bucket prod-move of this account' },
    {
      reason: 'no role',
      facts: { 'handover.grant': { role: null, policies: [] } },
      says: 'names no role of its masters',
    },
  ])('says what is not in the files: $reason', ({ facts, says }) => {
    expect(readyOf(facts).notes.join('\n')).toContain(says);
    expect(readyOf({}).notes.join('\n')).not.toContain(says);
  });

  it('keeps a policy’s text as it is where that is no JSON', () => {
    const policies = [{ name: 'p', document: '{broken', roles: [] }];
    const { arguments: all } = one({ 'handover.grant': { role: 'r', policies } }, 'alicloud_ram_policy');
    expect(all.at(-1)).toEqual({ name: 'policy_document', value: '{broken', as: 'value' });
  });
});

describe('a handover that is too early', () => {
  it.each([
    {
      reason: 'not migrated',
      edition: 'dedicated',
      asked: 'pro',
      why: 'it is dedicated, and its document asks for pro',
    },
    { reason: 'Basic still', edition: 'standard', asked: 'pro', why: 'it is standard, and its document asks for pro' },
    {
      reason: 'dedicated on purpose',
      edition: 'dedicated',
      asked: 'dedicated',
      why: 'what is handed over is a managed cluster',
    },
    { reason: 'nobody knows what', edition: 'unknown:x', asked: 'pro', why: 'it is unknown:x' },
  ])('says why: $reason', ({ edition, asked, why }) => {
    const found = handoverOf(sampleDesired({ edition: asked }), { ...sampleFacts, 'cluster.edition': edition });
    expect(found).toMatchObject({ is: 'early', why: expect.stringContaining(why) as string });
  });
});

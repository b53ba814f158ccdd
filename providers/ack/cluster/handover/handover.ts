import type { Desired } from '../../../../src/core/desired.ts';
import type { Facts } from '../../../../src/core/fact.ts';
import type { Handover } from '../../../../src/core/handover.ts';
import { factOf } from '../dedicated-facts.ts';
import { specOf, type AckClusterSpec } from '../spec.ts';
import { resourcesOf } from './resources.ts';

/** What a dedicated cluster is; both tools call it deprecated. */
const formerType = { terraform: 'alicloud_cs_kubernetes', pulumi: 'alicloud:cs/kubernetes:Kubernetes' } as const;

/** The facts that a handover is made from, beside those of every observation. */
export const handoverFacts: readonly string[] = [
  'cluster.timezone',
  'cluster.endpoint',
  'handover.cluster',
  'handover.balancer',
  'handover.nodePools',
  'handover.bucket',
  'handover.grant',
];

const endpointNote = (facts: Facts): readonly string[] => {
  const endpoint = factOf(facts, 'cluster.endpoint');
  if (endpoint === undefined || factOf(facts, 'handover.balancer') !== null) return [];
  const what = endpoint.kind === 'slb' ? 'a classic load balancer that is gone' : `of kind ${endpoint.kind}`;
  return [`What answers at the private API address is ${what} (${endpoint.id ?? 'no id'}): it is not in these files.`];
};

const grantNotes = (facts: Facts, { migrationBucket }: AckClusterSpec): readonly string[] => {
  if (migrationBucket === null) return [];
  const grant = factOf(facts, 'handover.grant');
  return [
    ...(factOf(facts, 'handover.bucket') === null
      ? [`There is no bucket ${migrationBucket.name} of this account: it is not in these files.`]
      : []),
    ...(grant?.role === null
      ? [
          'The cluster names no role of its masters: a policy of theirs is here only if the document names it (policyName).',
        ]
      : []),
  ];
};

const stateNote =
  'An import writes the cluster’s certificates into the state (certificate_authority): keep that state like a secret.';

/**
 * A managed cluster of the edition that its document asks for. A dedicated one is early whatever is asked: the tools have
 * given up its resource type. Which type held the cluster before is not read anywhere; a document that names a migration
 * bucket comes from a dedicated one.
 */
export const handoverOf = (desired: Desired, facts: Facts): Handover => {
  const spec = specOf(desired);
  const edition = factOf(facts, 'cluster.edition') ?? 'unknown';
  if (edition !== spec.edition)
    return { is: 'early', why: `it is ${edition}, and its document asks for ${spec.edition}` };
  if (edition === 'dedicated')
    return { is: 'early', why: 'it is dedicated, and what is handed over is a managed cluster' };
  return {
    is: 'ready',
    resources: resourcesOf(facts, spec),
    released: spec.migrationBucket === null ? [] : [formerType],
    kubernetes: true,
    notes: [...endpointNote(facts), ...grantNotes(facts, spec), stateNote],
  };
};

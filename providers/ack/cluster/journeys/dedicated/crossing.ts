import type { Facts, Json } from '../../../../../src/core/fact.ts';
import type { StepDraft } from '../../../../../src/core/kind.ts';
import { factOf, listOf } from '../../dedicated-facts.ts';
import { before, pick } from '../expectations.ts';
import { mendedBy } from './mends.ts';
import type { Draft, Situation } from './situation.ts';

const because = ['cluster.edition'];

const precheck = (
  id: string,
  needs: readonly string[],
  { facts, mends = [] }: { readonly facts: Facts; readonly mends?: readonly string[] },
): StepDraft => ({
  id,
  type: 'check',
  operation: 'ack.precheck/1',
  title: id === 'precheck' ? 'vendor pre-check (a short pod per node)' : 'vendor pre-check again',
  because,
  args: { type: 'ClusterMigrate', ...(mends.length === 0 ? {} : { mends }) },
  // A pod on each node of a cluster that is no longer what was planned for would be for nothing.
  expects: before(facts),
  needs,
});

/** It may complain of what the preparations mend, and of nothing else. */
export const firstPrecheck = ({ facts }: Situation, prepared: readonly Draft[]): StepDraft =>
  precheck('precheck', [], { facts, mends: mendedBy(prepared) });

/** After preparations the cluster is another than the one that was checked. */
export const secondPrecheck = ({ facts }: Situation, last: string): StepDraft =>
  precheck('precheck-again', [last], { facts });

/** Where the masters upload to: the endpoint inside the region (ACK API reference; its exact form is not documented). */
const endpointOf = ({ spec, facts }: Situation): string =>
  factOf(facts, 'bucket')?.intranetEndpoint || `oss-${spec.region}-internal.aliyuncs.com`;

const tierAsked = ({ spec }: Situation): string => spec.tier ?? 'small';

export const migrate = (situation: Situation, last: string, rescues: readonly StepDraft[]): StepDraft => {
  const { spec, facts } = situation;
  const bucket = spec.migrationBucket;
  return {
    id: 'migrate',
    type: 'change',
    operation: 'ack.migrate/1',
    title: `POST /clusters/${spec.clusterId}/migrate`,
    because,
    args: {
      type: 'ManagedKubernetes',
      spec: `ack.pro.${tierAsked(situation)}`,
      ...(bucket === null ? {} : { oss_bucket_name: bucket.name, oss_bucket_endpoint: endpointOf(situation) }),
    },
    expects: [...before(facts), ...(bucket === null ? [] : [{ fact: 'bucket.state', equals: 'ours' }])],
    needs: [last],
    ifFailed: rescues.map(({ id }) => id),
  };
};

/** What must be as it was: who reaches the cluster, at which address, with which version and workers. */
const lasting = ['account.id', 'cluster.region', 'cluster.version', 'api.address', 'nodes.workers'];

/** Who the masters are now, since afterwards only the plan knows: their Node objects, and instances without one. */
const mastersNow = (facts: Facts): readonly Json[] => {
  const objects = listOf(facts, 'masters.objects');
  const named = objects.map(({ name, uid, instance }) => ({ node: name, uid, instance }));
  const others = listOf(facts, 'masters.instances')
    .filter(({ id }) => objects.every(({ instance }) => instance !== id))
    .map(({ id }) => ({ node: '', uid: '', instance: id }));
  return [...named, ...others];
};

export const prove = ({ facts }: Situation): StepDraft => {
  const proven: Record<string, Json> = Object.fromEntries(
    pick(facts, lasting).map(({ fact, equals }) => [fact, equals]),
  );
  return {
    id: 'prove',
    type: 'check',
    operation: 'ack.prove/1',
    title: 'prove: Pro, running; address, version, workers as before; masters out of the cluster',
    because,
    args: { facts: { ...proven, 'cluster.edition': 'pro', 'cluster.state': 'running' }, masters: mastersNow(facts) },
    expects: [],
    needs: ['migrate'],
  };
};

import { error, type Diagnostic } from '../../../src/core/diagnostic.ts';
import type { Desired } from '../../../src/core/desired.ts';
import type { Check } from '../../../src/core/check.ts';
import type { Kind } from '../../../src/core/kind.ts';
import { schemaErrors } from '../../../src/core/schema-error.ts';
import { validateAckClusterSpec } from '../../../src/generated/validators.cjs';
import schema from './spec.schema.json' with { type: 'json' };
import { accountChecks } from './checks/account.ts';
import { kubernetesChecks } from './checks/kubernetes.ts';
import { peopleChecks } from './checks/people.ts';
import { precheckChecks } from './checks/precheck.ts';
import { standingChecks } from './checks/standing.ts';
import { targetChecks } from './checks/target.ts';
import { contracts } from './contracts.ts';
import { costOf, faultIn } from './cost.ts';
import prices from './prices.json' with { type: 'json' };
import { facts } from './facts.ts';
import { routeOf } from './journeys/route.ts';
import { topics } from './journeys/topics.ts';
import { specOf } from './spec.ts';
import { standardToPro } from './journeys/standard-to-pro.ts';

const checks: readonly Check[] = [
  ...accountChecks,
  ...targetChecks,
  ...standingChecks,
  ...precheckChecks,
  ...kubernetesChecks,
  ...peopleChecks,
];

/** A waiver of a check that nothing may waive, or of none, is a mistake in the document. */
const lintWaivers = (desired: Desired): readonly Diagnostic[] =>
  desired.waivers.flatMap(({ code }, index) => {
    const check = checks.find((candidate) => candidate.code === code);
    if (check?.waivable) return [];
    const at = desired.place(`/spec/waivers/${String(index)}/code`);
    const summary = check === undefined ? `there is no check ${code} for an AckCluster` : `${code} cannot be waived`;
    const waivable = checks.filter((candidate) => candidate.waivable).map((candidate) => candidate.code);
    return [
      error('PLN011', { summary, at, address: desired.address, remedy: `waivable here: ${waivable.join(', ')}` }),
    ];
  });

/** What a migration to Pro leaves as it is (the vendor's pages): where it answers, what runs, who it is. */
const inventory = [
  'account.id',
  'cluster.name',
  'cluster.region',
  'cluster.version',
  'api.address',
  'nodes.workers',
  'apiservices.unavailable',
];

/** An ACK cluster: the table of contents of its kind. */
export const ackCluster: Kind = {
  name: 'AckCluster',
  schema,
  validateSpec: (value) => schemaErrors(validateAckClusterSpec, value),
  facts,
  desiredFacts: (desired) => ({ 'cluster.edition': specOf(desired).edition }),
  checks,
  route: (desired, observed) => {
    const from = observed.facts['cluster.edition'];
    const route = routeOf(typeof from === 'string' ? from : 'unknown', specOf(desired).edition);
    return route.is === 'due' ? { is: 'due', journey: standardToPro(desired, observed.facts) } : route;
  },
  key: (desired, observed) => {
    const account = observed.facts['account.id'];
    if (typeof account !== 'string' || observed.state === 'withheld') return null;
    const { region, clusterId } = specOf(desired);
    return `ack:${account}:${region}:${clusterId}`;
  },
  identity: (desired) => `ack:${specOf(desired).region}:${specOf(desired).clusterId}`,
  contracts,
  precheck: {
    operation: 'ack.precheck/1',
    title: 'vendor pre-check (a short pod per node)',
    args: { type: 'ClusterMigrate' },
  },
  inventory,
  pricing: { prices, fault: faultIn, cost: costOf },
  topics,
  lint: lintWaivers,
  driver: async (settings) => (await import('./driver.ts')).createDriver(settings),
};

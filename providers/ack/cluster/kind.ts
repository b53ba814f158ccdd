import { error, type Diagnostic } from '../../../src/core/diagnostic.ts';
import type { Desired } from '../../../src/core/desired.ts';
import type { Check, CheckSubject } from '../../../src/core/check.ts';
import type { Facts } from '../../../src/core/fact.ts';
import type { Kind, Route } from '../../../src/core/kind.ts';
import { schemaErrors } from '../../../src/core/schema-error.ts';
import { validateAckClusterSpec } from '../../../src/generated/validators.cjs';
import schema from './spec.schema.json' with { type: 'json' };
import { probeChecks } from '../../probes/checks.ts';
import { probeContracts } from '../../probes/contracts.ts';
import { watchesOnlyLoopback } from '../../probes/http-probe.ts';
import { lintProbes } from '../../probes/lint-probes.ts';
import { withProbes } from '../../probes/with-probes.ts';
import { accountChecks } from './checks/account.ts';
import { assistantChecks } from './checks/assistant.ts';
import { bucketChecks } from './checks/bucket.ts';
import { anyMigration } from './checks/columns.ts';
import { componentChecks } from './checks/components.ts';
import { exposureChecks } from './checks/exposure.ts';
import { grantChecks } from './checks/grant.ts';
import { kubernetesChecks } from './checks/kubernetes.ts';
import { loadBalancerChecks } from './checks/load-balancer.ts';
import { masterChecks } from './checks/masters.ts';
import { operatorChecks } from './checks/operator.ts';
import { peopleChecks } from './checks/people.ts';
import { pipelineChecks } from './checks/pipelines.ts';
import { podChecks } from './checks/pods.ts';
import { precheckChecks } from './checks/precheck.ts';
import { roomChecks } from './checks/room.ts';
import { sizeChecks } from './checks/size.ts';
import { standingChecks } from './checks/standing.ts';
import { targetChecks } from './checks/target.ts';
import { timezoneChecks } from './checks/timezone.ts';
import { accessOf } from './access.ts';
import { contracts } from './contracts.ts';
import { costOf, faultIn } from './cost.ts';
import prices from './prices.json' with { type: 'json' };
import { clusterDrafts } from './drafts.ts';
import { facts } from './facts.ts';
import { handoverFacts, handoverOf } from './handover/handover.ts';
import { dedicatedToPro } from './journeys/dedicated-to-pro.ts';
import { routeOfSubject } from './journeys/route-of-subject.ts';
import { tierChange } from './journeys/tier.ts';
import { topics } from './journeys/topics.ts';
import { specOf } from './spec.ts';
import { worldForm } from './world/world.ts';
import { standardToPro } from './journeys/standard-to-pro.ts';
import { ackTicket } from './ticket.ts';

const checks: readonly Check[] = [
  ...accountChecks,
  ...targetChecks,
  ...standingChecks,
  ...precheckChecks,
  ...timezoneChecks,
  ...assistantChecks,
  ...masterChecks,
  ...roomChecks,
  ...loadBalancerChecks,
  ...bucketChecks,
  ...grantChecks,
  ...podChecks,
  ...componentChecks,
  ...kubernetesChecks,
  ...peopleChecks,
  ...exposureChecks,
  ...operatorChecks,
  ...sizeChecks,
  ...pipelineChecks,
  ...probeChecks(anyMigration),
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
/** The facts a document asks for: its edition, and within Pro its tier where it names one. */
const wanted = (desired: Desired): Facts => {
  const { edition, tier } = specOf(desired);
  return { 'cluster.edition': edition, ...(edition === 'pro' && tier !== null ? { 'cluster.tier': tier } : {}) };
};

/** Both migrations turn at the same step; a change of tier has a way back, and nothing is watched around it. */
const watched = { turn: 'migrate', proof: 'prove', gate: 'commit' } as const;

const journeyOf = (subject: CheckSubject): Route => {
  const { desired, observed } = subject;
  const route = routeOfSubject(subject);
  if (route.is !== 'due') return route;
  switch (route.journey) {
    case 'standard':
      return { is: 'due', journey: withProbes(standardToPro(desired, observed.facts), desired, watched) };
    case 'dedicated':
      return { is: 'due', journey: withProbes(dedicatedToPro(subject), desired, watched) };
    case 'tier':
      return { is: 'due', journey: tierChange(subject, route.from, route.to) };
  }
};

/** An ACK cluster: the table of contents of its kind. */
export const ackCluster: Kind = {
  name: 'AckCluster',
  schema,
  validateSpec: (value) => schemaErrors(validateAckClusterSpec, value),
  facts,
  desiredFacts: wanted,
  checks,
  route: (desired, observed) => journeyOf({ desired, observed }),
  key: (desired, observed) => {
    const account = observed.facts['account.id'];
    if (typeof account !== 'string' || observed.state === 'withheld') return null;
    const { region, clusterId } = specOf(desired);
    return `ack:${account}:${region}:${clusterId}`;
  },
  region: (desired) => specOf(desired).region,
  identity: (desired) => `ack:${specOf(desired).region}:${specOf(desired).clusterId}`,
  contracts: { ...contracts, ...probeContracts },
  precheck: {
    operation: 'ack.precheck/1',
    title: 'vendor pre-check (a short pod per node)',
    args: { type: 'ClusterMigrate' },
  },
  inventory,
  handover: { facts: handoverFacts, of: handoverOf },
  pricing: { prices, fault: faultIn, cost: costOf },
  topics,
  ticket: ackTicket,
  access: accessOf,
  attested: (desired) =>
    Object.fromEntries((specOf(desired).attestations.duties ?? []).map(({ duty, says }) => [duty, says])),
  lint: (desired) => [...lintWaivers(desired), ...lintProbes(desired)],
  asksOnlyLoopback: watchesOnlyLoopback,
  world: worldForm,
  census: { by: 'region', usual: true, drafts: clusterDrafts },
  driver: async (settings) => (await import('./driver.ts')).createDriver(settings),
};

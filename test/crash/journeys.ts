import { readFileSync } from 'node:fs';
import { parse, stringify } from 'yaml';
import { readWorld, type World } from '../../src/twin/world.ts';
import { center } from '../script/center-world.ts';

/** A way that is walked from its document to its end. */
export interface Journey {
  readonly name: string;
  readonly world: World;
  readonly document: string;
  /** By gate, the calls that wait for its yes; every other write waits for one of any gate. */
  readonly gates: Readonly<Record<string, RegExp>>;
  /** Every call by which it changes something. */
  readonly sends: RegExp;
}

const worldOf = (text: string): World => {
  const read = readWorld(text, 'world.yaml');
  if (!read.ok) throw new Error(JSON.stringify(read.diagnostics));
  return read.value;
};

const worldWith = (fields: Readonly<Record<string, unknown>>): World =>
  worldOf(stringify({ apiVersion: 'onward/v1', kind: 'World', ...fields }));

const written = (kind: string, name: string, ...spec: readonly string[]): string =>
  [
    'apiVersion: onward/v1',
    `kind: ${kind}`,
    `metadata: { name: ${name} }`,
    'spec:',
    ...spec.map((line) => `  ${line}`),
    '',
  ].join('\n');

const cluster = (id: string, ...more: readonly string[]): string =>
  written('AckCluster', 'prod', `clusterId: ${id}`, 'region: cn-hangzhou', 'edition: pro', ...more);

const standardId = 'c82e6987e2961451182edacd74faf0000';

/** What takes minutes elsewhere: each look at it is the same, and a few of them show what many would. */
const quick = { checks: { minutes: 0.3 }, migrate: { minutes: 2, apiDownMinutes: 1 } };

const standard: Journey = {
  name: 'standard to pro',
  world: worldWith({
    ack: { clusters: [{ id: standardId, name: 'prod', spec: 'ack.standard', workers: 1, ...quick }] },
  }),
  document: cluster(standardId),
  gates: { 'prod/commit': /^MigrateCluster$/ },
  sends: /^(RunClusterCheck|MigrateCluster)$/,
};

/** The sample world, in which everything that can stand in the way does. */
const dedicatedWorld = (): World => {
  const world = parse(readFileSync('worlds/dedicated.yaml', 'utf8')) as { ack: { clusters: readonly object[] } };
  const clusters = world.ack.clusters.map((one) => ({ ...one, ...quick, workers: 2 }));
  return worldWith({ ...world, ack: { clusters } });
};

const dedicated: Journey = {
  name: 'dedicated to pro',
  world: dedicatedWorld(),
  document: cluster(
    'c82e6987e2961451182edacd74faf0003',
    'migrationBucket: { name: prod-move, rotateVersions: true }',
    'masters: { cloudAssistant: install, systemPods: evict }',
    'attestations: { allowList: "not required", backup: "velero, today" }',
  ),
  gates: { 'prod/commit': /^(MigrateCluster|delete nodes|DeleteMultipleObjects)$/ },
  // A failed migration has its webhooks put back, and the copy of them removed.
  sends:
    /^(RunClusterCheck|MigrateCluster|Modify(Cluster|InstanceAttribute|LoadBalancerInstanceSpec)|PutBucketReferer|CreatePolicyVersion|DeletePolicyVersion|InstallCloudAssistant|RebootInstance|DeleteMultipleObjects|delete nodes|patch (nodes|deployments)|create (pods\/eviction|configmaps)|delete configmaps|(create|delete) (mutating|validating)webhookconfigurations)$/,
};

/** Its copy is short: a life is lived thousands of times. */
const aCenter = worldWith(center({ name: 'erp', copyMinutes: 1 }));

const machine = (name: string, ...spec: readonly string[]): Journey => ({
  name,
  world: aCenter,
  document: written(
    'VirtualMachine',
    'erp',
    'operationCenter: hz',
    'machine: { cluster: hz-a, name: erp }',
    'placement: { cluster: hz-b, hosts: [hz-b-1] }',
    'network: direct',
    'networks: [{ from: v10, to: v110 }]',
    'storagePolicy: REPLICA_2_THIN_PROVISION',
    ...spec,
  ),
  gates: {
    'erp/move': /^(shutdown-vm|migrate-vm-across-cluster|start-vm)$/,
    'erp/shutdown': /^stop-vm-in-cutover-migration$/,
  },
  sends: /^(shutdown-vm|migrate-vm-across-cluster|start-vm|stop-vm-in-cutover-migration)$/,
});

export const journeys: readonly Journey[] = [
  standard,
  dedicated,
  machine('hot'),
  machine('cold', 'method: cold', 'maxDowntime: whole', 'shutdown: { by: guest }', 'finalPower: on'),
  machine('staged', 'method: staged', 'maxDowntime: short'),
];

import type { FactDefinition } from '../../../src/core/fact.ts';

/**
 * Duties after a migration that the cloud shows done. Each has a fact (`DutyFact`) and a reader of its own in `duties/`;
 * its arguments come from the plan that left it.
 */
const titles = {
  masterInstances: "masters' instances",
  masterSubscriptions: "masters' subscribed instances",
  masterDisks: "masters' disks",
  publicAddress: 'public API address',
  publicBalancer: 'public load balancer',
  nodeObjects: "masters' Node objects",
  albController: 'ALB Ingress controller of the dedicated cluster',
  virtualNode: 'virtual node of the dedicated cluster',
  terway: 'parked terway-controlplane',
  cgpu: 'cGPU Basic',
  olderGrant: 'older grant on the bucket',
} as const;

export type DutyName = keyof typeof titles;

export const dutyFacts: readonly FactDefinition[] = Object.entries(titles).map(([name, title]) => ({
  name: `duty.${name}`,
  title,
  role: 'duty',
}));

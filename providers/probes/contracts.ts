import type { Contract } from '../../src/core/operation.ts';
import { apart } from './http-probe.ts';

export const greenBefore = 'probe.green-before/1';
export const greenAfter = 'probe.green-after/1';

const reads = { sends: false, reversibility: null, undo: null, again: 'harmless', downtime: null } as const;

/** Watching only reads. How long a step takes is in its draft, since the document says it; the budgets lie above that. */
const all: readonly Contract[] = [
  { ...reads, operation: greenBefore, duration: { p50: '15s', p90: '30s' }, budget: '30m', poll: apart.before },
  { ...reads, operation: greenAfter, duration: { p50: '10m', p90: '10m' }, budget: '13h', poll: apart.after },
];

export const probeContracts: Readonly<Record<string, Contract>> = Object.fromEntries(
  all.map((one) => [one.operation, one]),
);

import type { Contract } from '../../../src/core/operation.ts';

/** What is true of each operation on an AckCluster. Durations are the vendor's words where there are any. */
export const contracts: Readonly<Record<string, Contract>> = {
  'ack.precheck/1': {
    operation: 'ack.precheck/1',
    sends: true,
    reversibility: null,
    undo: null,
    again: 'harmless',
    duration: { p50: '2m', p90: '15m' },
    downtime: null,
    budget: '20m',
    poll: '5s',
  },
  'ack.migrate/1': {
    operation: 'ack.migrate/1',
    sends: true,
    reversibility: 'one-way',
    undo: null,
    again: 'after-window',
    duration: { p50: '10m', p90: '15m' },
    downtime: { what: 'API server', p50: '5m', p90: '10m' },
    budget: '45m',
    poll: '10s',
  },
  'ack.prove/1': {
    operation: 'ack.prove/1',
    sends: false,
    reversibility: null,
    undo: null,
    again: 'harmless',
    duration: { p50: '10s', p90: '1m' },
    downtime: null,
    budget: '10m',
    poll: '10s',
  },
};

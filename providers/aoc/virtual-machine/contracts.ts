import type { Contract } from '../../../src/core/operation.ts';
import type { Reversibility } from '../../../src/core/reversibility.ts';
import type { Downtime, Duration, Span } from '../../../src/core/step.ts';

interface Terms {
  readonly reversibility: Reversibility | null;
  readonly undo?: string;
  readonly undoLoses?: string;
  readonly duration: Duration;
  readonly downtime?: Downtime;
  readonly budget: Span;
  readonly poll?: Span;
  readonly again?: Contract['again'];
  readonly sends?: boolean;
  readonly leavesDown?: true;
}

/** No request of this API dies by itself, so a submitted move is never submitted again: `never` unless it is harmless. */
const contract = (operation: string, terms: Terms): Contract => ({
  operation,
  sends: terms.sends ?? true,
  reversibility: terms.reversibility,
  undo: terms.undo ?? null,
  ...(terms.undoLoses === undefined ? {} : { undoLoses: terms.undoLoses }),
  again: terms.again ?? 'never',
  duration: terms.duration,
  downtime: terms.downtime ?? null,
  ...(terms.leavesDown === undefined ? {} : { leavesDown: terms.leavesDown }),
  budget: terms.budget,
  poll: terms.poll ?? '5s',
});

/** How long a copy takes depends on its size and the network, of which nothing is published: wide, and said to be a guess. */
const copying: Duration = { p50: '30m', p90: '6h' };
const machine = (p50: Span, p90: Span): Downtime => ({ what: 'machine', p50, p90 });

const all: readonly Contract[] = [
  contract('aoc.migrate-hot/1', { reversibility: 'compensable', duration: { p50: '5m', p90: '30m' }, budget: '4h' }),
  contract('aoc.migrate-cold/1', { reversibility: 'compensable', duration: { p50: '1m', p90: '10m' }, budget: '4h' }),
  contract('aoc.move-hot/1', { reversibility: 'compensable', duration: copying, budget: '24h' }),
  contract('aoc.move-cold/1', {
    reversibility: 'compensable',
    duration: copying,
    downtime: machine('30m', '6h'),
    budget: '24h',
  }),
  contract('aoc.move-and-delete/1', { reversibility: 'one-way', duration: copying, budget: '24h' }),
  contract('aoc.copy/1', {
    reversibility: 'reversible',
    undo: 'aoc.abort-copy/1',
    undoLoses: 'what was copied',
    duration: copying,
    budget: '48h',
    poll: '30s',
  }),
  contract('aoc.abort-copy/1', { reversibility: 'compensable', duration: { p50: '10s', p90: '2m' }, budget: '30m' }),
  // The source stays: start it and lose what was written since. It may be begun by hand, so it is no step that only we begin.
  contract('aoc.cut-over/1', {
    reversibility: 'compensable',
    duration: { p50: '4m', p90: '20m' },
    downtime: machine('2m', '6m'),
    budget: '4h',
  }),
  contract('aoc.cut-over-and-delete/1', {
    reversibility: 'permanent',
    duration: { p50: '4m', p90: '20m' },
    downtime: machine('2m', '6m'),
    budget: '4h',
  }),
  contract('aoc.shut-down/1', {
    reversibility: 'compensable',
    again: 'harmless',
    duration: { p50: '30s', p90: '5m' },
    leavesDown: true,
    budget: '30m',
  }),
  contract('aoc.cut-power/1', {
    reversibility: 'permanent',
    again: 'harmless',
    duration: { p50: '5s', p90: '30s' },
    leavesDown: true,
    budget: '10m',
  }),
  contract('aoc.await-shutdown/1', {
    sends: false,
    reversibility: null,
    again: 'harmless',
    duration: { p50: '10m', p90: '4h' },
    leavesDown: true,
    budget: '24h',
    poll: '30s',
  }),
  contract('aoc.start/1', {
    reversibility: 'compensable',
    again: 'harmless',
    duration: { p50: '30s', p90: '3m' },
    budget: '30m',
  }),
  contract('aoc.prove/1', {
    sends: false,
    reversibility: null,
    again: 'harmless',
    duration: { p50: '10s', p90: '1m' },
    budget: '15m',
  }),
];

/** By name and version. */
export const contracts: Readonly<Record<string, Contract>> = Object.fromEntries(all.map((one) => [one.operation, one]));

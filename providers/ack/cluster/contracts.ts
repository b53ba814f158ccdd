import type { Contract } from '../../../src/core/operation.ts';
import type { Downtime, Duration, Span } from '../../../src/core/step.ts';
import type { Reversibility } from '../../../src/core/reversibility.ts';

interface Terms {
  readonly reversibility: Reversibility | null;
  readonly undo?: string;
  readonly duration: Duration;
  readonly budget: Span;
  readonly poll?: Span;
  readonly downtime?: Downtime;
  readonly again?: Contract['again'];
  readonly sends?: boolean;
}

const contract = (operation: string, promise: Terms): Contract => ({
  operation,
  sends: promise.sends ?? true,
  reversibility: promise.reversibility,
  undo: promise.undo ?? null,
  again: promise.again ?? 'harmless',
  duration: promise.duration,
  downtime: promise.downtime ?? null,
  budget: promise.budget,
  poll: promise.poll ?? '5s',
});

const seconds: Duration = { p50: '5s', p90: '30s' };

/** What is true of each operation on an AckCluster. Durations are the vendor's words where there are any. */
const all: readonly Contract[] = [
  contract('ack.precheck/1', { reversibility: null, duration: { p50: '2m', p90: '15m' }, budget: '20m' }),
  // ModifyCluster sets another time zone; it has no way to set none again.
  contract('ack.set-timezone/1', {
    reversibility: 'compensable',
    duration: { p50: '10s', p90: '1m' },
    budget: '10m',
  }),
  contract('ack.create-bucket/1', {
    reversibility: 'reversible',
    undo: 'ack.delete-bucket/1',
    duration: seconds,
    budget: '5m',
  }),
  contract('ack.allow-empty-referer/1', {
    reversibility: 'reversible',
    undo: 'ack.refuse-empty-referer/1',
    duration: seconds,
    budget: '5m',
  }),
  contract('ack.refuse-empty-referer/1', {
    reversibility: 'reversible',
    undo: 'ack.allow-empty-referer/1',
    duration: seconds,
    budget: '5m',
  }),
  // A policy change is not visible everywhere at once: the vendor says to wait some seconds.
  contract('ack.grant-bucket/1', {
    reversibility: 'reversible',
    undo: 'ack.revoke-bucket/1',
    duration: seconds,
    budget: '5m',
  }),
  contract('ack.revoke-bucket/1', {
    reversibility: 'reversible',
    undo: 'ack.grant-bucket/1',
    duration: seconds,
    budget: '5m',
  }),
  contract('ack.create-own-policy/1', {
    reversibility: 'reversible',
    undo: 'ack.delete-own-policy/1',
    duration: seconds,
    budget: '5m',
  }),
  contract('ack.attach-own-policy/1', {
    reversibility: 'reversible',
    undo: 'ack.detach-own-policy/1',
    duration: seconds,
    budget: '5m',
  }),
  contract('ack.detach-own-policy/1', {
    reversibility: 'reversible',
    undo: 'ack.attach-own-policy/1',
    duration: seconds,
    budget: '5m',
  }),
  contract('ack.delete-own-policy/1', {
    reversibility: 'reversible',
    undo: 'ack.create-own-policy/1',
    duration: seconds,
    budget: '5m',
  }),
  // Takes effect with the next reboot, which is a step of its own.
  contract('ack.install-assistant/1', { reversibility: 'compensable', duration: seconds, budget: '5m' }),
  contract('ack.reboot-master/1', {
    reversibility: 'permanent',
    again: 'after-window',
    duration: { p50: '3m', p90: '8m' },
    downtime: { what: 'one master', p50: '3m', p90: '8m' },
    budget: '15m',
    poll: '10s',
  }),
  contract('ack.cordon/1', { reversibility: 'reversible', undo: 'ack.uncordon/1', duration: seconds, budget: '5m' }),
  contract('ack.uncordon/1', { reversibility: 'reversible', undo: 'ack.cordon/1', duration: seconds, budget: '5m' }),
  contract('ack.evict-pod/1', { reversibility: 'compensable', duration: { p50: '30s', p90: '5m' }, budget: '15m' }),
  contract('ack.back-up-terway/1', {
    reversibility: 'reversible',
    undo: 'ack.delete-terway-backup/1',
    duration: seconds,
    budget: '5m',
  }),
  contract('ack.delete-terway-backup/1', {
    reversibility: 'reversible',
    undo: 'ack.back-up-terway/1',
    duration: seconds,
    budget: '5m',
  }),
  contract('ack.scale-terway/1', {
    reversibility: 'reversible',
    undo: 'ack.scale-terway/1',
    duration: { p50: '30s', p90: '2m' },
    budget: '10m',
  }),
  contract('ack.remove-webhook/1', {
    reversibility: 'reversible',
    undo: 'ack.restore-webhook/1',
    duration: seconds,
    budget: '5m',
  }),
  contract('ack.restore-webhook/1', {
    reversibility: 'reversible',
    undo: 'ack.remove-webhook/1',
    duration: seconds,
    budget: '5m',
  }),
  // The undo's arguments are what was there before; null takes a variable away.
  contract('ack.point-virtual-node/1', {
    reversibility: 'reversible',
    undo: 'ack.point-virtual-node/1',
    duration: { p50: '30s', p90: '2m' },
    budget: '10m',
  }),
  contract('ack.upgrade-slb/1', {
    reversibility: 'permanent',
    duration: { p50: '30s', p90: '1m' },
    downtime: { what: 'API server', p50: '10s', p90: '30s' },
    budget: '10m',
  }),
  contract('ack.slb-pay-by-lcu/1', { reversibility: 'permanent', duration: { p50: '30s', p90: '1m' }, budget: '10m' }),
  contract('ack.migrate/1', {
    reversibility: 'one-way',
    again: 'after-window',
    duration: { p50: '10m', p90: '15m' },
    downtime: { what: 'API server', p50: '5m', p90: '10m' },
    budget: '45m',
    poll: '10s',
  }),
  contract('ack.prove/1', {
    sends: false,
    reversibility: null,
    duration: { p50: '10s', p90: '1m' },
    budget: '10m',
    poll: '10s',
  }),
  contract('ack.protect-instance/1', { reversibility: 'reversible', duration: seconds, budget: '5m' }),
  contract('ack.remove-node/1', { reversibility: 'one-way', duration: seconds, budget: '5m' }),
  contract('ack.delete-etcd-copy/1', { reversibility: 'permanent', duration: seconds, budget: '5m' }),
  contract('ack.delete-bucket/1', { reversibility: 'permanent', duration: seconds, budget: '5m' }),
  contract('ack.change-tier/1', {
    reversibility: 'reversible',
    undo: 'ack.change-tier/1',
    duration: { p50: '5m', p90: '20m' },
    budget: '45m',
    poll: '10s',
  }),
];

export const contracts: Readonly<Record<string, Contract>> = Object.fromEntries(all.map((one) => [one.operation, one]));

import { describe, expect, it } from 'vitest';
import type { HeldRun } from '../../src/app/held-run.ts';
import type { RunOptions } from '../../src/app/run-options.ts';
import { portsOf } from '../../src/app/run-ports.ts';

/** How long a run that was told to hurry really waits when it wants to wait 10 s. */
const waited = async (subject: object): Promise<readonly number[]> => {
  const waits: number[] = [];
  const sleep = (ms: number): Promise<void> => {
    waits.push(ms);
    return Promise.resolve();
  };
  const run = { subjects: new Map([['Pool/a', subject]]), earlier: [], journal: { first: { seq: 0 } }, locks: [] };
  const host = { env: { ONWARD_PACE: 'max' }, sleep, monotonic: () => 0, randomUuid: () => '' };
  await portsOf(
    { ...run, plan: { targets: [] }, locks: [] } as unknown as HeldRun,
    { host } as unknown as RunOptions,
  ).time.wait(10_000);
  return waits;
};

const twin = { loopback: true };

describe('the pace of a run', () => {
  it.each([
    { subject: { driver: twin, kind: {} }, waits: 5, reason: 'all that is asked is a twin' },
    { subject: { driver: { loopback: false }, kind: {} }, waits: 10_000, reason: 'a real cloud is never hurried' },
    {
      subject: { driver: twin, kind: { asksOnlyLoopback: () => false } },
      waits: 10_000,
      reason: 'nor is a service of somebody’s that is watched beside a twin',
    },
    { subject: { driver: twin, kind: { asksOnlyLoopback: () => true } }, waits: 5, reason: 'one on loopback may be' },
  ])('waits $waits ms of 10 s: $reason', async ({ subject, waits }) => {
    expect(await waited(subject)).toEqual([waits]);
  });
});

import { describe, expect, it } from 'vitest';
import { driveLeg } from '../../src/pulumi/drive.ts';
import type { Perform } from '../../src/run/executor.ts';
import { legOf, performing } from '../conformance/executor.ts';

const leg = legOf('prod/a', 'prod/b: prod/a', 'prod/c: prod/b', 'test/a');
const never: Perform = () => new Promise(() => undefined);

describe('driving a leg for an engine that is not trusted', () => {
  it('performs a step once, however often and however fast it is asked for', async () => {
    const { seen, perform } = performing();
    const drive = driveLeg(leg, perform);
    const asked = [drive.answer(leg.plan, 'prod/a'), drive.answer(leg.plan, 'prod/a')];
    expect(await Promise.all(asked)).toEqual(['done', 'done']);
    expect(await drive.answer(leg.plan, 'prod/a')).toBe('done');
    expect(seen.began).toEqual(['prod/a']);
  });

  it.each([
    { plan: leg.plan, step: 'prod/b', reason: 'its need was not performed' },
    { plan: leg.plan, step: 'prod/z', reason: 'the leg has no such step' },
    { plan: leg.plan, step: '__proto__', reason: 'a name that means something to JavaScript' },
    { plan: 'sha256:other', step: 'prod/a', reason: 'another plan' },
  ])('refuses a step and performs nothing: $reason', async ({ plan, step }) => {
    const { seen, perform } = performing();
    expect(await driveLeg(leg, perform).answer(plan, step)).toBe('refused');
    expect(seen.began).toEqual([]);
  });

  it('refuses the dependant of a step that failed, even if the engine asks for it', async () => {
    const { seen, perform } = performing({ 'prod/a': 'failed' });
    const drive = driveLeg(leg, perform);
    expect(await drive.answer(leg.plan, 'prod/a')).toBe('failed');
    expect(await drive.answer(leg.plan, 'prod/b')).toBe('refused');
    expect(seen.began).toEqual(['prod/a']);
  });

  it('starts nothing once it was stopped, and still gives the answers it has', async () => {
    const { seen, perform } = performing();
    const drive = driveLeg(leg, perform);
    await drive.answer(leg.plan, 'prod/a');
    drive.stop();
    expect(await drive.answer(leg.plan, 'prod/b')).toBe('refused');
    expect(await drive.answer(leg.plan, 'prod/a')).toBe('done');
    expect(seen.began).toEqual(['prod/a']);
  });

  it('throws on a leg in which a step comes before what it needs', () => {
    const { perform } = performing();
    expect(() => driveLeg(legOf('prod/b: prod/a', 'prod/a'), perform)).toThrow('list prod/a before prod/b');
  });

  it('knows what is left: neither performed nor skipped for a failed need', async () => {
    const { perform } = performing({ 'prod/a': 'parked' });
    const drive = driveLeg(leg, perform);
    expect(drive.left()).toEqual(['prod/a', 'prod/b', 'prod/c', 'test/a']);
    await drive.answer(leg.plan, 'prod/a');
    expect(drive.left()).toEqual(['test/a']);
  });

  it('knows what is in flight, and counts a step in flight as no reason to skip', () => {
    const drive = driveLeg(leg, never);
    void drive.answer(leg.plan, 'prod/a');
    expect(drive.inFlight()).toEqual(['prod/a']);
    expect(drive.left()).toEqual(['prod/b', 'prod/c', 'test/a']);
  });

  it.each([
    { perform: () => Promise.reject(new Error('bug')), reason: 'rejected' },
    {
      perform: () => {
        throw new Error('bug');
      },
      reason: 'thrown',
    },
  ])('answers failed on a bug in `perform` and keeps the bug: $reason', async ({ perform }) => {
    const drive = driveLeg(leg, perform);
    expect(await drive.answer(leg.plan, 'prod/a')).toBe('failed');
    expect(drive.bugs).toEqual([new Error('bug')]);
  });
});

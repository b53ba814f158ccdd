import { describe, expect, it } from 'vitest';
import { createCloudClock, rfc3339 } from '../../../providers/wire/cloud-clock.ts';

const date = 'Sun, 22 Nov 2026 00:00:00 GMT';
const start = Date.parse(date);

describe('the cloud’s clock', () => {
  it.each([
    { pace: 1 as const, reason: 'a real cloud', elapsed: 5_000 },
    { pace: 60 as const, reason: 'a twin that runs sixty times as fast', elapsed: 300_000 },
    { pace: 'max' as const, reason: 'a twin that jumps', elapsed: 5_000 },
  ])('adds monotonic time to the last Date header: $reason', ({ pace, elapsed }) => {
    let monotonic = 1_000;
    const clock = createCloudClock(() => monotonic, pace);
    expect(clock.now()).toBeNull();
    clock.hear(date);
    monotonic += 5_000;
    expect(clock.now()).toBe(start + elapsed);
  });

  it('ignores what is no date, and believes the newest header', () => {
    const clock = createCloudClock(() => 0, 1);
    clock.hear(date);
    clock.hear('soon');
    clock.hear(undefined);
    expect(clock.now()).toBe(start);
    clock.hear('Sun, 22 Nov 2026 00:00:10 GMT');
    expect(clock.now()).toBe(start + 10_000);
  });

  it('writes whole seconds, as the service signs them', () => {
    expect(rfc3339(start + 999)).toBe('2026-11-22T00:00:00Z');
  });
});

import { describe, expect, it } from 'vitest';
import { milliseconds } from '../../src/core/span.ts';
import type { Span } from '../../src/core/step.ts';

describe('a span', () => {
  it.each([
    ['0s', 0],
    ['30s', 30_000],
    ['10m', 600_000],
    ['1h', 3_600_000],
    ['1.5m', 90_000],
    ['7d', 604_800_000],
  ] as const)('%s is %d milliseconds', (span, ms) => {
    expect(milliseconds(span)).toBe(ms);
  });

  it.each(['', '10', 's', '10w', '-1s', '1 s', '1s ', '1e3s', '10M'])('%j is none', (text) => {
    expect(() => milliseconds(text as Span)).toThrow('not a span');
  });
});

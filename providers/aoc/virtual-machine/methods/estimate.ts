import type { Duration, Span } from '../../../../src/core/step.ts';

const mebibyte = 2 ** 20;
/** Nothing is published of how fast a copy goes: a good storage network, and a poor one, in bytes a second. */
const [fast, slow] = [200 * mebibyte, 30 * mebibyte];

const minutes = (seconds: number): Span => `${Math.max(1, Math.ceil(seconds / 60))}m`;

/** How long so many bytes take to copy: a guess, between a fast and a slow network. `null`: the size is not known. */
export const copyTime = (bytes: number | null): Duration =>
  bytes === null ? { p50: '30m', p90: '6h' } : { p50: minutes(bytes / fast), p90: minutes(bytes / slow) };

import type { Span } from './step.ts';

const unitMs: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** Milliseconds of a span such as `30s`, `10m`, `1h`, `7d`. */
export const milliseconds = (span: Span): number => {
  const match = /^(\d+(?:\.\d+)?)([smhd])$/.exec(span);
  const unit = unitMs[match?.[2] ?? ''];
  if (match?.[1] === undefined || unit === undefined) throw new TypeError(`not a span: ${span}`);
  return Number(match[1]) * unit;
};

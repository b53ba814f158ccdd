import type { Span } from './step.ts';

const unitSeconds: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 };

export const secondsOf = (span: Span): number => Number(span.slice(0, -1)) * (unitSeconds[span.slice(-1)] ?? 1);

interface Amount {
  readonly number: string;
  readonly unit: 's' | 'min' | 'h';
}

const amount = (seconds: number, round: (value: number) => number): Amount => {
  if (seconds < 60 || (seconds < 120 && seconds % 60 !== 0)) return { number: String(round(seconds)), unit: 's' };
  if (seconds < 7200 && seconds % 3600 !== 0) return { number: String(round(seconds / 60)), unit: 'min' };
  return { number: String(round(seconds / 360) / 10), unit: 'h' };
};

/** Two lengths of time in seconds as people write them: `10-15 min`, `30 s-2 min`, `5 s`. Rounded outwards. */
export const spanWords = (low: number, high: number): string => {
  const from = amount(low, Math.floor);
  const to = amount(high, Math.ceil);
  if (from.unit !== to.unit) return `${from.number} ${from.unit}-${to.number} ${to.unit}`;
  return from.number === to.number ? `${to.number} ${to.unit}` : `${from.number}-${to.number} ${to.unit}`;
};

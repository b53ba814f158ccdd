import { wallWords } from './local-time.ts';
import type { GateStep } from './step.ts';
import { closesAt, nextOpening } from './window.ts';

/** What makes a gate wait for its time, whatever else it waits for. */
export type Timed = Pick<GateStep, 'window' | 'notBefore'>;

const earliest = ({ notBefore }: Timed, now: number): number =>
  notBefore === undefined ? now : Math.max(now, Date.parse(notBefore));

/**
 * When a gate may open: now or later, in epoch milliseconds; null where its window does not open for more than a year. `need` is
 * how long must be left then, in milliseconds.
 */
export const opensAt = (gate: Timed, now: number, need = 1): number | null => {
  const from = earliest(gate, now);
  return gate.window === undefined ? from : (nextOpening(gate.window, from, need)?.from ?? null);
};

export const isTime = (gate: Timed, now: number, need = 1): boolean => opensAt(gate, now, need) === now;

/** When a gate's window closes, while it is open; null where it is shut, or there is none. */
export const closesBy = ({ window }: Timed, now: number): number | null =>
  window === undefined ? null : closesAt(window, now);

/** `Sat 2026-11-28 02:00 +08`, in the window's own zone; in UTC where there is no window. */
export const openingWords = ({ window }: Timed, at: number): string => wallWords(window?.timezone ?? 'UTC', at);

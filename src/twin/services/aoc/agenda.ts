import { createPending, type Pending } from '../../pending.ts';
import type { LiveAoc, LiveAocTask } from './live-aoc.ts';

/** Puts an act on the agenda. What a task waits for is something that goes on: `--speed max` jumps to it. */
export function schedule(aoc: LiveAoc, at: number, act: (at: number) => void, task?: LiveAocTask): void {
  const pending = task && createPending([at]);
  if (task !== undefined) task.pending = pending;
  aoc.made += 1;
  const entry = { at, order: aoc.made, act, pending };
  aoc.agenda = [...aoc.agenda, entry].toSorted((left, right) => left.at - right.at || left.order - right.order);
}

/** What was to happen for a task will not. */
export function cancel(aoc: LiveAoc, task: LiveAocTask): void {
  aoc.agenda = aoc.agenda.filter(({ pending }) => pending === undefined || pending !== task.pending);
}

/** Does in order what is due, with what that puts on the agenda in turn. */
export function settleAoc(aoc: LiveAoc, now: number): void {
  for (let next = aoc.agenda[0]; next !== undefined && next.at <= now; next = aoc.agenda[0]) {
    aoc.agenda = aoc.agenda.slice(1);
    next.act(next.at);
  }
}

export const aocPendings = (aoc: LiveAoc | undefined): readonly Pending[] =>
  (aoc?.agenda ?? []).flatMap(({ pending }) => (pending === undefined ? [] : [pending]));

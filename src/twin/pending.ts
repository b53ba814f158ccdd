/**
 * Something that goes on in virtual time: a check run, a migration.
 * `events` are the times (virtual ms, ascending) at which it changes; the last one ends it.
 */
export interface Pending {
  readonly events: readonly number[];
  /** A read has reported it in flight. Until then `--speed max` does not jump past its next event. */
  shown: boolean;
  /** How many reads have already waited for it to be shown. */
  held: number;
}

export const createPending = (events: readonly number[]): Pending => ({ events, shown: false, held: 0 });

export const isInFlight = (pending: Pending, now: number): boolean => (pending.events.at(-1) ?? 0) > now;

/** To be called by whatever reports it in an answer to a read. */
export function show(pending: Pending): void {
  pending.shown = true;
}

interface NextEvent {
  readonly at: number;
  readonly pending: Pending;
}

/** The earliest event after `now`, if there is one. */
export function nextEvent(pendings: readonly Pending[], now: number): NextEvent | undefined {
  return pendings
    .flatMap((pending) => {
      const at = pending.events.find((event) => event > now);
      return at === undefined ? [] : [{ at, pending }];
    })
    .toSorted((left, right) => left.at - right.at)[0];
}

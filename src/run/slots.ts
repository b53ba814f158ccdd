import type { Limit } from '../core/step.ts';

/** What has limits: a step, or a target. */
export interface Limited {
  readonly id: string;
  readonly limits?: readonly Limit[];
}

/** Lets so many run at once as their limits allow; the others wait in the order in which they came. */
export interface Slots {
  /** Resolves once each limit of the one has room; the answer gives the room back. */
  readonly take: (one: Limited) => Promise<() => void>;
}

interface Waiting {
  readonly limits: readonly Limit[];
  readonly start: () => void;
}

interface Book {
  readonly fits: (limits: readonly Limit[]) => boolean;
  readonly add: (limits: readonly Limit[], by: 1 | -1) => void;
}

/** How many steps under way name each thing. */
const createBook = (): Book => {
  const counts = new Map<string, number>();
  const countOf = (of: string): number => counts.get(of) ?? 0;
  return {
    fits: (limits) => limits.every(({ of, atMost }) => countOf(of) < atMost),
    add: (limits, by) => {
      for (const { of } of limits) counts.set(of, countOf(of) + by);
    },
  };
};

/** What gives room back: once, however often it is called. */
const once = (act: () => void): (() => void) => {
  let isDone = false;
  return () => {
    if (isDone) return;
    isDone = true;
    act();
  };
};

/**
 * `holding` are those whose call is under way from an earlier process: they count from the start and never wait, so that a run
 * which goes on sends nothing that its limits forbid.
 */
export const createSlots = (holding: readonly Limited[]): Slots => {
  const book = createBook();
  const held = new Set(holding.map(({ id }) => id));
  let queue: readonly Waiting[] = [];
  const wake = (): void => {
    const still: Waiting[] = [];
    for (const waiting of queue) {
      if (book.fits(waiting.limits)) waiting.start();
      else still.push(waiting);
    }
    queue = still;
  };
  for (const { limits } of holding) book.add(limits ?? [], 1);
  return {
    take: ({ id, limits = [] }) =>
      new Promise((resolve) => {
        const release = once(() => {
          book.add(limits, -1);
          wake();
        });
        const start = (): void => {
          book.add(limits, 1);
          resolve(release);
        };
        if (held.delete(id)) resolve(release);
        else {
          queue = [...queue, { limits, start }];
          wake();
        }
      }),
  };
};

import type { ActStep, Limit } from '../core/step.ts';

/** Lets so many steps run at once as their limits allow; the others wait in the order in which they came. */
export interface Slots {
  /** Resolves once each limit of the step has room; the answer gives the room back. */
  readonly take: (step: ActStep) => Promise<() => void>;
}

interface Waiting {
  readonly limits: readonly Limit[];
  readonly start: () => void;
}

/**
 * `holding` are steps whose call is under way from an earlier process: they count from the start and never wait, so that a run
 * which goes on sends nothing that its limits forbid.
 */
export const createSlots = (holding: readonly ActStep[]): Slots => {
  const counts = new Map<string, number>();
  const held = new Set(holding.map(({ id }) => id));
  let queue: readonly Waiting[] = [];
  const add = (limits: readonly Limit[], by: 1 | -1): void => {
    for (const { of } of limits) counts.set(of, (counts.get(of) ?? 0) + by);
  };
  const fits = ({ limits }: Pick<Waiting, 'limits'>): boolean =>
    limits.every(({ of, atMost }) => (counts.get(of) ?? 0) < atMost);
  const wake = (): void => {
    const still: Waiting[] = [];
    for (const waiting of queue) {
      if (fits(waiting)) waiting.start();
      else still.push(waiting);
    }
    queue = still;
  };
  for (const { limits } of holding) add(limits ?? [], 1);
  return {
    take: ({ id, limits = [] }) =>
      new Promise((resolve) => {
        let isReleased = false;
        const release = (): void => {
          if (isReleased) return;
          isReleased = true;
          add(limits, -1);
          wake();
        };
        if (held.delete(id)) {
          resolve(release);
          return;
        }
        const start = (): void => {
          add(limits, 1);
          resolve(release);
        };
        queue = [...queue, { limits, start }];
        wake();
      }),
  };
};

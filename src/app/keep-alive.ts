import type { Lock } from '../store/store.ts';

const beatMs = 10_000;

/** Beats each lock until it is told to stop. A lost lock shows itself at the next look before a call. */
export const keepAlive = (locks: readonly Lock[], sleep: (ms: number) => Promise<void>): (() => void) => {
  let alive = true;
  const loop = async (): Promise<void> => {
    while (alive) {
      await sleep(beatMs);
      if (alive) await Promise.all(locks.map((lock) => lock.beat()));
    }
  };
  void loop();
  return () => {
    alive = false;
  };
};

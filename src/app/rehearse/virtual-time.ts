/** The only time there is: it passes when everybody waits. */
export interface VirtualTime {
  readonly now: () => number;
  /** `who` lets sleepers be forgotten together. */
  readonly sleep: (ms: number, who: object) => Promise<void>;
  /** Those who sleep for it never wake. */
  readonly forget: (who: object) => void;
  /** Lets time pass until a promise is settled; rejects where nobody waits for anything any more. */
  readonly until: <T>(act: Promise<T>) => Promise<T>;
}

interface Sleeper {
  readonly at: number;
  readonly who: object;
  readonly wake: () => void;
}

/** What time needs of the machine, and who looks on. */
interface Passing {
  /** One turn of Node's loop: all that follows from what was settled has happened. */
  readonly turn: () => Promise<void>;
  /** Called as it passes, every second at most; at longer steps where nobody does anything for more than ten minutes. */
  readonly watch?: () => void;
}

const shortest = 1000;
const mostLooks = 600;

/** What is loaded for the first time takes some turns of its own. */
const patience = 2_000;

export const virtualTime = (start: number, { turn, watch }: Passing): VirtualTime => {
  let now = start;
  let sleepers: readonly Sleeper[] = [];
  const sleep = (ms: number, who: object): Promise<void> =>
    new Promise((wake) => {
      const at = now + Math.max(0, ms);
      const index = sleepers.findIndex((other) => other.at > at);
      sleepers = sleepers.toSpliced(index === -1 ? sleepers.length : index, 0, { at, who, wake });
    });
  const passUntil = (at: number): void => {
    const step = Math.max(shortest, (at - now) / mostLooks);
    if (watch !== undefined) for (; now + step < at; watch()) now += step;
    now = at;
    watch?.();
  };
  const wakeNext = (): boolean => {
    const [next, ...rest] = sleepers;
    if (next === undefined) return false;
    sleepers = rest;
    passUntil(next.at);
    next.wake();
    return true;
  };
  const until = async <T>(act: Promise<T>): Promise<T> => {
    let settled = false;
    const noted = act.finally(() => {
      settled = true;
    });
    noted.catch(() => undefined);
    for (let idle = 0; ;) {
      await turn();
      if (settled) return noted;
      idle = wakeNext() ? 0 : idle + 1;
      if (idle > patience) throw new Error('nobody waits for anything, and nothing ends');
    }
  };
  return {
    now: () => now,
    sleep,
    forget: (who) => {
      sleepers = sleepers.filter((sleeper) => sleeper.who !== who);
    },
    until,
  };
};

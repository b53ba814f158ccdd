/** Nobody waits for anything any more, and what was to end has not. */
export interface Stuck {
  readonly is: 'stuck';
}

/** The only time there is: it passes when everybody waits. */
export interface VirtualTime {
  readonly now: () => number;
  /** `who` lets sleepers be forgotten together. */
  readonly sleep: (ms: number, who: object) => Promise<void>;
  /** Those who sleep for it never wake. */
  readonly forget: (who: object) => void;
  /** Lets time pass until a promise is settled; stuck where it never will be. */
  readonly until: <T>(act: Promise<T>) => Promise<T | Stuck>;
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

/** Who sleeps, in the order in which they wake: of two at the same time who lay down first. */
const createSleepers = () => {
  let all: readonly Sleeper[] = [];
  return {
    add: (sleeper: Sleeper): void => {
      const index = all.findIndex(({ at }) => at > sleeper.at);
      all = all.toSpliced(index === -1 ? all.length : index, 0, sleeper);
    },
    takeFirst: (): Sleeper | undefined => {
      const [first, ...rest] = all;
      all = rest;
      return first;
    },
    forget: (who: object): void => {
      all = all.filter((sleeper) => sleeper.who !== who);
    },
  };
};

/** A clock that goes where it is told to, and shows whoever looks on what is between. */
const createClock = (start: number, watch: () => void) => {
  let now = start;
  return {
    now: () => now,
    goTo: (at: number): void => {
      const step = Math.max(shortest, (at - now) / mostLooks);
      while (now + step < at) {
        now += step;
        watch();
      }
      now = at;
      watch();
    },
  };
};

export const virtualTime = (start: number, { turn, watch = () => undefined }: Passing): VirtualTime => {
  const clock = createClock(start, watch);
  const sleepers = createSleepers();
  const wakeNext = (): boolean => {
    const next = sleepers.takeFirst();
    if (next === undefined) return false;
    clock.goTo(next.at);
    next.wake();
    return true;
  };
  const until = async <T>(act: Promise<T>): Promise<T | Stuck> => {
    let settled = false;
    const noted = act.finally(() => {
      settled = true;
    });
    noted.catch(() => undefined);
    for (let idle = 0; idle <= patience;) {
      await turn();
      if (settled) return noted;
      idle = wakeNext() ? 0 : idle + 1;
    }
    return { is: 'stuck' };
  };
  return {
    now: clock.now,
    sleep: (ms, who) =>
      new Promise((wake) => {
        sleepers.add({ at: clock.now() + Math.max(0, ms), who, wake });
      }),
    forget: sleepers.forget,
    until,
  };
};

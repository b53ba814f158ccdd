import type { LiveWorld } from '../live-world.ts';
import { nextEvent } from '../pending.ts';
import type { Fleet } from './fleet.ts';

/** Keeps the API servers' ports as they should be. */
interface Watch {
  readonly settle: () => Promise<void>;
  readonly stop: () => void;
}

/** Timers with a longer time fire at once. */
const longestTimer = 2 ** 31 - 1;

/** At a running speed nobody need call for the API server to go away and come back. */
export function watchPorts(world: LiveWorld, fleet: Fleet): Watch {
  const { clock } = world;
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  const wake = (speed: number): void => {
    const next = nextEvent(world.pendings(), clock.now());
    if (next === undefined || stopped) return;
    const wait = Math.ceil((next.at - clock.now()) / speed);
    timer = setTimeout(() => void settle(), Math.min(wait, longestTimer));
  };
  const settle = async (): Promise<void> => {
    await fleet.settle();
    clearTimeout(timer);
    if (clock.speed !== 'max') wake(clock.speed);
  };
  const stop = (): void => {
    stopped = true;
    clearTimeout(timer);
  };
  return { settle, stop };
}

import type { Drive } from './drive.ts';

/**
 * Calls `act` once when no step is in flight and none was started or ended for `patience` ms, measured in ticks of our own
 * and not by a clock. Returns how to stop watching.
 */
export const whenStill = (
  drive: Pick<Drive, 'moves' | 'inFlight'>,
  patience: number,
  act: () => void,
): (() => void) => {
  const ticks = 10;
  let still = 0;
  let moves = drive.moves();
  const look = setInterval(() => {
    still = drive.inFlight().length > 0 || drive.moves() !== moves ? 0 : still + 1;
    moves = drive.moves();
    if (still < ticks) return;
    clearInterval(look);
    act();
  }, patience / ticks);
  look.unref();
  return () => {
    clearInterval(look);
  };
};

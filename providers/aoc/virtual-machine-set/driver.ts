import type { DriverSettings } from '../../../src/core/kind.ts';
import type { Driver } from '../../../src/core/operation.ts';
import { census } from '../census.ts';
import { createCenters } from '../centers.ts';
import { expand } from './expand.ts';

/** A set is asked for its members, and a center for its machines; nothing else: whatever is observed or done is theirs. */
const notMine = (): never => {
  throw new Error('a set is expanded; nothing is asked or done of the set itself');
};

/** The effects of a VirtualMachineSet. Nobody logs in until the first use. */
export const createDriver = (settings: DriverSettings): Driver => {
  const centers = createCenters(settings);
  return {
    expand: (calls) => expand(centers, calls),
    enumerate: (place) => census(centers, place),
    observe: notMine,
    readDuties: notMine,
    probe: notMine,
    perform: notMine,
    readClock: () => centers.readClock(),
    clock: centers.clock,
    loopback: centers.loopback,
  };
};

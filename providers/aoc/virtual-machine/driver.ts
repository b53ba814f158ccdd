import type { DriverSettings } from '../../../src/core/kind.ts';
import type { Driver, OperationCall } from '../../../src/core/operation.ts';
import { census } from '../census.ts';
import { createCenters } from '../centers.ts';
import { readDuties } from './read-duties.ts';
import { observe } from './observe.ts';
import { operations } from './operations/all.ts';
import { centerOf, refuse, unreadable, type Operation } from './operations/operation.ts';

const operationOf = ({ operation }: OperationCall): Operation => {
  const found = operations[operation];
  if (found === undefined) throw new Error(`no operation ${operation}`);
  return found;
};

/** The effects of a VirtualMachine. Nothing is called and nobody logs in until the first use. */
export const createDriver = (settings: DriverSettings): Driver => {
  const centers = createCenters(settings);
  return {
    observe: (desired, want) => observe(centers, desired, want),
    probe: (call, since) => {
      const center = centerOf(centers, call);
      return center.ok
        ? operationOf(call).probe(center.center.aoc, call, since)
        : Promise.resolve(unreadable('connection', center.failure));
    },
    perform: (call) => {
      const center = centerOf(centers, call);
      return center.ok
        ? operationOf(call).perform(center.center.aoc, call)
        : Promise.resolve(refuse('Onward.NoConnection', center.failure.message, true));
    },
    enumerate: (place) => census(centers, place),
    readDuties: (calls) => readDuties(centers, calls),
    readClock: () => centers.readClock(),
    clock: centers.clock,
    loopback: centers.loopback,
  };
};

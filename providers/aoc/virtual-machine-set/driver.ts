import type { Desired } from '../../../src/core/desired.ts';
import type { DriverSettings } from '../../../src/core/kind.ts';
import type { Observed } from '../../../src/core/observed.ts';
import type { Driver } from '../../../src/core/operation.ts';
import { notRead, proven } from '../../wire/gathered.ts';
import { createCenters, type Centers } from '../centers.ts';
import { readSelected } from './read-selected.ts';
import { specOf } from './spec.ts';

const facts = ['set.members'];

const observeOne = async (centers: Centers, set: Desired): Promise<Observed> => {
  const spec = specOf(set);
  const center = centers.of(spec.operationCenter);
  if (!center.ok) {
    const unread = notRead(facts, `operation center ${spec.operationCenter}`, center.failure);
    return { state: 'unreadable', at: centers.stamp(), ...unread };
  }
  const found = await readSelected(center.center.aoc, spec);
  const at = center.center.stamp();
  return found.ok
    ? { state: 'present', at, ...proven({ 'set.members': found.value?.length ?? 0 }, found.source) }
    : { state: 'unreadable', at, ...notRead(facts, found.call, found.failure) };
};

const none = (): never => {
  throw new Error('a set has no steps: its members have');
};

/** The effects of a set: it is observed only where it could not be expanded. */
export const createDriver = (settings: DriverSettings): Driver => {
  const centers = createCenters(settings);
  return {
    observe: async (sets) =>
      new Map(await Promise.all(sets.map(async (set) => [set.address, await observeOne(centers, set)] as const))),
    probe: none,
    perform: none,
    readDuties: () => Promise.resolve(new Map()),
    readClock: () => centers.readClock(),
    clock: centers.clock,
    loopback: centers.loopback,
  };
};

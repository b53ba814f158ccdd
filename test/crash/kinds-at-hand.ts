import { createDriver as ackDriver } from '../../providers/ack/cluster/driver.ts';
import { createDriver as aocDriver } from '../../providers/aoc/virtual-machine/driver.ts';
import { createDriver as setDriver } from '../../providers/aoc/virtual-machine-set/driver.ts';
import { kinds } from '../../providers/registry.ts';
import type { Kind } from '../../src/core/kind.ts';

const drivers: Readonly<Record<string, typeof ackDriver>> = {
  AckCluster: ackDriver,
  VirtualMachine: aocDriver,
  VirtualMachineSet: setDriver,
};

/** The kinds with their drivers at hand: loading one is no await of a run. */
export const kindsAtHand: readonly Kind[] = kinds.map((kind) => {
  const driver = drivers[kind.name];
  if (driver === undefined) throw new Error(`the driver of ${kind.name} is not at hand`);
  return { ...kind, driver: (settings) => Promise.resolve(driver(settings)) };
});

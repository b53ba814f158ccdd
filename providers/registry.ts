import type { Kind } from '../src/core/kind.ts';
import { ackCluster } from './ack/cluster/kind.ts';
import { virtualMachine } from './aoc/virtual-machine/kind.ts';
import { virtualMachineSet } from './aoc/virtual-machine-set/kind.ts';

/** Every kind there is: one line a kind. */
export const kinds: readonly Kind[] = [ackCluster, virtualMachine, virtualMachineSet];

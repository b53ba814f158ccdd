import type { Kind } from '../src/core/kind.ts';
import type { ObjectStorage } from '../src/core/objects.ts';
import { ackCluster } from './ack/cluster/kind.ts';
import { ossStorage } from './ack/object-storage.ts';
import { virtualMachineSet } from './aoc/virtual-machine-set/kind.ts';
import { virtualMachine } from './aoc/virtual-machine/kind.ts';

/** Every kind there is: one line a kind. */
export const kinds: readonly Kind[] = [ackCluster, virtualMachine, virtualMachineSet];

/** Where a store may be kept besides a directory: one line a cloud. */
export const storages: readonly ObjectStorage[] = [ossStorage];

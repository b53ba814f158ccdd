import type { Desired } from '../../../src/core/desired.ts';
import type { Span } from '../../../src/core/step.ts';
import type { Downtime, Method } from './methods/methods.ts';

export interface NetworkPair {
  readonly from: string;
  readonly to: string;
}

export type StoragePolicy = string | { readonly k: number; readonly m: number; readonly thin?: boolean };

export interface ShutdownSpec {
  readonly by: 'person' | 'guest' | 'force';
}

export interface CutoverSpec {
  /** RFC 3339; null: at once. */
  readonly at: string | null;
  /** The project's window for what takes a machine down; null: at any time. */
  readonly window: string | null;
  readonly deadline: Span;
}

/** A VirtualMachine's spec (`spec.schema.json`) with its defaults filled in. */
export interface VirtualMachineSpec {
  readonly operationCenter: string;
  readonly machine: { readonly cluster: string; readonly id: string | null; readonly name: string | null };
  readonly placement: { readonly cluster: string; readonly hosts: readonly string[] };
  readonly newName: string | null;
  readonly method: Method | 'auto';
  readonly maxDowntime: Downtime;
  readonly network: 'direct' | 'none' | 'unknown';
  readonly networks: readonly NetworkPair[];
  readonly storagePolicy: StoragePolicy | null;
  readonly attestations: { readonly cpuCompatible?: string; readonly osInstalled?: string; readonly backup?: string };
  readonly shutdown: ShutdownSpec;
  readonly cutover: CutoverSpec;
  readonly finalPower: 'asBefore' | 'on' | 'off';
  readonly source: 'keep' | 'delete';
  readonly devices: 'refuse' | 'detach';
  /** null: nobody asks how old the newest snapshot is. */
  readonly backupWithin: Span | null;
}

type Partly<T> = { readonly [K in keyof T]?: T[K] | undefined };

interface Written extends Partly<Omit<VirtualMachineSpec, 'machine' | 'placement' | 'shutdown' | 'cutover'>> {
  readonly operationCenter: string;
  readonly machine: { readonly cluster: string; readonly id?: string; readonly name?: string };
  readonly placement: { readonly cluster: string; readonly hosts?: readonly string[] };
  readonly shutdown?: Partly<ShutdownSpec>;
  readonly cutover?: Partly<CutoverSpec>;
}

/** The spec of a document whose kind's schema has proven it. What stops, forces or deletes is never a default. */
export const specOf = (desired: Desired): VirtualMachineSpec => {
  const written = desired.spec as unknown as Written;
  const { machine, placement, shutdown, cutover } = written;
  return {
    operationCenter: written.operationCenter,
    machine: { cluster: machine.cluster, id: machine.id ?? null, name: machine.name ?? null },
    placement: { cluster: placement.cluster, hosts: placement.hosts ?? [] },
    newName: written.newName ?? null,
    method: written.method ?? 'auto',
    maxDowntime: written.maxDowntime ?? 'none',
    network: written.network ?? 'unknown',
    networks: written.networks ?? [],
    storagePolicy: written.storagePolicy ?? null,
    attestations: written.attestations ?? {},
    shutdown: { by: shutdown?.by ?? 'person' },
    cutover: { at: cutover?.at ?? null, window: cutover?.window ?? null, deadline: cutover?.deadline ?? '4h' },
    finalPower: written.finalPower ?? 'asBefore',
    source: written.source ?? 'keep',
    devices: written.devices ?? 'refuse',
    backupWithin: written.backupWithin ?? null,
  };
};

/** Whether it moves to another cluster, as far as the document tells. */
export const isCross = ({ machine, placement }: VirtualMachineSpec): boolean => machine.cluster !== placement.cluster;

/** What it is called in the end; null where the document names it by its id and keeps the name. */
export const finalName = ({ newName, machine }: VirtualMachineSpec): string | null => newName ?? machine.name;

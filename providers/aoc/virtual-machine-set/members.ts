import { addressOf } from '../../../src/core/address.ts';
import type { Desired, Membership, Waiver } from '../../../src/core/desired.ts';
import { memberOf, mergeDefaults, type JsonMap, type Merged } from '../../../src/core/merge.ts';
import { parentOf } from '../../../src/core/pointer.ts';
import type { Chosen } from './selection.ts';
import { specOf, type VirtualMachineSetSpec } from './spec.ts';

/** The names that several of the machines bear; their ids tell them apart. */
export const sharedNames = (chosen: readonly Chosen[]): ReadonlySet<string> => {
  const seen = new Set<string>();
  const shared = new Set<string>();
  for (const { name } of chosen) (seen.has(name) ? shared : seen).add(name);
  return shared;
};

const inOrder = (a: Chosen, b: Chosen): number => {
  if (a.name !== b.name) return a.name < b.name ? -1 : 1;
  return a.id < b.id ? -1 : 1;
};

/** What is asked for of one machine, and where in the set's document each part of it stands. */
interface Asked {
  readonly merged: Merged;
  /** Its entry in the list of overrides; -1: it has none. */
  readonly entry: number;
}

const askedOf = ({ template, overrides }: VirtualMachineSetSpec, name: string | null): Asked => {
  const entry = overrides.findIndex((override) => override.name === name);
  const merged = mergeDefaults({ document: overrides[entry]?.spec ?? {}, project: template }, '/spec');
  return { merged, entry };
};

const fromTemplate = '/spec/template/spec';

/** What a set says of all its members at once; no machine's spec has it but the first, which the set gives. */
const ofTheSet = /^\/spec\/(operationCenter|selector|expect|rollout)(\/|$)/;

/** Where the set's document says what stands at a pointer of a member's; where it says nothing, in the template. */
const placeIn = ({ merged: { givers }, entry }: Asked, pointer: string): string => {
  if (/^\/spec\/machine(\/|$)/.test(pointer)) return '/spec/selector';
  if (ofTheSet.test(pointer) || !/^\/spec(\/|$)/.test(pointer)) return pointer;
  const rest = pointer.slice('/spec'.length);
  const near = nearest(pointer, givers);
  return near !== null && near !== '/spec' && givers.get(near) === 'document'
    ? `/spec/overrides/${entry}/spec${rest}`
    : `${fromTemplate}${rest}`;
};

/** The pointer itself, or the nearest one around it, that somebody gave; null: nobody did. */
const nearest = (pointer: string, givers: ReadonlyMap<string, unknown>): string | null =>
  givers.has(pointer) ? pointer : pointer === '' ? null : nearest(parentOf(pointer), givers);

const machineIn = (cluster: string, { id, name }: Chosen, isShared: boolean): JsonMap =>
  isShared ? { cluster, id } : { cluster, name, id };

/** Names of targets are parts of commands and of files: a name of other letters is replaced by the machine's id. */
const isPlain = (name: string): boolean => /^[A-Za-z0-9._-]+$/.test(name);

const memberFrom = (set: Desired, chosen: Chosen, membership: Membership, isShared: boolean): Desired => {
  const spec = specOf(set);
  const asked = askedOf(spec, isShared ? null : chosen.name);
  const merged = asked.merged.value as JsonMap;
  const name = `${set.name}.${!isShared && isPlain(chosen.name) ? chosen.name : chosen.id}`;
  return {
    address: addressOf('VirtualMachine', name),
    kind: 'VirtualMachine',
    name,
    labels: { ...chosen.labels, ...set.labels },
    annotations: set.annotations,
    spec: {
      ...merged,
      operationCenter: spec.operationCenter,
      machine: machineIn(spec.selector.cluster, chosen, isShared),
    },
    waivers: (memberOf(merged, 'waivers') ?? []) as unknown as readonly Waiver[],
    place: (pointer) => set.place(placeIn(asked, pointer)),
    origin: (pointer) => set.origin(placeIn(asked, pointer)),
    membership,
  };
};

/** The documents that a set stands for, one a machine, in the order of the machines' names. */
export const membersOf = (set: Desired, chosen: readonly Chosen[]): readonly Desired[] => {
  const { expected, rollout } = specOf(set);
  const shared = sharedNames(chosen);
  return [...chosen].sort(inOrder).map((one, index) => {
    const isShared = shared.has(one.name);
    const member = isShared ? `${one.name} (${one.id})` : one.name;
    const membership = { set: set.address, member, index, found: chosen.length, expected, rollout };
    return memberFrom(set, one, membership, isShared);
  });
};

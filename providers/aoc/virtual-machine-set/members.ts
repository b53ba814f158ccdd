import { addressOf } from '../../../src/core/address.ts';
import type { Desired, Waiver } from '../../../src/core/desired.ts';
import type { Place } from '../../../src/core/diagnostic.ts';
import { memberOf, mergeDefaults, type JsonMap } from '../../../src/core/merge.ts';
import type { VirtualMachineSetSpec } from './spec.ts';

/** A machine that a set selects, as far as its document's place needs it. */
export interface Selected {
  readonly id: string;
  readonly name: string;
}

/** What an address may hold; a machine of another name is called by its id. */
const isPlain = (name: string): boolean => /^[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?$/.test(name);

const specAt = '/spec';

/** Where a member's value is written: in its override, else in the template; what makes it one, in the selector. */
const placeIn =
  (set: Desired, override: number, isOverridden: (pointer: string) => boolean) =>
  (pointer: string): Place => {
    if (/^\/spec\/machine\b/.test(pointer)) return set.place('/spec/selector');
    if (pointer === specAt || /^\/spec\/operationCenter\b/.test(pointer) || !pointer.startsWith(specAt))
      return set.place(pointer);
    const rest = pointer.slice(specAt.length);
    return set.place(
      isOverridden(pointer) ? `/spec/overrides/${String(override)}/spec${rest}` : `/spec/template/spec${rest}`,
    );
  };

interface Rank {
  readonly index: number;
  readonly found: number;
}

/** The document that a member would have of its own. */
export const memberDocument = (
  set: Desired,
  { operationCenter, selector, expected, rollout, template, overrides }: VirtualMachineSetSpec,
  { machine, index, found }: Rank & { readonly machine: Selected },
): Desired => {
  const at = overrides.findIndex(({ name }) => name === machine.name);
  const { value, givers } = mergeDefaults({ document: overrides[at]?.spec ?? {}, project: template }, specAt);
  const name = `${set.name}.${isPlain(machine.name) ? machine.name : machine.id}`;
  const spec: JsonMap = {
    ...(value as JsonMap),
    operationCenter,
    machine: { cluster: selector.cluster, id: machine.id, name: machine.name },
  };
  return {
    address: addressOf('VirtualMachine', name),
    kind: 'VirtualMachine',
    name,
    labels: { ...selector.matchLabels, ...set.labels },
    annotations: set.annotations,
    spec,
    waivers: (memberOf(spec, 'waivers') ?? []) as unknown as readonly Waiver[],
    place: placeIn(set, at, (pointer) => givers.get(pointer) === 'document' && at >= 0),
    origin: (pointer) => (givers.has(pointer) ? 'document' : 'default'),
    membership: { set: set.address, member: machine.name, index, found, expected, rollout },
  };
};

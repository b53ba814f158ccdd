import type { NetworkFact, NicFact } from '../fact-shapes.ts';
import type { NetworkPair } from '../spec.ts';

/** One network of the machine and where it leads, by the ids that the API maps. */
export interface Mapped {
  readonly from: NetworkFact;
  readonly to: NetworkFact;
}

export interface Mapping {
  readonly mapped: readonly Mapped[];
  /** What is wrong, in words; empty: complete. */
  readonly faults: readonly string[];
}

const distinct = (nics: readonly NicFact[]): readonly NetworkFact[] => [
  ...new Map(nics.flatMap(({ network }) => (network === null ? [] : [[network.localId, network] as const]))).values(),
];

const faultsOf = (nics: readonly NicFact[], pairs: readonly NetworkPair[]): readonly string[] => [
  ...nics.filter(({ type }) => type === 'vpc').map(({ mac }) => `card ${mac} is in a VPC, which cannot be mapped`),
  ...nics
    .filter(({ type, network }) => type === 'vlan' && network === null)
    .map(({ mac }) => `card ${mac} is in a network that the operation center does not list`),
  ...pairs
    .filter(({ from }, at) => pairs.findIndex((pair) => pair.from === from) !== at)
    .map(({ from }) => `${from} is mapped twice`),
];

const only = (targets: readonly NetworkFact[], name: string): NetworkFact | string => {
  const found = targets.filter((network) => network.name === name);
  if (found.length === 1 && found[0] !== undefined) return found[0];
  return found.length === 0 ? `the target has no network ${name}` : `the target has ${found.length} networks ${name}`;
};

/** Maps each distinct network of the machine's cards once (`network_mapping` of the API). */
export const mappingOf = (
  nics: readonly NicFact[],
  pairs: readonly NetworkPair[],
  targets: readonly NetworkFact[],
): Mapping => {
  const found = distinct(nics).map((from) => {
    const pair = pairs.find((one) => one.from === from.name);
    const to = pair === undefined ? `${from.name} is not mapped` : only(targets, pair.to);
    return { from, to };
  });
  return {
    mapped: found.flatMap(({ from, to }) => (typeof to === 'string' ? [] : [{ from, to }])),
    faults: [...faultsOf(nics, pairs), ...found.flatMap(({ to }) => (typeof to === 'string' ? [to] : []))],
  };
};

import type { Desired } from '../../../src/core/desired.ts';
import type { JsonMap } from '../../../src/core/merge.ts';

export interface SelectorSpec {
  readonly cluster: string;
  /** null: no label is asked for. */
  readonly matchLabels: Readonly<Record<string, string>> | null;
  /** null: any name. */
  readonly names: readonly string[] | null;
  readonly exclude: readonly string[];
}

export interface OverrideSpec {
  readonly name: string;
  readonly spec: JsonMap;
}

/** A VirtualMachineSet's spec (`spec.schema.json`) with its defaults filled in. */
export interface VirtualMachineSetSpec {
  readonly operationCenter: string;
  readonly selector: SelectorSpec;
  /** null: nobody says how many there should be. */
  readonly expected: number | null;
  readonly rollout: Readonly<Record<string, number>>;
  readonly template: JsonMap;
  readonly overrides: readonly OverrideSpec[];
}

interface Written {
  readonly operationCenter: string;
  readonly selector: Pick<SelectorSpec, 'cluster'> & Partial<SelectorSpec>;
  readonly expect?: { readonly machines: number };
  readonly rollout?: Readonly<Record<string, number>>;
  readonly template: { readonly spec: JsonMap };
  readonly overrides?: readonly OverrideSpec[];
}

/** How many at once where nothing is said; between two clusters as many as in all. */
const usual = { parallel: 4, perSourceHost: 2, perTargetHost: 2 } as const;

/** The spec of a document whose kind's schema has proven it. */
export const specOf = (desired: Desired): VirtualMachineSetSpec => {
  const { operationCenter, selector, expect, rollout, template, overrides } = desired.spec as unknown as Written;
  return {
    operationCenter,
    selector: {
      cluster: selector.cluster,
      matchLabels: selector.matchLabels ?? null,
      names: selector.names ?? null,
      exclude: selector.exclude ?? [],
    },
    expected: expect?.machines ?? null,
    rollout: { ...usual, ...rollout },
    template: template.spec,
    overrides: overrides ?? [],
  };
};

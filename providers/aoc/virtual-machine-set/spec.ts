import type { Desired } from '../../../src/core/desired.ts';
import type { JsonMap } from '../../../src/core/merge.ts';

/** Which machines a set stands for. */
export interface Selector {
  readonly cluster: string;
  readonly matchLabels: Readonly<Record<string, string>>;
  /** null: all of the cluster. */
  readonly names: readonly string[] | null;
  readonly exclude: readonly string[];
}

export interface Override {
  readonly name: string;
  readonly spec: JsonMap;
}

/** A VirtualMachineSet's spec (`frame.schema.json`) with its defaults filled in. */
export interface VirtualMachineSetSpec {
  readonly operationCenter: string;
  readonly selector: Selector;
  readonly expected: number | null;
  readonly rollout: Readonly<Record<string, number>>;
  readonly template: JsonMap;
  readonly overrides: readonly Override[];
}

interface Written {
  readonly operationCenter: string;
  readonly selector: Pick<Selector, 'cluster'> & Partial<Selector>;
  readonly expect?: { readonly machines?: number };
  readonly rollout?: Readonly<Record<string, number>>;
  readonly template: { readonly spec: JsonMap };
  readonly overrides?: readonly Override[];
}

/** The spec of a document whose kind's schema has proven it. */
export const specOf = (desired: Desired): VirtualMachineSetSpec => {
  const { operationCenter, selector, expect, rollout, template, overrides } = desired.spec as unknown as Written;
  return {
    operationCenter,
    selector: {
      cluster: selector.cluster,
      matchLabels: selector.matchLabels ?? {},
      names: selector.names ?? null,
      exclude: selector.exclude ?? [],
    },
    expected: expect?.machines ?? null,
    rollout: rollout ?? {},
    template: template.spec,
    overrides: overrides ?? [],
  };
};

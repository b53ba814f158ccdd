import type { Desired } from '../../../src/core/desired.ts';

/** The fields of an AckCluster's spec that this version honours (`spec.schema.json`). */
export interface AckClusterSpec {
  readonly account?: string;
  readonly region: string;
  readonly clusterId: string;
  readonly edition: string;
  readonly attestations?: { readonly allowList?: string; readonly backup?: string };
}

/** The spec of a document whose kind's schema has proven it. */
export const specOf = (desired: Desired): AckClusterSpec => desired.spec as unknown as AckClusterSpec;

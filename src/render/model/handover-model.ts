import type { Address } from '../../core/address.ts';
import type { HandoverResource, ReleasedType } from '../../core/handover.ts';

/** One target that is taken over. */
export interface HandoverTarget {
  readonly address: Address;
  /** The document's name. */
  readonly name: string;
  readonly resources: readonly HandoverResource[];
  readonly released: readonly ReleasedType[];
  readonly kubernetes: boolean;
  readonly notes: readonly string[];
}

export interface HandoverModel {
  /** Name and version of what writes it. */
  readonly tool: string;
  readonly targets: readonly HandoverTarget[];
}

/** One file of a handover; the path is relative to its folder, with `/`. */
export interface HandoverFile {
  readonly path: string;
  readonly text: string;
}

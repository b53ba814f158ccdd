import type { Json } from './fact.ts';

/** An argument of a resource, in Terraform's spelling. `text`: the resource takes the value as JSON text. */
export interface HandoverArgument {
  readonly name: string;
  readonly value: Json;
  readonly as: 'value' | 'text';
}

/** One live thing as Terraform and Pulumi know it. Nothing of it is a secret. */
export interface HandoverResource {
  /** What tells it from the others of its target; '' for the target itself. */
  readonly part: string;
  /** Type and type token: `alicloud_oss_bucket`, `alicloud:oss/bucket:Bucket`. */
  readonly terraform: string;
  readonly pulumi: string;
  /** By which both import it. */
  readonly id: string;
  readonly arguments: readonly HandoverArgument[];
  /**
   * Arguments that are not written and yet would be changed by that: an import reads them, or they have a default that is
   * not compared with the cloud. Both tools are told to leave them as they are.
   */
  readonly leaves: readonly string[];
  /** Pulumi's spelling where it is more than a change of case (`cors_rule`, `corsRules`). */
  readonly spelling?: Readonly<Record<string, string>>;
}

/** A type of a target's former form, as both tools name it. */
export interface ReleasedType {
  readonly terraform: string;
  readonly pulumi: string;
}

/** What a target is taken over as, once it is what its document asks for. */
export type Handover =
  | {
      readonly is: 'ready';
      readonly resources: readonly HandoverResource[];
      /** The types under which the target may have been held before; let go without being destroyed. */
      readonly released: readonly ReleasedType[];
      /** Whether it has a Kubernetes API. */
      readonly kubernetes: boolean;
      /** What is not in the files, or must be known before they are used; one sentence each. */
      readonly notes: readonly string[];
    }
  | { readonly is: 'early'; readonly why: string };

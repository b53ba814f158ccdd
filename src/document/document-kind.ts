import type { Desired } from '../core/desired.ts';
import type { Diagnostic } from '../core/diagnostic.ts';
import type { SchemaError } from '../core/schema-error.ts';

/** What reading documents needs to know of a kind; a `Kind` of the core is one. */
export interface DocumentKind {
  readonly name: string;
  /** The JSON schema of the spec, from which messages take words and fields that are not honoured. */
  readonly schema: object;
  /** All that the schema has against a spec with the project's defaults merged in. */
  readonly validateSpec: (value: unknown) => readonly SchemaError[];
  /** Rules that the schema cannot say. */
  readonly lint: (desired: Desired) => readonly Diagnostic[];
  /** The offline identity of the live target. */
  readonly identity: (desired: Desired) => string;
  /** Further identities by which another document may mean the same target. */
  readonly aliases?: (desired: Desired) => readonly string[];
}

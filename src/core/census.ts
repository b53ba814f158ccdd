import type { JsonMap } from './merge.ts';
import type { Unread } from './observed.ts';

/** Where live targets are looked for. */
export type CensusPlace =
  | { readonly by: 'region'; readonly region: string }
  /** `cluster`: of that cluster alone. */
  | { readonly by: 'center'; readonly center: string; readonly cluster?: string };

/** A live target, and the spec that asks for what it is already. */
export interface Living {
  readonly id: string;
  /** As its cloud calls it; not its own, and perhaps no name that a document can have. */
  readonly name: string;
  /** What its cloud lets people select it by. */
  readonly labels: Readonly<Record<string, string>>;
  readonly spec: JsonMap;
  /** How it stands, in a few words; its cloud's own are among them. */
  readonly stands: string;
}

/** A live target of which no document can speak, and why. */
export interface LeftOut {
  readonly id: string;
  readonly name: string;
  readonly why: string;
}

/** What lives at a place, by its cloud's own lists; or that they could not be read. */
export type Census =
  | { readonly is: 'read'; readonly living: readonly Living[]; readonly leftOut: readonly LeftOut[] }
  | { readonly is: 'unread'; readonly unread: readonly Unread[] };

/** A document to be written: it asks for what is. */
export interface CensusDraft {
  /** What it is named after, and what else where no name can be made of that. */
  readonly from: string;
  readonly or: string;
  readonly spec: JsonMap;
  /** What its first lines say, as comments: how it stands, and what to change so that something is planned. */
  readonly says: readonly string[];
}

/** What was asked of the living, where a document can say it too. */
export interface CensusFilter {
  /** null: no label is asked for. */
  readonly labels: Readonly<Record<string, string>> | null;
}

/** That the live targets of a kind can be listed, and how they are written down. */
export interface CensusForm {
  readonly by: CensusPlace['by'];
  /** The kind that is meant where such a place is named and no kind. */
  readonly usual: boolean;
  /** Pure: the documents for what was found, in its order. */
  readonly drafts: (living: readonly Living[], filter: CensusFilter) => readonly CensusDraft[];
}

import type { Json } from './fact.ts';
import { below } from './pointer.ts';

export type JsonMap = { readonly [name: string]: Json };

export const isJsonMap = (value: Json | undefined): value is JsonMap =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const memberOf = (value: Json | undefined, name: string): Json | undefined =>
  isJsonMap(value) && Object.hasOwn(value, name) ? value[name] : undefined;

/** Who gave a part of a merged value. A map that both give is the document's. */
export type Giver = 'document' | 'project';

export interface Merged {
  readonly value: Json;
  readonly givers: ReadonlyMap<string, Giver>;
}

const noteAll = (value: Json, pointer: string, note: (pointer: string) => void): void => {
  note(pointer);
  if (typeof value !== 'object' || value === null) return;
  for (const [key, member] of Object.entries(value)) noteAll(member, below(pointer, key), note);
};

interface Pair {
  readonly document: Json | undefined;
  readonly project: Json | undefined;
}

const mergeAt = ({ document, project }: Pair, pointer: string, givers: Map<string, Giver>): Json => {
  if (isJsonMap(document) && isJsonMap(project)) {
    givers.set(pointer, 'document');
    const names = [...new Set([...Object.keys(document), ...Object.keys(project)])];
    return Object.fromEntries(
      names.map((name) => {
        const pair = { document: memberOf(document, name), project: memberOf(project, name) };
        return [name, mergeAt(pair, below(pointer, name), givers)];
      }),
    );
  }
  const giver = document === undefined ? 'project' : 'document';
  const value = (document === undefined ? project : document) ?? null;
  noteAll(value, pointer, (at) => givers.set(at, giver));
  return value;
};

/**
 * Puts a project's defaults under what a document says: maps are merged at any depth, everything else (lists too) is the
 * document's where it says something. `pointer` is where the value stands in the document; `givers` tells for each pointer
 * who gave it.
 */
export const mergeDefaults = (pair: { document: Json; project: Json | undefined }, pointer: string): Merged => {
  const givers = new Map<string, Giver>();
  return { value: mergeAt(pair, pointer, givers), givers };
};

import type { Origin } from '../core/desired.ts';
import type { Place } from '../core/diagnostic.ts';
import type { Json } from '../core/fact.ts';
import { mergeDefaults, memberOf, type Giver } from '../core/merge.ts';
import type { ParsedDocument } from './parse.ts';
import { keyPlace, lookPlace, nearestWritten, type Written } from './places.ts';

/** Defaults for one kind, and where they stand in the project's file (`pointer` leads to their spec). */
export interface WrittenDefaults {
  readonly document: ParsedDocument;
  readonly pointer: string;
  readonly spec: Json;
}

/** A document with the project's defaults under it, and for each of its pointers who gave the value and where. */
export interface Layered {
  readonly parsed: ParsedDocument;
  readonly spec: Json | undefined;
  readonly origin: (pointer: string) => Origin;
  /** The place of what is written at a pointer or nearest around it, as a person looks for it. */
  readonly place: (pointer: string) => Place;
  /** The very place of a finding. */
  readonly placeOf: (pointer: string, on: 'key' | 'value') => Place;
}

const start = (file: string): Written => ({ value: { file, line: 1, column: 1 }, single: true });

const writtenIn = ({ file, places }: ParsedDocument, pointer: string): Written =>
  places.get(pointer) ?? places.get('') ?? start(file);

/** Where a spec stands in its document. */
export const specPointer = '/spec';

/** Merges a document with the defaults of its kind. */
export const layer = (parsed: ParsedDocument, defaults: WrittenDefaults | undefined): Layered => {
  const own = memberOf(parsed.value, 'spec');
  const merged = own === undefined ? undefined : mergeDefaults({ document: own, project: defaults?.spec }, specPointer);
  const giverOf = (pointer: string): Giver | undefined =>
    merged?.givers.get(pointer) ??
    (parsed.places.has(pointer) && !pointer.startsWith('/spec/') ? 'document' : undefined);
  const find = (pointer: string): Written => {
    const near = nearestWritten((candidate) => giverOf(candidate) !== undefined, pointer);
    if (giverOf(near) !== 'project' || defaults === undefined) return writtenIn(parsed, near);
    return writtenIn(defaults.document, `${defaults.pointer}${near.slice(specPointer.length)}`);
  };
  return {
    parsed,
    spec: merged?.value,
    origin: (pointer) => giverOf(pointer) ?? 'default',
    place: (pointer) => {
      const written = find(pointer);
      return giverOf(pointer) === undefined ? keyPlace(written) : lookPlace(written);
    },
    placeOf: (pointer, on) => (on === 'key' ? keyPlace(find(pointer)) : find(pointer).value),
  };
};

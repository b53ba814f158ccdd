import type { Place } from '../../core/diagnostic.ts';
import { isJsonMap, memberOf } from '../../core/merge.ts';
import { segmentsOf } from '../../core/pointer.ts';
import type { Json } from '../../core/fact.ts';
import type { ParsedDocument } from '../parse.ts';
import { nameFrom, unused } from '../name-from.ts';
import type { Column } from './columns.ts';

/** A name that a document was given, and what it was made from. */
export interface MadeName {
  readonly name: string;
  readonly from: string;
  readonly at: Place;
}

export interface Named {
  readonly documents: readonly ParsedDocument[];
  readonly made: readonly MadeName[];
}

const nameOf = ({ value }: ParsedDocument): string | undefined => {
  const name = memberOf(memberOf(value, 'metadata'), 'name');
  return typeof name === 'string' ? name : undefined;
};

const valueAt = (value: Json, pointer: string): Json | undefined =>
  segmentsOf(pointer).reduce<Json | undefined>((inner, segment) => memberOf(inner, segment), value);

const withName = (document: ParsedDocument, name: string, pointer: string): ParsedDocument => {
  const { value, places } = document;
  const written = places.get(pointer) ?? places.get('');
  const metadata = memberOf(value, 'metadata');
  return {
    ...document,
    value: isJsonMap(value) ? { ...value, metadata: { name, ...(isJsonMap(metadata) && metadata) } } : value,
    places: written === undefined ? places : new Map([...places, ['/metadata/name', written]]),
  };
};

/** Names the documents that have no name after the field that their kind is named after, each differently. */
export const withNames = (documents: readonly ParsedDocument[], columns: readonly Column[]): Named => {
  const source = columns.find(({ node }) => node['x-onward']?.names === true)?.pointer;
  const taken = new Set(documents.flatMap((document) => nameOf(document) ?? []));
  const made: MadeName[] = [];
  const named = documents.map((document) => {
    const from = source === undefined ? undefined : valueAt(document.value, source);
    if (source === undefined || nameOf(document) !== undefined || typeof from !== 'string') return document;
    const label = nameFrom(from);
    if (label === '') return document;
    const name = unused(label, taken);
    taken.add(name);
    made.push({ name, from, at: document.places.get(source)?.value ?? { file: document.file } });
    return withName(document, name, source);
  });
  return { documents: named, made };
};

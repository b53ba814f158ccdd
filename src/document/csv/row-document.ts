import { error, type Diagnostic, type Place } from '../../core/diagnostic.ts';
import type { Json } from '../../core/fact.ts';
import { isJsonMap, memberOf, type JsonMap } from '../../core/merge.ts';
import { below, parentOf, segmentsOf } from '../../core/pointer.ts';
import type { ParsedDocument } from '../parse.ts';
import type { Written } from '../places.ts';
import { apiVersion } from '../validate.ts';
import type { Heading } from './header.ts';
import type { Row } from './table.ts';

/** What one row says: a document, and the cells that contradict each other. */
export interface RowDocument {
  readonly document: ParsedDocument;
  readonly diagnostics: readonly Diagnostic[];
}

/** The map with a value at a path; null where something stands in the way. */
const placedIn = (map: JsonMap, [segment = '', ...rest]: readonly string[], value: Json): JsonMap | null => {
  const there = memberOf(map, segment);
  if (rest.length === 0) return there === undefined ? { ...map, [segment]: value } : null;
  if (there !== undefined && !isJsonMap(there)) return null;
  const inner = placedIn(there ?? {}, rest, value);
  return inner === null ? null : { ...map, [segment]: inner };
};

/** A value and all that it holds stand where the cell stands. */
const noteAll = (value: Json, pointer: string, note: (pointer: string) => void): void => {
  note(pointer);
  if (typeof value !== 'object' || value === null) return;
  for (const [key, member] of Object.entries(value)) noteAll(member, below(pointer, key), note);
};

const noteAround = (pointer: string, at: Place, places: Map<string, Written>): void => {
  const parent = parentOf(pointer);
  if (places.has(parent)) return;
  places.set(parent, { value: at, single: false });
  noteAround(parent, at, places);
};

const contradiction = (pointer: string, at: Place): Diagnostic =>
  error('DOC043', {
    summary: `another cell of this row says ${segmentsOf(pointer).slice(0, 2).join('.')} otherwise`,
    at,
    remedy: 'empty one of the two',
  });

/** The document that a row says, each part of it where its cell stands. An empty cell says nothing. */
export const documentOfRow = (row: Row, headings: readonly Heading[], kind: string): RowDocument => {
  const places = new Map<string, Written>([['', { value: row.at, single: false }]]);
  const diagnostics: Diagnostic[] = [];
  let value: JsonMap = { apiVersion, kind, metadata: {}, spec: {} };
  for (const { index, column, pointer } of headings) {
    const cell = row.cells[index];
    if (cell === undefined || cell.text === '') continue;
    const said = column.read(cell.text);
    const more = placedIn(value, segmentsOf(pointer), said);
    if (more === null) diagnostics.push(contradiction(pointer, cell.at));
    else {
      value = more;
      noteAll(said, pointer, (at) => places.set(at, { value: cell.at, single: true }));
      noteAround(pointer, cell.at, places);
    }
  }
  return { document: { file: row.at.file, value, places }, diagnostics };
};

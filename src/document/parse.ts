import { isScalar } from 'yaml';
import { error, fail, succeed, type Diagnostic, type Result } from '../core/diagnostic.ts';
import type { Json } from '../core/fact.ts';
import { findHiddenCharacter } from './characters.ts';
import { limits } from './limits.ts';
import type { Places } from './places.ts';
import { scan } from './scan.ts';
import { compose, type YamlDocument } from './syntax.ts';
import { placesIn, type PlaceAt } from './text-lines.ts';
import { readValues, type Values } from './values.ts';

/** One document as it is written: plain data, and where each part of it stands. Nothing of it is proven yet. */
export interface ParsedDocument {
  readonly file: string;
  readonly value: Json;
  readonly places: Places;
}

/** The diagnostic for a file above the limit; it has no line, since no line of it was read. */
const tooLarge = (file: string): Diagnostic =>
  error('DOC010', { summary: 'the file is larger than 1 MiB', at: { file }, remedy: 'split it into several files' });

/** A document that was begun and says nothing: `---` at the end of a file, or comments alone. */
const saysNothing = ({ contents }: YamlDocument): boolean =>
  contents === null || (isScalar(contents) && contents.value === null && contents.source === '');

const empty = (placeAt: PlaceAt): Diagnostic =>
  error('DOC003', {
    summary: 'the file holds no document',
    at: placeAt(0),
    remedy: 'write a document into it, or leave the file out',
  });

const parseText = (text: string, file: string): Result<readonly Values[]> => {
  const placeAt = placesIn(file, text);
  const hidden = findHiddenCharacter(text, placeAt);
  if (hidden.length > 0) return fail(...hidden);
  const { tokens, refused } = scan(text, placeAt);
  const { documents, broken } = compose(tokens, text.length, placeAt);
  const values = documents
    .filter((document) => !saysNothing(document))
    .map((document) => readValues(document, placeAt));
  const problems = [...refused, ...broken, ...values.flatMap(({ wrongKeys }) => wrongKeys)];
  if (problems.length > 0) return fail(...problems);
  return values.length === 0 ? fail(empty(placeAt)) : succeed(values);
};

/**
 * Reads the text of one file as YAML 1.2 (core). A byte order mark and CRLF are accepted. Refused, each at its place: broken
 * YAML, tabs as indentation, keys written twice or that are no text, anchors, aliases, merge keys, tags, directives, hidden
 * characters, an empty file, and more than the limits allow. `file` is how places name it.
 */
export const parseFile = (text: string, file: string): Result<readonly ParsedDocument[]> => {
  if (text.length > limits.bytes) return fail(tooLarge(file));
  const parsed = parseText(text.replace(/^\uFEFF/, ''), file);
  if (!parsed.ok) return parsed;
  return succeed(parsed.value.map(({ value, places }) => ({ file, value, places })));
};

import { error, type Diagnostic } from '../core/diagnostic.ts';
import type { Json } from '../core/fact.ts';
import { schemaErrors } from '../core/schema-error.ts';
import { validateDocument } from '../generated/validators.cjs';
import documentSchema from '../../schemas/document.schema.json' with { type: 'json' };
import type { DocumentKind } from './document-kind.ts';
import { explain } from './explain.ts';
import type { Finding } from './finding.ts';
import { findUnhonoured } from './honoured.ts';
import { specPointer, type Layered } from './layered.ts';
import { isJsonMap, memberOf } from '../core/merge.ts';
import { throughList } from '../core/pointer.ts';
import { findUnknownAnnotations } from './own-annotations.ts';
import type { SchemaNode } from './schema-node.ts';
import { described, didYouMean, word } from './wording.ts';

/** The version of the documents' format. */
export const apiVersion = 'onward/v1';

const envelope: SchemaNode = documentSchema;

const findWrongVersion = (value: Json): readonly Finding[] => {
  const found = memberOf(value, 'apiVersion');
  if (found === undefined || found === apiVersion) return [];
  const near = typeof found === 'string' ? didYouMean(found, [apiVersion]) : '';
  const summary = `apiVersion: expected ${apiVersion}, got ${described(found)}${near}`;
  return [{ code: 'DOC014', pointer: '/apiVersion', on: 'value', summary, remedy: `write apiVersion: ${apiVersion}` }];
};

const findWrongKind = (value: Json, known: readonly string[]): readonly Finding[] => {
  const kind = memberOf(value, 'kind');
  if (kind === undefined || (typeof kind === 'string' && known.includes(kind))) return [];
  const near = typeof kind === 'string' ? didYouMean(kind, known) : '';
  const summary = `unknown kind ${typeof kind === 'string' ? word(kind) : described(kind)}${near}`;
  return [{ code: 'DOC015', pointer: '/kind', on: 'value', summary, remedy: `known kinds: ${known.join(', ')}` }];
};

/**
 * What is wrong with the envelope: apiVersion, kind, metadata, and that there is a spec. What belongs to another tool or to
 * another version is said once, and nothing else is said of it.
 */
export const findInEnvelope = (value: Json, known: readonly string[]): readonly Finding[] => {
  if (!isJsonMap(value)) {
    const summary = `a document is a map, and this is ${described(value)}`;
    return [{ code: 'DOC013', pointer: '', on: 'value', summary, remedy: `start it with "apiVersion: ${apiVersion}"` }];
  }
  const foreign = [...findWrongVersion(value), ...findWrongKind(value, known)];
  if (foreign.length > 0) return foreign;
  return [
    ...explain(schemaErrors(validateDocument, value), { schema: envelope, value, pointer: '' }),
    ...findUnknownAnnotations(value, envelope),
  ];
};

const isWithin = (pointer: string, outer: string): boolean => pointer === outer || pointer.startsWith(`${outer}/`);

/** What a schema has against a spec. Of a field that is not honoured only that is said. */
export const findInSpec = (
  spec: Json,
  pointer: string,
  { schema, validateSpec }: Pick<DocumentKind, 'schema' | 'validateSpec'>,
): readonly Finding[] => {
  if (!isJsonMap(spec)) return [];
  const unhonoured = findUnhonoured(schema, spec, pointer);
  const found = explain(validateSpec(spec), { schema, value: spec, pointer });
  const rest = found.filter((finding) => !unhonoured.some((outer) => isWithin(finding.pointer, outer.pointer)));
  return [...unhonoured, ...rest];
};

/**
 * A key that is missing from a map may still come from the other layer; one that is missing from a list's item may not.
 * `root` is where the spec stands.
 */
export const isLeftToOtherLayer = ({ code, pointer }: Finding, root: string): boolean =>
  code === 'DOC019' && !throughList(pointer.slice(root.length));

export const toDiagnostic = ({ code, pointer, on, summary, remedy }: Finding, place: Layered['placeOf']): Diagnostic =>
  error(code, { summary, at: place(pointer, on), ...(remedy !== undefined && { remedy }) });

/**
 * All that is wrong with the spec of one document of a known kind, defaults merged in; each at the very key or value. What
 * the defaults give was proven with the project, so what is wrong here is the document's.
 */
export const validateLayered = ({ spec }: Layered, kind: DocumentKind): readonly Finding[] =>
  spec === undefined ? [] : findInSpec(spec, specPointer, kind);

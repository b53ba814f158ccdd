import type { SchemaError } from '../core/schema-error.ts';
import type { Finding } from './finding.ts';
import { below, segmentsOf } from '../core/pointer.ts';
import { schemaAt, type SchemaNode } from './schema-node.ts';
import { described, didYouMean, meant, pathOf, word } from './wording.ts';

/** A value that a schema was asked about: `pointer` is where it stands in its document. */
export interface Judged {
  readonly schema: SchemaNode;
  readonly value: unknown;
  readonly pointer: string;
}

const types: Readonly<Record<string, string>> = {
  string: 'a text',
  integer: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a map',
};

const member = (value: unknown, segment: string): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, segment)
    ? (value as Readonly<Record<string, unknown>>)[segment]
    : undefined;

const valueAt = (value: unknown, pointer: string): unknown => segmentsOf(pointer).reduce(member, value);

const path = (pointer: string): string => (pointer === '' ? 'the document' : pathOf(segmentsOf(pointer)));

const listed = (keys: readonly string[]): string => keys.map(word).join(', ');

const unknownKey = (error: SchemaError, { schema, pointer }: Judged): Finding => {
  const key = String(error.params['additionalProperty']);
  const known = Object.keys(schemaAt(schema, error.instancePath).properties ?? {});
  const where = `${pointer}${error.instancePath}`;
  const summary = `unknown key ${word(key)} in ${path(where)}${didYouMean(key, known)}`;
  return { code: 'DOC016', pointer: below(where, key), on: 'key', summary, remedy: `known here: ${listed(known)}` };
};

const missingKey = (error: SchemaError, { schema, pointer }: Judged): Finding => {
  const key = String(error.params['missingProperty']);
  const where = `${pointer}${error.instancePath}`;
  const { description } = schemaAt(schema, below(error.instancePath, key));
  const summary = `${path(below(where, key))} is missing`;
  return {
    code: 'DOC019',
    pointer: where,
    on: 'key',
    summary,
    remedy: `write it${description ? `: ${description}` : ''}`,
  };
};

/** Which of several keys is missing is a person's choice: the description tells them. */
const tooFewKeys = (error: SchemaError, { schema, pointer }: Judged): Finding => {
  const where = `${pointer}${error.instancePath}`;
  const summary = `${path(where)} is not complete: at least ${count(error.params['limit'], 'key')}`;
  const { description = 'write one more' } = schemaAt(schema, error.instancePath);
  return { code: 'DOC019', pointer: where, on: 'key', summary, remedy: description };
};

const count = (number: unknown, one: string): string => `${String(number)} ${one}${number === 1 ? '' : 's'}`;

const wrongType = (error: SchemaError, { schema, value, pointer }: Judged): Finding => {
  const wanted = String(error.params['type']);
  const got = valueAt(value, error.instancePath);
  const where = `${pointer}${error.instancePath}`;
  const isUnquoted = wanted === 'string' && (typeof got === 'number' || typeof got === 'boolean');
  return {
    code: 'DOC017',
    pointer: where,
    on: 'value',
    summary: `${path(where)}: expected ${types[wanted] ?? wanted}, got ${described(got)}`,
    remedy: isUnquoted
      ? 'put it in quotes'
      : (schemaAt(schema, error.instancePath).description ?? `write ${types[wanted] ?? wanted}`),
  };
};

/** What a keyword asks for, in words. */
const demands: Readonly<Record<string, (params: SchemaError['params'], node: SchemaNode) => string>> = {
  enum: ({ allowedValues }) => (Array.isArray(allowedValues) ? `one of ${allowedValues.join(', ')}` : 'another value'),
  const: ({ allowedValue }) => String(allowedValue),
  pattern: (_, node) => node['x-onward']?.form ?? 'another form',
  format: ({ format }) => (format === 'date' ? 'a date of the calendar, YYYY-MM-DD' : `a ${String(format)}`),
  minLength: ({ limit }) => `at least ${count(limit, 'character')}`,
  maxLength: ({ limit }) => `at most ${count(limit, 'character')}`,
  minimum: ({ limit }) => `${String(limit)} or more`,
  maximum: ({ limit }) => `${String(limit)} or less`,
  minItems: ({ limit }) => `a list of ${String(limit)} or more`,
  uniqueItems: () => 'a list in which nothing stands twice',
};

const suggestion = ({ allowedValues }: SchemaError['params'], got: unknown): string =>
  typeof got === 'string' && Array.isArray(allowedValues) ? didYouMean(got, allowedValues.map(String)) : '';

const isEmpty = (value: unknown): boolean => Array.isArray(value) && value.length === 0;

const wrongValue = (error: SchemaError, { schema, value, pointer }: Judged): Finding => {
  const node = schemaAt(schema, error.instancePath);
  const got = valueAt(value, error.instancePath);
  const where = `${pointer}${error.instancePath}`;
  const demand = demands[error.keyword]?.(error.params, node) ?? 'another value';
  const summary = `${path(where)}: expected ${demand}, got ${isEmpty(got) ? 'an empty one' : described(got)}${suggestion(error.params, got)}`;
  return { code: 'DOC018', pointer: where, on: 'value', summary, remedy: node.description ?? `write ${demand}` };
};

const wrongName = (error: SchemaError, { pointer }: Judged): Finding => {
  const key = String(error.params['propertyName']);
  const where = `${pointer}${error.instancePath}`;
  const summary = `${path(where)}: the key ${word(key)} has the wrong form`;
  const remedy = 'a key is a word, or prefix/word, of letters, digits, - _ and .';
  return { code: 'DOC018', pointer: below(where, key), on: 'key', summary, remedy };
};

const explainOne = (error: SchemaError, judged: Judged): Finding => {
  switch (error.keyword) {
    case 'additionalProperties':
      return unknownKey(error, judged);
    case 'required':
      return missingKey(error, judged);
    case 'minProperties':
      return tooFewKeys(error, judged);
    case 'type':
      return wrongType(error, judged);
    case 'propertyNames':
      return wrongName(error, judged);
    default:
      return wrongValue(error, judged);
  }
};

/** A name that is wrong is told twice, once as if the map were the text. */
const isEcho = ({ keyword, instancePath }: SchemaError, { value }: Judged): boolean =>
  ['pattern', 'minLength', 'maxLength'].includes(keyword) && typeof valueAt(value, instancePath) !== 'string';

/** No reader wants more of one document; a thousand wrong items of a list are one mistake. */
const mostErrors = 500;

/** The keys that the schema does not know, by the map they stand in. */
const unknownKeys = (errors: readonly SchemaError[]): ReadonlyMap<string, readonly string[]> => {
  const byMap = new Map<string, string[]>();
  for (const { keyword, instancePath, params } of errors) {
    if (keyword !== 'additionalProperties') continue;
    byMap.set(instancePath, [...(byMap.get(instancePath) ?? []), String(params['additionalProperty'])]);
  }
  return byMap;
};

/** A misspelt key is enough said; that the key it stands for is missing is the same mistake. */
const isMisspelt = (error: SchemaError, unknown: ReadonlyMap<string, readonly string[]>): boolean => {
  if (error.keyword !== 'required') return false;
  const missing = String(error.params['missingProperty']);
  return (unknown.get(error.instancePath) ?? []).some((key) => meant(key, [missing]) !== undefined);
};

/** An empty text is too short and of the wrong form: one of the two is enough. Several keys may be missing at one place. */
const oncePerPlace = (findings: readonly Finding[]): readonly Finding[] => {
  const told = new Set<string>();
  return findings.filter(({ code, pointer, on, summary }) => {
    const what = code === 'DOC019' ? summary : `${on} ${pointer}`;
    if (told.has(what)) return false;
    told.add(what);
    return true;
  });
};

/** Turns what a validator found into findings, each at its place in the document, without echoes. */
export const explain = (found: readonly SchemaError[], judged: Judged): readonly Finding[] => {
  const errors = found.slice(0, mostErrors);
  const unknown = unknownKeys(errors);
  const told = errors.filter((error) => !isEcho(error, judged) && !isMisspelt(error, unknown));
  return oncePerPlace(told.map((error) => explainOne(error, judged)));
};

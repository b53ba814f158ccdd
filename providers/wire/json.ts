import type { Json } from '../../src/core/fact.ts';

/** A JSON object as it came over the wire: every member may be missing or of another type. */
export type JsonObject = Readonly<Record<string, Json | undefined>>;

/** Text to JSON; undefined where it is none. JSON.parse gives nothing but JSON values. */
export const parseJson = (text: string): Json | undefined => {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
};

export const isObject = (value: Json | undefined): value is { readonly [name: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A member that is an object; an empty object where it is not. */
export const objectIn = (object: JsonObject, name: string): JsonObject => {
  const value = object[name];
  return isObject(value) ? value : {};
};

/** A member as text; '' where it is missing or null. Numbers and booleans as they are written. */
export const textIn = (object: JsonObject, name: string): string => {
  const value = object[name];
  if (value === undefined || value === null) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
};

/** A member as a number, also where it is written as text; null where it is none. */
export const numberIn = (object: JsonObject, name: string): number | null => {
  const text = textIn(object, name).trim();
  return text === '' || !Number.isFinite(Number(text)) ? null : Number(text);
};

/** A member as true or false, also where it is written as text in any casing; null where it is neither. */
export const flagIn = (object: JsonObject, name: string): boolean | null => {
  const text = textIn(object, name).toLowerCase();
  return text === 'true' ? true : text === 'false' ? false : null;
};

/** A member that is a list; null where it is not. */
export const listIn = (object: JsonObject, name: string): readonly Json[] | null => {
  const value = object[name];
  return Array.isArray(value) ? (value as readonly Json[]) : null;
};

/** The objects of a member that is a list; none where it is not. */
export const objectsIn = (object: JsonObject, name: string): readonly JsonObject[] =>
  (listIn(object, name) ?? []).filter(isObject);

/** The first member among several spellings that holds text, compared without case, `_` and `-`. */
export const anyIn = (object: JsonObject, ...names: readonly string[]): string => {
  const plain = (name: string): string => name.toLowerCase().replaceAll(/[_-]/g, '');
  for (const name of names) {
    const found = Object.keys(object).find((key) => plain(key) === plain(name));
    if (found !== undefined && textIn(object, found) !== '') return textIn(object, found);
  }
  return '';
};

/** A list of an RPC answer, which stands in an object of its own: `Instances: {Instance: […]}`. null where it is not. */
export const rowsIn = (object: JsonObject, outer: string, inner: string): readonly JsonObject[] | null =>
  listIn(objectIn(object, outer), inner)?.filter(isObject) ?? null;

/** The texts of such a list; none where it is not. */
export const textsIn = (object: JsonObject, outer: string, inner: string): readonly string[] =>
  (listIn(objectIn(object, outer), inner) ?? []).filter((value) => typeof value === 'string');

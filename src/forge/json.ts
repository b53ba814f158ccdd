import type { Json } from '../core/fact.ts';

/** A JSON object of a forge: every member may be missing or of another type. */
export type Row = Readonly<Record<string, Json | undefined>>;

const isRow = (value: Json | Row | undefined): value is { readonly [name: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Text to JSON; undefined where it is none. JSON.parse gives nothing but JSON values. */
export const jsonOf = (text: string): Json | undefined => {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
};

/** What lies at a path of members; undefined where it does not. */
const at = (value: Json | Row | undefined, ...path: readonly string[]): Json | undefined =>
  path.reduce<Json | Row | undefined>((found, name) => (isRow(found) ? found[name] : undefined), value) as
    Json | undefined;

export const textAt = (value: Json | Row | undefined, ...path: readonly string[]): string => {
  const found = at(value, ...path);
  return typeof found === 'string' ? found : '';
};

export const numberAt = (value: Json | Row | undefined, ...path: readonly string[]): number | null => {
  const found = at(value, ...path);
  return typeof found === 'number' && Number.isSafeInteger(found) ? found : null;
};

export const rowsIn = (value: Json | undefined): readonly Row[] =>
  Array.isArray(value) ? (value as readonly Json[]).filter(isRow) : [];

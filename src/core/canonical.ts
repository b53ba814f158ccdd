import type { Json } from './fact.ts';

/** A plan of a thousand targets is tens of megabytes: one pass and no pairs. */
const members = (value: Readonly<Record<string, unknown>>): string => {
  let text = '';
  for (const name of Object.keys(value).sort()) {
    const member = value[name];
    if (member !== undefined) text += `${text === '' ? '' : ','}${JSON.stringify(name)}:${canonical(member)}`;
  }
  return text;
};

/**
 * RFC 8785 (JSON Canonicalization Scheme): members sorted by UTF-16 code units, numbers and strings as ECMAScript writes
 * them, no white space. Members that are `undefined` are left out, as JSON.stringify does.
 */
export const canonical = (value: unknown): string => {
  if (typeof value === 'number' && !Number.isFinite(value)) throw new TypeError('JSON has no NaN and no Infinity');
  if (Array.isArray(value)) return `[${value.map((item) => canonical(item)).join(',')}]`;
  if (typeof value === 'object' && value !== null) return `{${members(value as Readonly<Record<string, unknown>>)}}`;
  return JSON.stringify(value ?? null);
};

/** Equal by value, whatever the order of members. */
export const equal = (a: Json, b: Json): boolean => canonical(a) === canonical(b);

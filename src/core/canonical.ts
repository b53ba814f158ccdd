import type { Json } from './fact.ts';

type Members = Readonly<Record<string, unknown>>;

const finite = (value: number): number => {
  if (!Number.isFinite(value)) throw new TypeError('JSON has no NaN and no Infinity');
  return value;
};

/**
 * An object does not keep these where they are put: those like numbers come first, and this one becomes its prototype.
 * Whatever holds one is written member by member.
 */
const isMoved = (name: string): boolean => name === '__proto__' || /^\d/.test(name);

/** What a copy cannot be made of: an object in it would not keep the order. */
const unkept = Symbol('unkept');

const sortedMembers = (value: Members): object | typeof unkept => {
  const copy: Record<string, unknown> = {};
  for (const name of Object.keys(value).sort()) {
    if (isMoved(name)) return unkept;
    const member = sorted(value[name]);
    if (member === unkept) return unkept;
    copy[name] = member;
  }
  return copy;
};

/** A copy with sorted members, for JSON.stringify. */
const sorted = (value: unknown): unknown => {
  if (typeof value === 'number') return finite(value);
  if (typeof value !== 'object' || value === null) return value;
  if (!Array.isArray(value)) return sortedMembers(value as Members);
  const items = value.map(sorted);
  return items.includes(unkept) ? unkept : items;
};

const memberByMember = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(memberByMember).join(',')}]`;
  if (typeof value === 'number') return JSON.stringify(finite(value));
  if (typeof value !== 'object' || value === null) return JSON.stringify(value ?? null);
  const members = Object.entries(value as Members)
    .filter(([, member]) => member !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, member]) => `${JSON.stringify(name)}:${memberByMember(member)}`);
  return `{${members.join(',')}}`;
};

/**
 * RFC 8785 (JSON Canonicalization Scheme): members sorted by UTF-16 code units, numbers and strings as ECMAScript writes
 * them, no white space. Members that are `undefined` are left out, as JSON.stringify does. A plan of a thousand targets is
 * tens of megabytes, so JSON.stringify writes what it can: it takes a third of the time.
 */
export const canonical = (value: unknown): string => {
  const copy = sorted(value);
  return copy === unkept ? memberByMember(value) : JSON.stringify(copy ?? null);
};

/** Equal by value, whatever the order of members. */
export const equal = (a: Json, b: Json): boolean => canonical(a) === canonical(b);

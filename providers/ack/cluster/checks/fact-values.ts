import type { CheckSubject } from '../../../../src/core/check.ts';
import type { Json } from '../../../../src/core/fact.ts';

type Members = Readonly<Record<string, Json | undefined>>;

/** The value of a fact as text; '' where it is null. The shapes are those that `observe` promises. */
export const text = ({ observed }: CheckSubject, fact: string): string => {
  const value = observed.facts[fact];
  return typeof value === 'string' ? value : '';
};

type Value = Json | Members | undefined;

const members = (value: Value): Members | null =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Members) : null;

/** The value of a fact that is an object, or null. */
export const record = ({ observed }: CheckSubject, fact: string): Members | null => members(observed.facts[fact]);

/** The items of a fact that is a list. */
export const list = ({ observed }: CheckSubject, fact: string): readonly Json[] => {
  const value = observed.facts[fact];
  return Array.isArray(value) ? (value as readonly Json[]) : [];
};

/** Foreign text that a line of a detail holds: a line of its own in it would pose as one of ours. */
export const inLine = (text: string): string => text.replace(/\r\n|[\r\n]/g, '\\n');

/** A member of an item as text of one line, whatever it is; '' where it is not there. */
export const say = (item: Value, member: string): string => {
  const value = members(item)?.[member];
  if (value === undefined || value === null) return '';
  return inLine(typeof value === 'string' ? value : JSON.stringify(value));
};

/** An item of a list of names, as text of one line. */
export const nameIn = (item: Json): string => inLine(typeof item === 'string' ? item : JSON.stringify(item));

/** `a, b and 3 more`: the first few names of a long list. */
export const few = (names: readonly string[], most = 3): string =>
  names.length <= most ? names.join(', ') : `${names.slice(0, most).join(', ')} and ${names.length - most} more`;

export const plural = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`;

import type { Json } from '../../../src/core/fact.ts';
import { isObject } from '../../wire/json.ts';
import { anyCovers, both, not, type Covers } from './glob.ts';

/** What is known of a request, by condition key (`acs:SourceIp`). What is not known is left out. */
export type Context = Readonly<Record<string, string>>;

type Compare = (wanted: readonly string[], value: string) => Covers;

const equals: Compare = (wanted, value) => (wanted.includes(value) ? 'yes' : 'no');
const equalsIgnoringCase: Compare = (wanted, value) =>
  equals(
    wanted.map((one) => one.toLowerCase()),
    value.toLowerCase(),
  );

/** The operators that can be decided here; any other leaves its statement open (RAM policy language, conditions). */
const operators: Readonly<Record<string, Compare>> = {
  StringEquals: equals,
  StringNotEquals: (wanted, value) => not(equals(wanted, value)),
  StringEqualsIgnoreCase: equalsIgnoringCase,
  StringNotEqualsIgnoreCase: (wanted, value) => not(equalsIgnoringCase(wanted, value)),
  StringLike: (wanted, value) => anyCovers(wanted, value),
  StringNotLike: (wanted, value) => not(anyCovers(wanted, value)),
  Bool: equalsIgnoringCase,
};

const textsOf = (value: Json): readonly string[] | null => {
  const all: readonly Json[] = Array.isArray(value) ? (value as readonly Json[]) : [value];
  const texts = all.map((one) => (typeof one === 'string' ? one : typeof one === 'boolean' ? String(one) : null));
  return texts.includes(null) ? null : texts.filter((text) => text !== null);
};

const known = (context: Context, key: string): string | undefined =>
  Object.entries(context).find(([name]) => name.toLowerCase() === key.toLowerCase())?.[1];

const oneHolds = (operator: string, [key, wanted]: readonly [string, Json], context: Context): Covers => {
  const compare = Object.hasOwn(operators, operator) ? operators[operator] : undefined;
  const value = known(context, key);
  const texts = textsOf(wanted);
  return compare === undefined || value === undefined || texts === null ? 'maybe' : compare(texts, value);
};

/** Does a statement's `Condition` hold? maybe: by what is known here, nobody can tell. */
export const holds = (condition: Json | undefined, context: Context): Covers => {
  if (condition === undefined || condition === null) return 'yes';
  if (!isObject(condition)) return 'maybe';
  return both(
    Object.entries(condition).flatMap(([operator, keys]) =>
      isObject(keys) ? Object.entries(keys).map((one) => oneHolds(operator, one, context)) : ['maybe' as const],
    ),
  );
};

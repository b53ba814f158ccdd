import type { Graph } from './graph.ts';
import type { Row } from './live-aoc.ts';

/** A filter that cannot be understood. */
export interface BadWhere {
  readonly why: string;
}

type Test = (value: unknown, wanted: unknown) => boolean;

const text = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value ?? null));

/** A time by its number, so that it does not matter how finely a client writes it. */
const measure = (value: unknown): unknown =>
  typeof value === 'string' && /^\d{4}-\d\d-\d\dT/.test(value) ? Date.parse(value) : value;

/** Orders texts, numbers and times. */
export function compare(one: unknown, other: unknown): number {
  const [left, right] = [measure(one), measure(other)];
  if (typeof left === 'number' && typeof right === 'number') return left - right;
  return text(left) < text(right) ? -1 : Number(text(left) !== text(right));
}

const among: Test = (value, wanted) => Array.isArray(wanted) && wanted.includes(value);
const has =
  (ask: (value: string, wanted: string) => boolean): Test =>
  (value, wanted) =>
    typeof value === 'string' && typeof wanted === 'string' && ask(value, wanted);
const known =
  (ask: (order: number) => boolean): Test =>
  (value, wanted) =>
    value !== null && value !== undefined && ask(compare(value, wanted));

const contains = has((value, wanted) => value.includes(wanted));
const startsWith = has((value, wanted) => value.startsWith(wanted));
const endsWith = has((value, wanted) => value.endsWith(wanted));
const not =
  (test: Test): Test =>
  (value, wanted) =>
    !test(value, wanted);

/** Longer endings first: `_not_in` ends in `_in`. */
const tests: readonly (readonly [ending: string, test: Test])[] = [
  ['_not_starts_with', not(startsWith)],
  ['_not_ends_with', not(endsWith)],
  ['_not_contains', not(contains)],
  ['_not_in', not(among)],
  ['_starts_with', startsWith],
  ['_ends_with', endsWith],
  ['_contains', contains],
  ['_not', (value, wanted) => value !== wanted],
  ['_lte', known((order) => order <= 0)],
  ['_gte', known((order) => order >= 0)],
  ['_lt', known((order) => order < 0)],
  ['_gt', known((order) => order > 0)],
  ['_in', among],
];

const isObject = (value: unknown): value is Row => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Lists of filters that must all, in part or not at all hold. */
const joins: Readonly<Record<string, (hold: readonly boolean[]) => boolean>> = {
  AND: (hold) => hold.every(Boolean),
  OR: (hold) => hold.some(Boolean),
  NOT: (hold) => !hold.some(Boolean),
};

const quantifiers: readonly (readonly [ending: string, holds: (hold: readonly boolean[]) => boolean])[] = [
  ['_every', (hold) => hold.every(Boolean)],
  ['_some', (hold) => hold.some(Boolean)],
  ['_none', (hold) => !hold.some(Boolean)],
];

/** A filter in Prisma's manner (acos.md §1.2), asked of one row. A field that the row does not have is refused. */
export function holds(where: Row, row: Row, graph: Graph): boolean | BadWhere {
  for (const [key, wanted] of Object.entries(where)) {
    // An optional filter that a client sends as null is none, but for equality, where null is a value.
    if (wanted === undefined) continue;
    const held = holdsOne(key, wanted, row, graph);
    if (held !== true) return held;
  }
  return true;
}

const isBad = (held: boolean | BadWhere): held is BadWhere => typeof held === 'object';

function gather(
  held: readonly (boolean | BadWhere)[],
  join: (hold: readonly boolean[]) => boolean,
): boolean | BadWhere {
  return held.find(isBad) ?? join(held.map((each) => each === true));
}

function holdsOne(key: string, wanted: unknown, row: Row, graph: Graph): boolean | BadWhere {
  const join = joins[key];
  if (join !== undefined) {
    if (wanted === null) return true;
    const list = (Array.isArray(wanted) ? wanted : [wanted]).filter(isObject);
    return gather(
      list.map((each) => holds(each, row, graph)),
      join,
    );
  }
  if (Object.hasOwn(row, key)) return holdsAt(key, wanted, row, graph);
  for (const [ending, quantify] of quantifiers) {
    const field = key.slice(0, -ending.length);
    const value = row[field];
    if (!key.endsWith(ending) || !Array.isArray(value) || !isObject(wanted)) continue;
    const each = value.filter(isObject).map((one) => holdsRelated(field, wanted, one, graph));
    return gather(each, quantify);
  }
  const found = tests.find(([ending]) => key.endsWith(ending) && Object.hasOwn(row, key.slice(0, -ending.length)));
  if (found === undefined) return { why: `Field "${key}" is not defined by the where of this operation.` };
  const [ending, test] = found;
  return wanted === null && ending !== '_not' ? true : test(row[key.slice(0, -ending.length)], wanted);
}

function holdsAt(key: string, wanted: unknown, row: Row, graph: Graph): boolean | BadWhere {
  const value = row[key];
  if (!isObject(wanted)) return value === wanted;
  if (!isObject(value)) return false;
  return holdsRelated(key, wanted, value, graph);
}

/** What a row names is told in brief; where the filter asks for more, the whole of it is looked at. */
function holdsRelated(key: string, wanted: Row, value: Row, graph: Graph): boolean | BadWhere {
  const brief = Object.keys(wanted).every((field) => Object.hasOwn(value, field));
  return holds(wanted, brief ? value : graph.follow(key, value), graph);
}

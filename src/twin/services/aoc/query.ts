import type { Graph } from './graph.ts';
import type { Row } from './live-aoc.ts';
import { compare, holds } from './where.ts';

type Selected = { readonly ok: true; readonly rows: readonly Row[] } | { readonly ok: false; readonly why: string };

/** The rows that `where` asks for, in no other order than they came. */
export function select(rows: readonly Row[], where: unknown, graph: Graph): Selected {
  if (where === undefined || where === null) return { ok: true, rows };
  if (typeof where !== 'object' || Array.isArray(where)) return { ok: false, why: 'where must be an object.' };
  const chosen: Row[] = [];
  for (const row of rows) {
    const held = holds(where as Row, row, graph);
    if (typeof held === 'object') return { ok: false, why: held.why };
    if (held) chosen.push(row);
  }
  return { ok: true, rows: chosen };
}

/** One column, as `name_ASC`. Undefined: there is no such column. */
export function order(rows: readonly Row[], by: unknown): readonly Row[] | undefined {
  if (by === undefined || by === null) return rows;
  const [, field = '', way] = (typeof by === 'string' ? /^(.+)_(ASC|DESC)$/.exec(by) : null) ?? [];
  const [first] = rows;
  if (way === undefined || (first !== undefined && !Object.hasOwn(first, field))) return undefined;
  const sign = way === 'ASC' ? 1 : -1;
  return rows.toSorted((left, right) => sign * compare(left[field], right[field]));
}

const amount = (value: unknown): number | undefined =>
  typeof value === 'number' && Number.isInteger(value) && value >= 0 ? value : undefined;

/** after and before are ids of rows; one that is gone ends the list. */
export function page(rows: readonly Row[], body: Row, otherwise = Infinity): readonly Row[] {
  const placeOf = (id: unknown): number => rows.findIndex((row) => row['id'] === id);
  const after = body['after'] ?? undefined;
  const before = body['before'] ?? undefined;
  const from = after === undefined ? 0 : placeOf(after) + 1 || rows.length;
  const to = before === undefined ? rows.length : Math.max(0, placeOf(before));
  const between = rows.slice(from, to);
  const skip = amount(body['skip']) ?? 0;
  const last = amount(body['last']);
  const first = amount(body['first']);
  if (last !== undefined && first === undefined) {
    const end = between.length - skip;
    return between.slice(Math.max(0, end - last), Math.max(0, end));
  }
  return between.slice(skip, skip + (first ?? otherwise));
}

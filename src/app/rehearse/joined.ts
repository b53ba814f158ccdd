import type { Json } from '../../core/fact.ts';

type Fields = { readonly [name: string]: Json };

const isFields = (value: Json | undefined): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What a row of a world is known by: its id, else its name in its cluster; null: it stands for itself. */
const nameOf = (row: Json): string | null => {
  if (!isFields(row)) return null;
  const { id, name, cluster = '' } = row;
  if (typeof id === 'string') return `id ${id}`;
  return typeof name === 'string' && typeof cluster === 'string' ? `name ${cluster}/${name}` : null;
};

/** One of a row and the same row told by another target, whose id may be known to one of them alone. */
const isSame = (a: Json, b: Json): boolean => {
  const [left, right] = [nameOf(a), nameOf(b)];
  if (left !== null && left === right) return true;
  if (!isFields(a) || !isFields(b) || (typeof a['id'] === 'string' && typeof b['id'] === 'string')) return false;
  return a['name'] !== undefined && a['name'] === b['name'] && a['cluster'] === b['cluster'];
};

const joinRows = (all: readonly Json[], more: readonly Json[]): readonly Json[] =>
  more.reduce<readonly Json[]>((rows, row) => {
    if (rows.includes(row)) return rows;
    const at = nameOf(row) === null ? -1 : rows.findIndex((other) => isSame(other, row));
    return at === -1 ? [...rows, row] : rows.with(at, joined(rows[at] ?? null, row));
  }, all);

/** Two parts of one world as one: members together, rows that are the same once; where both say something, the first does. */
export const joined = (a: Json, b: Json): Json => {
  if (Array.isArray(a) && Array.isArray(b)) return joinRows(a as readonly Json[], b as readonly Json[]);
  if (!isFields(a) || !isFields(b)) return a;
  const names = [...new Set([...Object.keys(a), ...Object.keys(b)])];
  return Object.fromEntries(
    names.map((name) => {
      const [left, right] = [a[name], b[name]];
      return [name, left === undefined ? (right ?? null) : right === undefined ? left : joined(left, right)];
    }),
  );
};

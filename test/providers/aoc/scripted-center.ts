import type { Json } from '../../../src/core/fact.ts';
import { textIn } from '../../../providers/wire/json.ts';
import { centerServer, type Asked, type CenterServer, type Reply } from './center-server.ts';

type Row = { readonly [field: string]: Json };

/** What a center lists, by the last part of its paths: `vms` is answered at `get-vms`. A test changes the rows as it goes. */
export type Rows = Record<string, readonly Row[]>;

const isRow = (value: Json | undefined): value is Row =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Equal fields, `_in`, and one relation deep: as much of the filters as Onward sends. */
const fits = (row: Row, where: Row): boolean =>
  Object.entries(where).every(([field, wanted]) => {
    if (field.endsWith('_in') && Array.isArray(wanted)) return wanted.includes(row[field.slice(0, -3)] ?? null);
    const value = row[field];
    if (isRow(wanted)) return isRow(value) && fits(value, wanted);
    return value === wanted;
  });

const byId = (a: Row, b: Row): number => (textIn(a, 'id') < textIn(b, 'id') ? -1 : 1);

const page = (rows: readonly Row[], body: Json): readonly Row[] => {
  const { where = {}, first, after } = isRow(body) ? body : {};
  const found = rows.filter((row) => fits(row, isRow(where) ? where : {})).sort(byId);
  const start = after === undefined ? 0 : found.findIndex((row) => row['id'] === after) + 1;
  return typeof first === 'number' ? found.slice(start, start + first) : found.slice(start);
};

/** An operation center that lists what a test gives it; everything else a test answers itself. */
export const scriptedCenter = (
  rows: Rows,
  answer: (asked: Asked) => Reply | null = () => null,
): Promise<CenterServer> =>
  centerServer((asked) => {
    const own = answer(asked);
    if (own !== null) return own;
    if (asked.path === 'get-version') return { body: '4.6.0' };
    const listed = rows[asked.path.replace('get-', '').replaceAll('-', '_')];
    return listed === undefined
      ? { status: 404, body: { message: `no ${asked.path}`, status: 404, path: asked.path } }
      : { body: page(listed, asked.body) as Json };
  });

import { malformed } from '../../wire/failure.ts';
import { numberIn, rowsIn, textIn, type JsonObject } from '../../wire/json.ts';
import type { Reading } from '../../wire/reading.ts';
import type { Rpc, RpcCall } from './rpc.ts';

/** A list of an RPC product: where its rows stand, how many a page may have, and how the next page is asked for. */
export interface RpcList {
  readonly outer: string;
  readonly inner: string;
  readonly size: number;
  readonly by: 'number' | 'token';
}

type Rows = readonly JsonObject[];

/** Ten thousand rows and more; a list that never ends is not waited for. */
const mostPages = 200;

const firstQuery = ({ by, size }: RpcList): Readonly<Record<string, string>> =>
  by === 'token' ? { MaxResults: String(size) } : { PageNumber: '1', PageSize: String(size) };

interface SoFar {
  readonly page: number;
  readonly total: number;
  readonly last: number;
}

const nextQuery = (body: JsonObject, list: RpcList, { page, total, last }: SoFar) => {
  const size = String(list.size);
  const token = textIn(body, 'NextToken');
  // A page may be empty and have a next one: rows can be filtered after they were counted.
  if (list.by === 'token') return token === '' ? null : { MaxResults: size, NextToken: token };
  const count = numberIn(body, 'TotalCount');
  const more = count === null ? last === list.size : last > 0 && total < count;
  return more ? { PageNumber: String(page + 1), PageSize: size } : null;
};

/** Reads all pages of a list. The source is the last page's. */
export const readRpcPages = async (rpc: Rpc, call: RpcCall, list: RpcList): Promise<Reading<Rows>> => {
  const rows: JsonObject[] = [];
  let query: Readonly<Record<string, string>> | null = firstQuery(list);
  for (let page = 1; page <= mostPages; page += 1) {
    const reading: Reading<JsonObject> = await rpc.read({ ...call, query: { ...call.query, ...query } });
    if (!reading.ok) return reading;
    const { request } = reading.source;
    const found = rowsIn(reading.value, list.outer, list.inner);
    if (found === null)
      return { ok: false, call: call.action, failure: malformed(`the answer has no list “${list.outer}”`, request) };
    rows.push(...found);
    query = nextQuery(reading.value, list, { page, total: rows.length, last: found.length });
    if (query === null) return { ...reading, value: rows };
  }
  return { ok: false, call: call.action, failure: malformed('the list does not end', '') };
};

/** Asks for ids in portions of at most `size`, one after the other. No id, no call: an empty list needs no proof. */
export const readInPortions = async (
  ids: readonly string[],
  size: number,
  read: (portion: readonly string[]) => Promise<Reading<Rows>>,
): Promise<Reading<Rows>> => {
  let all: Reading<Rows> = { ok: true, value: [], source: { call: '', request: '', at: '' } };
  for (let start = 0; start < ids.length; start += size) {
    const reading = await read(ids.slice(start, start + size));
    if (!reading.ok) return reading;
    all = { ...reading, value: [...all.value, ...reading.value] };
  }
  return all;
};

import type { Json } from '../../../src/core/fact.ts';
import { malformed } from '../../wire/failure.ts';
import { isObject, listIn, objectIn, textIn, type JsonObject } from '../../wire/json.ts';
import type { Reading } from '../../wire/reading.ts';

const pageSize = 50;
/** Ten thousand items: more than any cluster or region has; a list that never ends is not waited for. */
const mostPages = 200;

/** How a list is asked for its next page: by number, or by the token the page before gave. */
export interface PageQuery {
  readonly page_number?: string;
  readonly page_size?: string;
  readonly max_results?: string;
  readonly next_token?: string;
}

const byNumber = (page: number): PageQuery => ({ page_number: String(page), page_size: String(pageSize) });

/** CS lists count in `page_info`; some give a `next_token` as well, which is used only where the count is missing. */
const nextQuery = (body: JsonObject, page: number, soFar: { total: number; last: number }): PageQuery | null => {
  if (soFar.last === 0) return null;
  // The list of nodes counts in `page`.
  const total = { ...objectIn(body, 'page'), ...objectIn(body, 'page_info') }['total_count'];
  if (typeof total === 'number') return soFar.total < total ? byNumber(page + 1) : null;
  const token = textIn(body, 'next_token');
  if (token !== '') return { max_results: String(pageSize), next_token: token };
  return soFar.last < pageSize ? null : byNumber(page + 1);
};

/** Reads all pages of a list. The source is the last page's. */
export const readPages = async (
  ask: (query: PageQuery) => Promise<Reading<Json>>,
  list: string,
): Promise<Reading<readonly JsonObject[]>> => {
  const items: JsonObject[] = [];
  let query: PageQuery = byNumber(1);
  for (let page = 1; page <= mostPages; page += 1) {
    const reading = await ask(query);
    if (!reading.ok) return reading;
    const { call, request } = reading.source;
    const body = isObject(reading.value) ? reading.value : {};
    const found = listIn(body, list);
    if (found === null) return { ok: false, call, failure: malformed(`the answer has no list “${list}”`, request) };
    items.push(...found.filter(isObject));
    const next = nextQuery(body, page, { total: items.length, last: found.length });
    if (next === null) return { ...reading, value: items };
    query = next;
    if (page === mostPages) return { ok: false, call, failure: malformed('the list does not end', request) };
  }
  throw new Error('unreachable: the last page returns');
};

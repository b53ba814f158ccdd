import { refuse, type Answer } from '../service.ts';

interface PageRules {
  /** Names of the query parameters. */
  readonly number: string;
  readonly size: string;
  readonly defaultSize: number;
}

/** Lists with page_number and page_size of 1 to 100. */
export const pagesOf = (defaultSize: number): PageRules => ({ number: 'page_number', size: 'page_size', defaultSize });

const largestPage = 100;

interface PageInfo {
  readonly page_number: number;
  readonly page_size: number;
  readonly total_count: number;
}

interface Page<T> {
  readonly items: readonly T[];
  readonly info: PageInfo;
  /** Empty on the last page. */
  readonly nextToken: string;
}

/** A whole number from 1 to `largest`; undefined when the text is none. */
function readCount(text: string | null, otherwise: number, largest: number): number | undefined {
  if (text === null || text === '') return otherwise;
  const count = /^\d+$/.test(text) ? Number(text) : 0;
  return count >= 1 && count <= largest ? count : undefined;
}

const tokenOf = (offset: number): string => Buffer.from(`offset:${offset}`).toString('hex');

function offsetOf(token: string): number | undefined {
  const [, offset] = /^offset:(\d+)$/.exec(Buffer.from(token, 'hex').toString()) ?? [];
  return offset === undefined ? undefined : Number(offset);
}

const invalid = (name: string, demand: string): Answer =>
  refuse(400, 'InvalidParameter', `The parameter ${name} is invalid: it must be ${demand}.`);

/**
 * One page of `items`, as page_number and page_size or as max_results and next_token ask,
 * given to `render`; a size or number out of range is refused.
 */
export function answerPage<T>(
  items: readonly T[],
  query: URLSearchParams,
  rules: PageRules,
  render: (page: Page<T>) => Answer,
): Answer {
  const sizeName = query.has('max_results') ? 'max_results' : rules.size;
  const size = readCount(query.get(sizeName), rules.defaultSize, largestPage);
  if (size === undefined) return invalid(sizeName, `between 1 and ${largestPage}`);
  const number = readCount(query.get(rules.number), 1, Number.MAX_SAFE_INTEGER);
  if (number === undefined) return invalid(rules.number, 'a whole number from 1');
  const token = query.get('next_token') ?? '';
  const offset = token === '' ? (number - 1) * size : offsetOf(token);
  if (offset === undefined) return invalid('next_token', 'one that an answer gave');
  return render({
    items: items.slice(offset, offset + size),
    info: { page_number: number, page_size: size, total_count: items.length },
    nextToken: offset + size < items.length ? tokenOf(offset + size) : '',
  });
}

import { count } from '../parameters.ts';
import { answer, refuse, type Answer, type Operation, type ServiceRequest } from './service.ts';

type Row = Readonly<Record<string, unknown>>;

/** Target: the parameter that the call log names. Resources: what RAM is asked about. */
type Options = Pick<Operation, 'target' | 'resources'>;

export const read = (action: string, options: Options, handle: Operation['handle']): Operation => ({
  action,
  kind: 'read',
  ...options,
  handle,
});

export const write = (action: string, options: Options, handle: Operation['handle']): Operation => ({
  ...read(action, options, handle),
  kind: 'write',
});

/** An answer with its request id. */
export const reply = ({ requestId }: ServiceRequest, body: Row = {}): Answer =>
  answer({ ...body, RequestId: requestId });

export const missing = (name: string): Answer =>
  refuse(
    400,
    `MissingParameter.${name}`,
    `The input parameter "${name}" that is mandatory for processing this request is not supplied.`,
  );

export const invalid = (name: string, why: string): Answer =>
  refuse(400, `InvalidParameter.${name}`, `The specified parameter ${name} is not valid: ${why}.`);

interface PageRules {
  readonly defaultSize: number;
  readonly largest: number;
  /** PageSize is refused without PageNumber. */
  readonly together?: boolean;
}

interface Page<T> {
  readonly items: readonly T[];
  /** PageNumber, PageSize and TotalCount, as the answer has them. */
  readonly info: Row;
}

/** One page, as PageNumber and PageSize ask. */
export function answerNumbered<T>(
  { query }: ServiceRequest,
  items: readonly T[],
  { defaultSize, largest, together = false }: PageRules,
  render: (page: Page<T>) => Answer,
): Answer {
  const size = count(query, 'PageSize', { otherwise: defaultSize, most: largest });
  if (size === undefined) return invalid('PageSize', `it must be between 1 and ${largest}`);
  if (together && query.has('PageSize') && !query.has('PageNumber')) return missing('PageNumber');
  const number = count(query, 'PageNumber', { otherwise: 1, most: Number.MAX_SAFE_INTEGER });
  if (number === undefined) return invalid('PageNumber', 'it must be a whole number from 1');
  const info = { PageNumber: number, PageSize: size, TotalCount: items.length };
  return render({ items: items.slice((number - 1) * size, number * size), info });
}

const tokenOf = (offset: number): string => Buffer.from(`next:${offset}`).toString('base64url');

function offsetOf(token: string): number | undefined {
  const [, offset] = /^next:(\d+)$/.exec(Buffer.from(token, 'base64url').toString()) ?? [];
  return offset === undefined ? undefined : Number(offset);
}

/** One page, as MaxResults and NextToken ask; NextToken is "" on the last one. Without both, as PageNumber asks. */
export function answerPage<T>(
  request: ServiceRequest,
  items: readonly T[],
  rules: PageRules,
  render: (page: Page<T>) => Answer,
): Answer {
  const { query } = request;
  const token = query.get('NextToken') ?? '';
  if (token === '' && !query.has('MaxResults')) return answerNumbered(request, items, rules, render);
  const size = count(query, 'MaxResults', { otherwise: rules.defaultSize, most: rules.largest });
  if (size === undefined) return invalid('MaxResults', `it must be between 1 and ${rules.largest}`);
  const offset = token === '' ? 0 : offsetOf(token);
  if (offset === undefined) return invalid('NextToken', 'it must be one that an answer gave');
  const end = offset + size;
  const info = { TotalCount: items.length, NextToken: end < items.length ? tokenOf(end) : '' };
  return render({ items: items.slice(offset, end), info });
}

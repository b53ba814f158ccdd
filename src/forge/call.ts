import type { Json } from '../core/fact.ts';
import { fail, succeed, type Result } from '../core/diagnostic.ts';
import { createRedactor } from '../core/redactor.ts';
import { jsonOf } from './json.ts';
import { garbled, refusalOf, silent, waitFor, type Answer } from './refusal.ts';

/** One request to a forge's API. `path` stands below the API's address and is encoded already. */
export interface Call {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'PUT';
  readonly path: string;
  readonly body?: Json;
  /** What the call is about, in a message: `the comments of pull request 7`. */
  readonly what: string;
}

export type Ask = (call: Call) => Promise<Result<Json>>;

export interface Line {
  /** Without a slash at its end. */
  readonly base: string;
  readonly headers: Readonly<Record<string, string>>;
  /** What among the headers proves who asks. */
  readonly token: string;
  readonly agent: string;
  readonly sleep: (ms: number) => Promise<void>;
  /** Milliseconds since 1970, for the limits that name a time. */
  readonly wall: () => number;
  /** How long an answer may take. */
  readonly patienceMs?: number;
}

const usualPatienceMs = 20_000;
/** No page of comments comes near it; what does is refused before it fills memory. */
const mostBytes = 8 * 1024 * 1024;
const tries = 5;

const bounded = async (response: Response): Promise<string | null> => {
  const chunks: Uint8Array[] = [];
  let size = 0;
  const body: AsyncIterable<Uint8Array> | readonly Uint8Array[] = response.body ?? [];
  for await (const chunk of body) {
    size += chunk.length;
    if (size > mostBytes) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
};

/** Sends once. Redirects are not followed: the token goes where the address says, or nowhere. */
const send = async (
  { base, headers, agent, patienceMs = usualPatienceMs }: Line,
  { method, path, body }: Call,
): Promise<Answer> => {
  try {
    const response = await fetch(`${base}${path}`, {
      method,
      headers: {
        ...headers,
        'user-agent': agent,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      redirect: 'manual',
      signal: AbortSignal.timeout(patienceMs),
    });
    const text = await bounded(response);
    if (text === null) return { is: 'silence', why: 'the answer is larger than 8 MiB' };
    return { is: 'answer', status: response.status, headers: Object.fromEntries(response.headers), text };
  } catch (problem) {
    // Node's own texts may quote what was sent.
    const timedOut = problem instanceof Error && problem.name === 'TimeoutError';
    return { is: 'silence', why: timedOut ? `no answer within ${patienceMs / 1000} s` : 'the connection failed' };
  }
};

const read = (call: Call, answer: Answer, { token }: Line): Result<Json> => {
  if (answer.is === 'silence') return fail(silent(call.what, answer.why));
  if (answer.status < 200 || answer.status > 299)
    return fail(refusalOf(call.what, answer, createRedactor(token).redact));
  const value = jsonOf(answer.text);
  return value === undefined ? fail(garbled(call.what)) : succeed(value);
};

/** A read is tried again while it may pass, as long as the forge asks; what writes goes out once. */
export const asker =
  (line: Line): Ask =>
  async (call) => {
    for (let attempt = 1; ; attempt += 1) {
      const answer = await send(line, call);
      const wait = call.method === 'GET' && attempt < tries ? waitFor(answer, attempt, line.wall()) : null;
      if (wait === null) return read(call, answer, line);
      await line.sleep(wait);
    }
  };

const perPage = 100;
const mostPages = 100;

/** All rows of a list, page after page; the addresses of pages are ours, never what an answer names. */
export const allPages = async (ask: Ask, path: string, what: string): Promise<Result<readonly Json[]>> => {
  const rows: Json[] = [];
  for (let page = 1; page <= mostPages; page += 1) {
    const sign = path.includes('?') ? '&' : '?';
    const answer = await ask({ method: 'GET', path: `${path}${sign}per_page=${perPage}&page=${page}`, what });
    if (!answer.ok) return answer;
    if (!Array.isArray(answer.value)) return fail(garbled(what));
    rows.push(...(answer.value as readonly Json[]));
    if (answer.value.length < perPage) return succeed(rows);
  }
  return succeed(rows);
};

import { createHmac } from 'node:crypto';
import http from 'node:http';
import https from 'node:https';
import type { Destination } from './destination.ts';

/** One notification. `key` is the same for the same news, so that who gets it twice can tell. */
export interface Message {
  readonly body: string;
  readonly key: string;
}

/** null: taken. Else why not, in words that hold neither address nor answer. */
export type Delivery = string | null;

export interface DeliveryPorts {
  readonly tool: string;
  /** Waits, in milliseconds. */
  readonly sleep: (ms: number) => Promise<void>;
  /** Milliseconds until an attempt is given up. */
  readonly timeoutMs: number;
}

const pauseMs = 2000;
/** Nobody waits longer for a service that asks to come again later. */
const longestPauseMs = 15_000;
/** An endless answer must not be read. */
const mostBytes = 16 * 1024;

interface Attempt {
  readonly why: Delivery;
  /** Whether it is worth another try, and after how long. */
  readonly again: number | null;
}

const pauseOf = (retryAfter: string | undefined): number => {
  const seconds = /^\d{1,4}$/.test(retryAfter ?? '') ? Number(retryAfter) : pauseMs / 1000;
  return Math.min(seconds * 1000, longestPauseMs);
};

const judge = ({ statusCode: status = 0, headers }: http.IncomingMessage): Attempt => {
  if (status >= 200 && status < 300) return { why: null, again: null };
  const isBusy = status === 429 || status >= 500;
  const redirect = status >= 300 && status < 400 ? ', a redirect, which is not followed' : '';
  return { why: `it answered ${String(status)}${redirect}`, again: isBusy ? pauseOf(headers['retry-after']) : null };
};

const wordsFor = (problem: Error): string => {
  const code = 'code' in problem && typeof problem.code === 'string' ? problem.code : problem.name;
  if (['ABORT_ERR', 'TimeoutError', 'AbortError'].includes(code)) return 'no answer came in time';
  return `the connection failed (${code.replace(/[^A-Za-z0-9_]/g, '')})`;
};

/** Nothing of an answer but its head is of interest; it may end by itself where it is short. */
const drain = (response: http.IncomingMessage): void => {
  let size = 0;
  response.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (size > mostBytes) response.destroy();
  });
  response.on('error', () => undefined);
};

const headersOf = ({ secret }: Destination, { body, key }: Message, { tool }: DeliveryPorts) => ({
  'content-type': 'application/json; charset=utf-8',
  'content-length': String(Buffer.byteLength(body)),
  'user-agent': tool.replace(' ', '/'),
  'idempotency-key': key,
  ...(secret === null
    ? {}
    : { 'x-onward-signature-256': `sha256=${createHmac('sha256', secret).update(body, 'utf8').digest('hex')}` }),
});

/** One request, on a connection of its own; no redirect is followed, certificates are verified whatever the environment says. */
const attempt = (destination: Destination, message: Message, ports: DeliveryPorts): Promise<Attempt> =>
  new Promise((resolve) => {
    const url = new URL(destination.url);
    const { request } = url.protocol === 'https:' ? https : http;
    const options = {
      method: 'POST',
      headers: headersOf(destination, message, ports),
      agent: false,
      signal: AbortSignal.timeout(ports.timeoutMs),
      rejectUnauthorized: true,
    } as const;
    const sent = request(url, options, (response) => {
      drain(response);
      resolve(judge(response));
    });
    sent.on('error', (problem) => {
      resolve({ why: wordsFor(problem), again: null });
    });
    sent.end(message.body);
  });

/** Delivers a notification; a service that is busy is asked once more, with the same key. */
export const deliver = async (destination: Destination, message: Message, ports: DeliveryPorts): Promise<Delivery> => {
  const first = await attempt(destination, message, ports);
  if (first.again === null) return first.why;
  await ports.sleep(first.again);
  const second = await attempt(destination, message, ports);
  return second.why === null ? null : `${second.why}, twice`;
};

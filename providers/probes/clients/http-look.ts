import http from 'node:http';
import https from 'node:https';
import type { DriverSettings } from '../../../src/core/kind.ts';
import type { Transport } from '../../../src/core/transport.ts';
import manifest from '../../../package.json' with { type: 'json' };

/** One look at a service: whether it is green, and its status and how long that took, or why there is none. */
export interface Look {
  readonly green: boolean;
  readonly says: string;
}

const timeoutMs = 5000;
/** A status page need not be read to its end, and an endless one must not be. */
const mostBytes = 16 * 1024;

const words: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'the connection was refused',
  ECONNRESET: 'the connection was reset',
  ENOTFOUND: 'the host name does not resolve',
  EAI_AGAIN: 'the host name could not be resolved just now',
  EHOSTUNREACH: 'there is no route to the host',
  ENETUNREACH: 'there is no route to the network',
  ABORT_ERR: 'no answer within 5 s',
};

/** Node's own texts may quote what was received, so only the code is used. */
const wordsFor = (error: Error): string => {
  const code = 'code' in error && typeof error.code === 'string' ? error.code : error.name;
  return words[code] ?? `the connection failed (${code.replace(/[^A-Za-z0-9_]/g, '')})`;
};

const judge = (status: number, ms: number): Look => {
  const redirect = status >= 300 && status < 400 ? ', a redirect, which is not followed' : '';
  return { green: status >= 200 && status < 300, says: `${status} in ${ms} ms${redirect}` };
};

/** Lets the answer end by itself where it is short; nothing of it is kept. */
const drain = (response: http.IncomingMessage): void => {
  let size = 0;
  response.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (size > mostBytes) response.destroy();
  });
  response.on('error', () => undefined);
};

const headers = { accept: '*/*', 'cache-control': 'no-cache', 'user-agent': `onward/${manifest.version}` };

const lookAt = (address: string, monotonic: () => number): Promise<Look> =>
  new Promise((resolve) => {
    const url = new URL(address);
    const started = monotonic();
    const options = {
      headers,
      agent: false,
      signal: AbortSignal.timeout(timeoutMs),
      rejectUnauthorized: true,
    } as const;
    const { request } = url.protocol === 'https:' ? https : http;
    const sent = request(url, options, (response) => {
      drain(response);
      resolve(judge(response.statusCode ?? 0, Math.round(monotonic() - started)));
    });
    sent.on('error', (error) => {
      resolve({ green: false, says: wordsFor(error) });
    });
    sent.end();
  });

/** Where something else carries requests, none of them leaves for the network. */
const lookThrough = async (address: string, monotonic: () => number, transport: Transport): Promise<Look> => {
  const started = monotonic();
  const url = new URL(address);
  const exchanged = await transport({ method: 'GET', url, headers, body: null, timeoutMs });
  if (exchanged.is === 'silence') return { green: false, says: exchanged.why };
  return judge(exchanged.status, Math.round(monotonic() - started));
};

/**
 * Asks a service of the user's once, as anybody could: no credentials, no cookies, no proxy, no redirect followed, on a
 * connection of its own. Certificates are verified whatever the environment says.
 */
export const createLook =
  ({ monotonic, transport }: Pick<DriverSettings, 'monotonic' | 'transport'>) =>
  (address: string): Promise<Look> =>
    transport === undefined ? lookAt(address, monotonic) : lookThrough(address, monotonic, transport);

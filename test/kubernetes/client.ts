import type { IncomingMessage } from 'node:http';
import https from 'node:https';
import { text } from 'node:stream/consumers';
import type { Answer, Ask } from '../conformance/kubernetes/api.ts';

/** Where a server is and how to speak to it: one authority, one token. */
export interface Door {
  readonly url: string;
  readonly ca: string;
  readonly token: string;
}

const headersFor = (door: Door, method: string, body: string | undefined, type?: string): Record<string, string> => {
  const authorization = `Bearer ${door.token}`;
  if (body === undefined) return { authorization };
  return {
    authorization,
    'content-type': type ?? (method === 'PATCH' ? 'application/merge-patch+json' : 'application/json'),
    // Node frames no body of a DELETE by itself: the server would see none, and take it for the next request.
    'content-length': String(Buffer.byteLength(body)),
  };
};

/** The answer as it begins to arrive: for a watch, whose body does not end. */
export const open = (door: Door, method: string, path: string, send?: { body?: unknown; type?: string }) =>
  new Promise<IncomingMessage>((resolve, reject) => {
    const body = send?.body === undefined ? undefined : JSON.stringify(send.body);
    const headers = headersFor(door, method, body, send?.type);
    const request = https.request(`${door.url}${path}`, { method, headers, ca: door.ca, agent: false }, resolve);
    request.on('error', reject);
    request.end(body);
  });

const parse = (body: string): unknown => {
  try {
    return JSON.parse(body) as unknown;
  } catch {
    return body;
  }
};

/** Asks over bare HTTP, with no client's reading of the API in between. */
export const askThrough =
  (door: Door): Ask =>
  async (method, path, body, type): Promise<Answer> => {
    const response = await open(door, method, path, { body, ...(type !== undefined && { type }) });
    return { status: response.statusCode ?? 0, headers: response.headers, body: parse(await text(response)) };
  };

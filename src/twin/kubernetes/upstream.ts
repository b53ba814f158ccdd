import { request as requestPlain, type IncomingMessage } from 'node:http';
import { request as requestSecure } from 'node:https';
import type { KubernetesBackend } from './backend.ts';
import { mapping } from './object.ts';

export interface UpstreamCall {
  readonly method: string;
  /** With the query. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Buffer;
}

export interface UpstreamAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Not read yet: a watch never ends. */
  readonly stream: IncomingMessage;
}

/** A connection to the API server that stands behind the twin. */
export interface Upstream {
  /** Rejects when there is no answer. */
  readonly send: (call: UpstreamCall) => Promise<UpstreamAnswer>;
  /** Sends JSON and reads JSON; `status` is never an error here. */
  readonly ask: (method: string, path: string, body?: unknown, type?: string) => Promise<Asked>;
}

interface Asked {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

/** What of an answer's headers is the client's concern. */
const passed = ['content-type', 'retry-after', 'warning', 'audit-id', 'www-authenticate'];

const headersOf = ({ headers }: IncomingMessage): Record<string, string> =>
  Object.fromEntries(
    passed.flatMap((name) => {
      const value = headers[name];
      return value === undefined ? [] : [[name, Array.isArray(value) ? value.join(', ') : value]];
    }),
  );

export async function readAll(stream: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks);
}

function send(backend: KubernetesBackend, { method, path, headers = {}, body }: UpstreamCall): Promise<UpstreamAnswer> {
  const url = new URL(`${backend.url}${path}`);
  const request = url.protocol === 'https:' ? requestSecure : requestPlain;
  return new Promise((resolve, reject) => {
    const sent = request(
      url,
      {
        method,
        headers: {
          ...headers,
          ...(backend.token !== undefined && { authorization: `Bearer ${backend.token}` }),
          // Node frames the body of a DELETE only when its length is said.
          ...(body !== undefined && { 'content-length': body.length }),
        },
        ...(backend.ca !== undefined && { ca: backend.ca }),
        ...(backend.certificate !== undefined && { cert: backend.certificate }),
        ...(backend.key !== undefined && { key: backend.key }),
      },
      (stream) => {
        resolve({ status: stream.statusCode ?? 502, headers: headersOf(stream), stream });
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });
}

function parse(text: string): Readonly<Record<string, unknown>> {
  try {
    return mapping(JSON.parse(text));
  } catch {
    return { message: text };
  }
}

export function connect(backend: KubernetesBackend): Upstream {
  return {
    send: (call) => send(backend, call),
    ask: async (method, path, body, type = 'application/json') => {
      const text = body === undefined ? undefined : Buffer.from(JSON.stringify(body));
      const headers = { accept: 'application/json', ...(text && { 'content-type': type }) };
      const answer = await send(backend, { method, path, headers, ...(text && { body: text }) });
      return { status: answer.status, body: parse((await readAll(answer.stream)).toString('utf8')) };
    },
  };
}

/** The objects of a list, in JSON; none when it is no list. */
export async function itemsOf(upstream: Upstream, path: string): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const { body } = await upstream.ask('GET', path);
  const { items } = body;
  return Array.isArray(items) ? (items as readonly unknown[]).map(mapping) : [];
}

/** Content type of a JSON merge patch. */
export const merge = 'application/merge-patch+json';

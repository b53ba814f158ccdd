import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';

/** A request, read whole. */
export interface Incoming {
  readonly method: string;
  /** As sent: still percent-encoded, without the query. */
  readonly path: string;
  /** Read like a form: + is a space. */
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  /** The body was longer than the limit; `body` is then empty. */
  readonly tooLarge: boolean;
}

/** Far above what any client of these APIs has reason to send. */
const bodyLimit = 1024 * 1024;

export const header = ({ headers }: Pick<Incoming, 'headers'>, name: string): string | undefined => {
  const value = headers[name];
  return Array.isArray(value) ? value.join(',') : value;
};

/** Reads to the end even what is too long: a client that is still sending would not see the answer. */
async function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= bodyLimit) chunks.push(chunk);
  }
  return size <= bodyLimit ? Buffer.concat(chunks) : undefined;
}

/** Rejects when the client goes away before its request is complete. */
export async function readIncoming(request: IncomingMessage): Promise<Incoming> {
  const [path = '/', ...rest] = (request.url ?? '/').split('?');
  const body = await readBody(request);
  return {
    method: request.method ?? 'GET',
    path,
    query: new URLSearchParams(rest.join('?')),
    headers: request.headers,
    body: body ?? Buffer.alloc(0),
    tooLarge: body === undefined,
  };
}

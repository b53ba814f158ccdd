import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach } from 'vitest';
import { searchText } from '../canaries/search.ts';

/** One request as it arrived. */
export interface Arrived {
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: IncomingHttpHeaders;
  readonly body: unknown;
}

/** `drop`: the connection is cut. `hang`: nothing ever comes. */
export type Reply =
  | 'drop'
  | 'hang'
  | { readonly status?: number; readonly headers?: Readonly<Record<string, string>>; readonly body?: unknown };

export type Handler = (arrived: Arrived) => Reply;

export interface CodeHost {
  readonly url: string;
  readonly arrived: Arrived[];
  /** What comes instead of the next answers, in order; null lets the true one through. */
  readonly troubles: (Reply | null)[];
  /** `PATCH /repos/…`, all that was asked, in order. */
  readonly lines: () => readonly string[];
}

const servers: { readonly server: Server; readonly arrived: readonly Arrived[] }[] = [];
afterEach(() => {
  for (const { server, arrived } of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
    // Headers prove who asks; everything else is what others read there.
    searchText('request', 'a code host', JSON.stringify(arrived.map((one) => ({ ...one, headers: null }))));
  }
});

const answer = (response: ServerResponse, reply: Reply): void => {
  if (reply === 'hang') return;
  if (reply === 'drop') return void response.socket?.destroy();
  const text = typeof reply.body === 'string' ? reply.body : JSON.stringify(reply.body ?? {});
  response.writeHead(reply.status ?? 200, { 'content-type': 'application/json', ...reply.headers }).end(text);
};

const parsed = (text: string): unknown => (text === '' ? null : JSON.parse(text));

/** A server in the shape of a forge’s API, on loopback. */
export const serve = async (handler: Handler): Promise<CodeHost> => {
  const arrived: Arrived[] = [];
  const troubles: (Reply | null)[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const url = new URL(request.url ?? '', 'http://forge');
      const one: Arrived = {
        method: request.method ?? '',
        path: url.pathname,
        query: Object.fromEntries(url.searchParams),
        headers: request.headers,
        body: parsed(Buffer.concat(chunks).toString()),
      };
      arrived.push(one);
      answer(response, troubles.shift() ?? handler(one));
    });
  });
  servers.push({ server, arrived });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const lines = () => arrived.map(({ method, path }) => `${method} ${path}`);
  return { url: `http://127.0.0.1:${port}`, arrived, troubles, lines };
};

/** The page of a list that a request asks for. */
export const pageOf = <T>(rows: readonly T[], { query }: Arrived): readonly T[] => {
  const [size, page] = [Number(query['per_page'] ?? 20), Number(query['page'] ?? 1)];
  return rows.slice((page - 1) * size, page * size);
};

export const missing: Reply = { status: 404, body: { message: 'Not Found' } };

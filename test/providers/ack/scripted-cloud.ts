import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach } from 'vitest';

/** One request as it arrived. `query` is the raw text behind `?`. */
export interface Arrived {
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** An answer, or `drop`: the connection is cut without one. */
export type Scripted =
  'drop' | { readonly status?: number; readonly headers?: Readonly<Record<string, string>>; readonly body?: unknown };

export type Script = Readonly<Record<string, Scripted | ((arrived: Arrived, count: number) => Scripted)>>;

export interface ScriptedCloud {
  readonly url: string;
  readonly arrived: Arrived[];
  /** How often a `METHOD /path` was asked. */
  readonly count: (route: string) => number;
}

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

const textOf = (body: unknown): string => (typeof body === 'string' ? body : JSON.stringify(body ?? {}));

export const identity = { 'POST /': { body: { AccountId: '1234567890123456', RequestId: 'REQ-STS' } } } as const;

/** A small server that answers by `METHOD /path`, written from the API reference; what it has no line for is 404. */
export const scriptCloud = async (script: Script): Promise<ScriptedCloud> => {
  const arrived: Arrived[] = [];
  const count = (route: string): number => arrived.filter(({ method, path }) => `${method} ${path}` === route).length;
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const [path = '', query = ''] = (request.url ?? '').split('?');
      const one = {
        method: request.method ?? '',
        path,
        query,
        headers: request.headers,
        body: Buffer.concat(chunks).toString(),
      };
      arrived.push(one);
      const line = script[`${one.method} ${path}`];
      const unknown: Scripted = {
        status: 404,
        body: { code: 'ErrorClusterNotFound', message: 'no such thing', requestId: 'REQ-404' },
      };
      const answer = typeof line === 'function' ? line(one, count(`${one.method} ${path}`)) : (line ?? unknown);
      if (answer === 'drop') return void request.socket.destroy();
      const headers = { 'x-acs-request-id': 'REQ-1', 'content-type': 'application/json', ...answer.headers };
      return void response.writeHead(answer.status ?? 200, headers).end(textOf(answer.body));
    });
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, arrived, count };
};

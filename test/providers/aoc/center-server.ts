import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Json } from '../../../src/core/fact.ts';

/** A request as an operation center saw it. */
export interface Asked {
  readonly path: string;
  readonly authorization: string | undefined;
  readonly language: string | undefined;
  readonly body: Json;
}

/** What is answered: a status, a body that is written as JSON (or as it is, where it is a text in `raw`), a request id. */
export interface Reply {
  readonly status?: number;
  readonly body?: Json;
  readonly raw?: string;
  readonly request?: string | null;
}

export interface CenterServer {
  readonly url: string;
  readonly asked: readonly Asked[];
  readonly close: () => Promise<void>;
}

/** An operation center of which a test says every answer; it knows nothing by itself. */
export const centerServer = async (answer: (asked: Asked, nth: number) => Reply | null): Promise<CenterServer> => {
  const asked: Asked[] = [];
  const server: Server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const text = Buffer.concat(chunks).toString('utf8');
      const one: Asked = {
        path: (request.url ?? '').replace('/v2/api/', ''),
        authorization: request.headers.authorization,
        language: request.headers['content-language'],
        body: text === '' ? null : (JSON.parse(text) as Json),
      };
      asked.push(one);
      const reply = answer(one, asked.filter(({ path }) => path === one.path).length);
      if (reply === null) {
        request.socket.destroy();
        return;
      }
      const { status = 200, body = null, raw, request: id = `R-${asked.length}` } = reply;
      if (id !== null) response.setHeader('x-tower-request-id', id);
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(raw ?? JSON.stringify(body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    asked,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => {
          resolve();
        });
      }),
  };
};

import type { ServerResponse } from 'node:http';
import type { Readable } from 'node:stream';
import { httpDate } from './time.ts';

/** An answer before it goes out. */
export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
  /** Sent instead of the body, as it comes. */
  readonly stream?: Readable;
}

export const json = (status: number, value: unknown, headers: Readonly<Record<string, string>> = {}): Reply => ({
  status,
  headers: { 'content-type': 'application/json;charset=utf-8', ...headers },
  body: JSON.stringify(value),
});

export const text = (status: number, body: string): Reply => ({
  status,
  headers: { 'content-type': 'text/plain; charset=utf-8' },
  body,
});

/** What a gateway answers when nothing behind it does. */
export const badGateway: Reply = {
  status: 502,
  headers: { 'content-type': 'text/html' },
  body: '<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n<center><h1>502 Bad Gateway</h1></center>\r\n<hr><center>Tengine</center>\r\n</body>\r\n</html>\r\n',
};

/** Sends it with the virtual time as `Date`. */
export function send(response: ServerResponse, reply: Reply, now: number): void {
  if (response.destroyed) return;
  response.sendDate = false;
  response.writeHead(reply.status, {
    // An answer to HEAD tells the length of a body that it does not have; 204 and 304 have none to tell.
    ...(reply.status !== 204 &&
      reply.status !== 304 &&
      reply.stream === undefined && { 'content-length': Buffer.byteLength(reply.body) }),
    ...reply.headers,
    date: httpDate(now),
  });
  if (reply.stream === undefined) {
    response.end(reply.body);
    return;
  }
  const { stream } = reply;
  response.once('close', () => stream.destroy());
  stream.once('error', () => response.destroy());
  stream.pipe(response);
}

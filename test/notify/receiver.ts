import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import { searchText } from '../canaries/search.ts';
import { canaries } from '../canaries/canaries.ts';

/** What somebody who is told was sent. */
export interface Received {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface Receiver {
  readonly url: string;
  readonly received: readonly Received[];
}

/** Answers with these statuses in turn, and the last of them from then on; null: it never answers. */
export const receiver = async (...statuses: readonly (number | null)[]): Promise<Receiver> => {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const status = statuses[Math.min(received.length, statuses.length - 1)] ?? null;
      const { method = '', url: path = '', headers } = request;
      received.push({ method, path, headers, body: Buffer.concat(chunks).toString('utf8') });
      if (status !== null)
        response.writeHead(status, { location: '/elsewhere', 'retry-after': '1' }).end('secret words');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
    // The address itself is the secret.
    searchText('request', 'who is told', JSON.stringify(received.map((one) => ({ ...one, path: null }))));
  });
  return {
    url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/hook/T0/${canaries.webhook}`,
    received,
  };
};

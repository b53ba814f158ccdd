import { createServer } from 'node:http';
import { onTestFinished } from 'vitest';

interface Stored {
  readonly metadata: { readonly name: string; readonly uid: string; readonly [field: string]: unknown };
  readonly [field: string]: unknown;
}

/** A small stand-in for a real API server: it keeps what it is given, and remembers who asked for what. */
export interface ApiStub {
  readonly url: string;
  /** "POST /api/v1/nodes", with what was sent. */
  readonly calls: { readonly call: string; readonly authorization: string | undefined; readonly body: unknown }[];
  readonly objects: Map<string, Stored>;
  /** Refuse this call with 403. */
  refuse: string | undefined;
}

const merge = (target: unknown, patch: unknown): unknown => {
  if (typeof patch !== 'object' || patch === null || Array.isArray(patch)) return patch;
  const result: Record<string, unknown> = { ...(target as Record<string, unknown> | undefined) };
  for (const [name, value] of Object.entries(patch)) result[name] = merge(result[name], value);
  return result;
};

function answer(stub: ApiStub, method: string, path: string, body: unknown): readonly [number, unknown] {
  const { objects } = stub;
  if (stub.refuse === `${method} ${path}`) return [403, { kind: 'Status', code: 403, message: 'not you' }];
  const own = path.replace(/\/status$/, '');
  const given = body as Stored | undefined;
  if (method === 'POST' && path.endsWith('/eviction')) {
    const pod = objects.get(own.replace('/eviction', ''));
    if (pod === undefined) return [404, { kind: 'Status', code: 404 }];
    const deletionTimestamp = '2026-11-22T00:00:30Z';
    objects.set(own.replace('/eviction', ''), { ...pod, metadata: { ...pod.metadata, deletionTimestamp } });
    return [201, { kind: 'Status', status: 'Success', code: 201 }];
  }
  if (method === 'POST' && given !== undefined) {
    const there = `${path}/${given.metadata.name}`;
    if (objects.has(there)) return [409, { kind: 'Status', code: 409 }];
    objects.set(there, { ...given, metadata: { ...given.metadata, uid: `real-${objects.size}` } });
    return [201, objects.get(there)];
  }
  const object = objects.get(own);
  if (object === undefined) {
    const parts = path.split('/').at(-1) ?? '';
    const items = [...objects].filter(([key]) => key.split('/').at(-2) === parts).map(([, each]) => each);
    return ['nodes', 'pods'].includes(parts) ? [200, { kind: 'List', items }] : [404, { kind: 'Status', code: 404 }];
  }
  if (method === 'DELETE') objects.delete(own);
  if (method === 'PATCH') objects.set(own, merge(object, body) as Stored);
  return [200, objects.get(own) ?? object];
}

export async function startApiStub(): Promise<ApiStub> {
  const calls: ApiStub['calls'] = [];
  const stub: ApiStub = { url: '', calls, objects: new Map(), refuse: undefined };
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const text = Buffer.concat(chunks).toString();
      const body: unknown = text === '' ? undefined : JSON.parse(text);
      const [path = '', query = ''] = (request.url ?? '').split('?');
      const { method = '' } = request;
      calls.push({ call: `${method} ${request.url ?? ''}`, authorization: request.headers.authorization, body });
      if (query.includes('watch=true')) {
        response.writeHead(200, { 'content-type': 'application/json' });
        response.write('{"type":"ADDED"}\n');
        return;
      }
      const [status, value] = answer(stub, method, path, body);
      response.writeHead(status, { 'content-type': 'application/json', 'audit-id': 'of-the-stub' });
      response.end(JSON.stringify(value));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return Object.assign(stub, { url: `http://127.0.0.1:${port}` });
}

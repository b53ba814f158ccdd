import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readBackend } from '../../src/twin/kubernetes/backend.ts';
import { startTwin } from '../../src/twin/start.ts';
import { readWorld } from '../../src/twin/world.ts';
import { kube } from '../twin/kubernetes-call.ts';
import { startServer, type KubernetesServer } from './server.ts';

const worldOf = (name: string) => readWorld(readFileSync(`worlds/${name}`, 'utf8'), name);

/** A world of virtual machines alone has no cluster, and so no objects. One that cannot be read stays, and fails. */
const withClusters = readdirSync('worlds').filter((name) => {
  const read = worldOf(name);
  return !read.ok || (read.value.ack?.clusters ?? []).length > 0;
});

describe('the objects of a sample world', () => {
  let server: KubernetesServer;
  beforeAll(async () => {
    server = await startServer();
  });
  afterAll(() => server?.stop());

  // One after the other into the same server: what is there already is taken as it is.
  it.each(withClusters)('are taken by a real API server, all of them: %s', async (name) => {
    const read = worldOf(name);
    const given = server.kubeconfig('admin', 'token');
    const backend = await readBackend('kubeconfig', { env: {}, readText: () => Promise.resolve(given) });
    if (!read.ok || !backend.ok) throw new Error(JSON.stringify([read, backend]));
    const [own, real] = await Promise.all([
      startTwin({ world: read.value }),
      startTwin({ world: read.value, kubernetes: backend.backend }),
    ]);
    try {
      for (const path of ['/api/v1/nodes', '/api/v1/pods', '/apis/apps/v1/deployments', '/api/v1/services']) {
        const wanted = (await kube(own, `GET ${path}`)).body.items.map(({ metadata }) => metadata.name);
        const made = (await kube(real, `GET ${path}`)).body.items.map(({ metadata }) => metadata.name);
        expect(made).toEqual(expect.arrayContaining(wanted));
      }
    } finally {
      await Promise.all([own.close(), real.close()]);
    }
  });
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Ask, KubernetesObject } from '../conformance/kubernetes/api.ts';
import { evict } from '../conformance/kubernetes/evict.ts';
import { budgetNamed, nodeNamed, pathOf, podNamed } from '../conformance/kubernetes/objects.ts';
import { read } from '../conformance/kubernetes/seen.ts';
import { eventually } from './eventually.ts';
import { givenThrough } from './given.ts';
import { startKubelet, type Kubelet } from './kubelet.ts';
import { startServer, type KubernetesServer } from './server.ts';

/** As a person or a controller makes it: without a status. */
const bare = ({ apiVersion, kind, metadata, spec = {} }: KubernetesObject): KubernetesObject => ({
  apiVersion,
  kind,
  metadata,
  spec,
});

describe('the kubelet of the tests', () => {
  let server: KubernetesServer;
  let kubelet: Kubelet;
  let ask: Ask;
  beforeAll(async () => {
    server = await startServer();
    kubelet = startKubelet(server.doorOf('kubelet'), { held: ['hung/a'] });
    ask = server.as('admin');
  });
  afterAll(async () => {
    kubelet?.stop();
    await server?.stop();
  });

  const given = (...objects: readonly KubernetesObject[]): Promise<void> => givenThrough(ask)(...objects.map(bare));
  const running = (pod: string) => async (): Promise<boolean> =>
    (await read(ask, pathOf(podNamed(pod, '')))).status?.['phase'] === 'Running';
  const gone = (pod: string) => async (): Promise<boolean> =>
    (await ask('GET', pathOf(podNamed(pod, '')))).status === 404;

  it('makes nodes and bound pods ready, so that a budget counts them', async () => {
    await given(nodeNamed('up-1'), podNamed('up/a', 'up-1'), podNamed('up/b', 'up-1'));
    await eventually(running('up/b'), 'the pod runs');
    const budget = budgetNamed('up/one', { minAvailable: 1 });
    await given(budget);
    expect((await read(ask, pathOf(budget))).status).toMatchObject({ currentHealthy: 2, disruptionsAllowed: 1 });
    expect((await read(ask, pathOf(nodeNamed('up-1')))).status?.['conditions']).toMatchObject([{ type: 'Ready' }]);
  });

  it('lets a pod that no node has taken wait', async () => {
    const unbound = { ...podNamed('wait/a', ''), spec: { containers: [{ name: 'main', image: 'main:1' }] } };
    await given(nodeNamed('wait-1'), unbound, podNamed('wait/b', 'wait-1'));
    await eventually(running('wait/b'), 'the pod after it runs');
    expect((await read(ask, pathOf(unbound))).status).toMatchObject({ phase: 'Pending' });
  });

  it('ends an evicted pod, unless it is held', async () => {
    await given(nodeNamed('hung-1'), podNamed('hung/a', 'hung-1'), podNamed('hung/b', 'hung-1'));
    await eventually(running('hung/b'), 'the pods run');
    for (const pod of ['hung/a', 'hung/b']) expect((await evict(ask, pod)).status).toBe(201);
    await eventually(gone('hung/b'), 'the evicted pod is gone');
    expect((await read(ask, pathOf(podNamed('hung/a', '')))).metadata.deletionTimestamp).toBeDefined();
  });

  it('goes on when its server has been away', async () => {
    await given(nodeNamed('back-1'), podNamed('back/a', 'back-1'));
    await eventually(running('back/a'), 'the pod runs');
    await server.kill();
    await server.restart();
    expect((await evict(ask, 'back/a')).status).toBe(201);
    await eventually(gone('back/a'), 'the evicted pod is gone');
  });

  it('asks under its own name and does nothing else', () => {
    const writes = server.audit().filter(({ user, verb }) => user === 'kubelet' && verb !== 'watch');
    expect(new Set(writes.map(({ verb }) => verb))).toEqual(new Set(['patch', 'delete']));
    expect(writes.filter(({ code }) => code >= 400)).toEqual([]);
  });
});

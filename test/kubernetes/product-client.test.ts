import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ListQuery } from '../../providers/ack/clients/kubernetes/api.ts';
import { getNode, listNodes } from '../../providers/ack/clients/kubernetes/nodes.ts';
import { listPods } from '../../providers/ack/clients/kubernetes/pods.ts';
import { reviewAccess, reviewRules } from '../../providers/ack/clients/kubernetes/reviews.ts';
import { actsFor } from '../../providers/ack/cluster/acts.ts';
import { step, clientBy, handsBy } from '../conformance/cluster-operations/bench.ts';
import { nodeNamed, ownedBy, pathOf, podNamed } from '../conformance/kubernetes/objects.ts';
import { uidOf } from '../conformance/kubernetes/seen.ts';
import type { User } from './credentials.ts';
import { eventually } from './eventually.ts';
import { givenThrough } from './given.ts';
import type { Proof } from './kubeconfig.ts';
import { grantActs } from './rights.ts';
import { startServer, type KubernetesServer } from './server.ts';

interface Kubeconfig {
  readonly clusters: readonly [{ readonly cluster: Record<string, string> }];
  readonly users: readonly [{ readonly user: Record<string, string> }];
}

let server: KubernetesServer;
beforeAll(async () => {
  // What was is forgotten soon, as a real cluster forgets it after minutes: a page that is promised is not kept for long.
  server = await startServer('--etcd-compaction-interval=1s');
  await grantActs(server.as('admin'), 'onward');
  await givenThrough(server.as('admin'))(nodeNamed('seen-1'));
});
afterAll(() => server?.stop());

const as = (user: User, proof: Proof = 'certificate') => clientBy(server.kubeconfig(user, proof));

describe('the product’s client of a real API server', () => {
  it.each(['certificate', 'token'] as const)('is let in by a %s, and hears that it is ready', async (proof) => {
    expect(await as('onward', proof).ready()).toMatchObject({ ok: true, value: 'ok' });
    expect(await getNode(as('onward', proof), 'seen-1')).toMatchObject({ ok: true, value: { name: 'seen-1' } });
  });

  it('does not speak to a server of another authority', async () => {
    const config = JSON.parse(server.kubeconfig('onward', 'certificate')) as Kubeconfig;
    const { cluster } = config.clusters[0];
    cluster['certificate-authority-data'] = config.users[0].user['client-certificate-data']!;
    const reading = await getNode(clientBy(JSON.stringify(config)), 'unheard');
    expect(reading).toMatchObject({ ok: false, failure: { failure: 'network', diagnostic: 'OBS005' } });
    // The log is written after an answer, and the server's own parts write to it all the time: each request is known by its name.
    const asked = (name: string) => server.audit().some(({ uri }) => uri === pathOf(nodeNamed(name)));
    await getNode(as('onward'), 'heard');
    await eventually(() => Promise.resolve(asked('heard')), 'the log is written');
    expect(asked('unheard')).toBe(false);
  });

  it('tells who is not known from who may not, and neither from what is not there', async () => {
    const stranger = await getNode(as('stranger', 'token'), 'seen-1');
    expect(stranger).toMatchObject({ ok: false, failure: { status: 401, diagnostic: 'CRD006' } });
    const guest = await getNode(as('guest'), 'never-there');
    expect(guest).toMatchObject({ ok: false, failure: { status: 403, diagnostic: 'CRD006', code: 'Forbidden' } });
    expect(await getNode(as('onward'), 'never-there')).toMatchObject({ ok: true, value: null });
  });
});

describe('reviews of what one may do', () => {
  const acts = actsFor(['pro', 'dedicated', 'evict', 'remove']);

  it.each(acts)('say yes to who was granted it: $verb $group $resource $subresource', async (act) => {
    expect(await reviewAccess(as('onward'), act)).toMatchObject({ ok: true, value: { allowed: true } });
  });

  it('say no to who was not, and to what nobody asked for', async () => {
    const asked = await Promise.all(acts.map((act) => reviewAccess(as('guest'), act)));
    expect(asked.map((one) => one.ok && one.value.allowed)).toEqual(acts.map(() => false));
    const deletes = await reviewAccess(as('onward'), { verb: 'delete', group: '', resource: 'pods' });
    expect(deletes).toMatchObject({ ok: true, value: { allowed: false } });
  });

  it('list the rules of one namespace', async () => {
    const reading = await reviewRules(as('onward'), 'kube-system');
    expect(reading).toMatchObject({ ok: true, value: { incomplete: false } });
    expect(JSON.stringify(reading)).toContain('pods/eviction');
  });
});

describe('the rights that a journey asks for', () => {
  it('let nodes be closed and pods be asked to go, where nothing is to be removed after it', async () => {
    const ask = server.as('admin');
    await grantActs(ask, 'guest', ['dedicated', 'evict']);
    const hands = handsBy(server.kubeconfig('guest', 'certificate'));
    const pod = ownedBy(podNamed('few/a', 'seen-1'), 'web', '00000000-0000-0000-0000-000000000000');
    await givenThrough(ask)(pod);
    const node = { node: 'seen-1', uid: await uidOf(ask, pathOf(nodeNamed('seen-1'))) };
    const at = { namespace: 'few', pod: 'a', uid: await uidOf(ask, pathOf(pod)) };
    expect(await step('cordon', node).perform(hands)).toBe('accepted');
    expect(await step('evict-pod', at).perform(hands)).toBe('accepted');
    expect(await step('remove-node', { ...node, instance: '' }).perform(hands)).toMatch(/^refused/);
  });
});

describe('a long list', () => {
  it('of 601 pods is read page by page, each pod once', async () => {
    const ask = server.as('admin');
    await givenThrough(ask)(podNamed('many/first', 'seen-1'));
    const names = Array.from({ length: 600 }, (_, at) => `pod-${at}`);
    for (let at = 0; at < names.length; at += 50) {
      const made = names.slice(at, at + 50).map((name) => {
        const { apiVersion, kind, metadata, spec } = podNamed(`many/${name}`, 'seen-1');
        return ask('POST', '/api/v1/namespaces/many/pods', { apiVersion, kind, metadata, spec });
      });
      expect((await Promise.all(made)).every(({ status }) => status === 201)).toBe(true);
    }
    const reading = await listPods(as('onward'), { namespace: 'many' });
    if (!reading.ok) throw new Error(reading.failure.message);
    expect(new Set(reading.value.map(({ name }) => name)).size).toBe(601);
    expect(reading.value).toHaveLength(601);
    const asked = server
      .audit()
      .filter(({ user, uri }) => user === 'onward' && uri.startsWith('/api/v1/namespaces/many'));
    expect(asked.map(({ uri }) => /[?&](limit=500|continue=)/g.exec(uri) !== null)).toEqual([true, true]);
    expect(asked.filter(({ uri }) => uri.includes('continue='))).toHaveLength(1);
  });

  it('whose next page the server has forgotten is asked for again as a whole, and is unread if that does not help', async () => {
    const ask = server.as('admin');
    const { body } = await ask('GET', '/api/v1/namespaces/many/pods?limit=1');
    const { continue: next = '' } = (body as { metadata: { continue?: string } }).metadata;
    const path = `/api/v1/namespaces/many/pods?limit=1&continue=${encodeURIComponent(next)}`;
    const forgotten = async (): Promise<boolean> => {
      await ask('PATCH', pathOf(nodeNamed('seen-1')), { metadata: { labels: { at: `${Date.now()}` } } });
      return (await ask('GET', path)).status === 410;
    };
    await eventually(forgotten, 'the page is forgotten');
    const reading = await as('onward').list('/api/v1/namespaces/many/pods', { continue: next } as ListQuery);
    expect(reading).toMatchObject({ ok: false, failure: { failure: 'server', status: 410, code: 'Expired' } });
    const asked = server.audit().filter(({ user, code }) => user === 'onward' && code === 410);
    expect(asked).toHaveLength(4);
    expect(await listPods(as('onward'), { namespace: 'many' })).toMatchObject({ ok: true });
  });

  it('of nodes tells which are closed', async () => {
    const reading = await listNodes(as('onward'));
    expect(reading).toMatchObject({ ok: true, value: [{ name: 'seen-1', unschedulable: true, ready: 'True' }] });
  });
});

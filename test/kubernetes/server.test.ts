import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import https from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { json } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { budgetNamed, nodeNamed, pathOf, podNamed } from '../conformance/kubernetes/objects.ts';
import { read, uidOf } from '../conformance/kubernetes/seen.ts';
import { open } from './client.ts';
import type { User } from './credentials.ts';
import { givenThrough } from './given.ts';
import { launch, untilReady } from './server-process.ts';
import { serverPath } from './server-path.ts';
import { startServer, type KubernetesServer } from './server.ts';

interface Kubeconfig {
  readonly clusters: readonly [
    { readonly cluster: { readonly server: string; readonly 'certificate-authority-data': string } },
  ];
  readonly users: readonly [{ readonly user: Readonly<Record<string, string>> }];
}

const bytes = (text = ''): Buffer => Buffer.from(text, 'base64');

/** Whom the server takes somebody for who comes with this kubeconfig. */
const nameBy = (kubeconfig: string): Promise<unknown> => {
  const { clusters, users } = JSON.parse(kubeconfig) as Kubeconfig;
  const { server, 'certificate-authority-data': ca } = clusters[0].cluster;
  const { token, 'client-certificate-data': cert, 'client-key-data': key } = users[0].user;
  const review = JSON.stringify({ apiVersion: 'authentication.k8s.io/v1', kind: 'SelfSubjectReview' });
  const proof = token === undefined ? { cert: bytes(cert), key: bytes(key) } : {};
  const headers = {
    'content-type': 'application/json',
    'content-length': review.length,
    ...(token !== undefined && { authorization: `Bearer ${token}` }),
  };
  return new Promise((resolve, reject) => {
    const url = `${server}/apis/authentication.k8s.io/v1/selfsubjectreviews`;
    const request = https.request(
      url,
      { method: 'POST', headers, ca: bytes(ca), agent: false, ...proof },
      (response) => {
        json(response).then((body) => {
          resolve(
            (body as { status: { userInfo?: { username: string } } }).status.userInfo?.username ?? response.statusCode,
          );
        }, reject);
      },
    );
    request.on('error', reject);
    request.end(review);
  });
};

describe('a server of the tests', () => {
  let server: KubernetesServer;
  beforeAll(async () => {
    server = await startServer();
  });
  afterAll(() => server?.stop());

  const known: readonly User[] = ['admin', 'onward', 'kubelet'];
  it.each(known)('knows %s by a client certificate and by a token', async (user) => {
    expect(await nameBy(server.kubeconfig(user, 'certificate'))).toBe(user);
    expect(await nameBy(server.kubeconfig(user, 'token'))).toBe(user);
  });

  it('does not know a stranger', async () => {
    expect(await nameBy(server.kubeconfig('stranger', 'token'))).toBe(401);
  });

  it('is believed by its own authority alone', async () => {
    await expect(open({ ...server.doorOf('admin'), ca: '' }, 'GET', '/version')).rejects.toThrow(/certificate/);
  });

  it('is the version that is pinned', async () => {
    const { body } = await server.as('onward')('GET', '/version');
    expect(body).toMatchObject({ major: '1', minor: '32', gitVersion: 'v1.32.13' });
  });

  it('writes down who asked what, and what was answered', async () => {
    const path = pathOf(nodeNamed('audited-1'));
    await server.as('onward')('PATCH', path, { spec: { unschedulable: true } });
    await server.as('admin')('GET', path);
    const asked = server.audit().filter(({ uri }) => uri === path);
    expect(asked).toEqual([
      { user: 'onward', verb: 'patch', uri: path, code: 403 },
      { user: 'admin', verb: 'get', uri: path, code: 404 },
    ]);
  });

  it('never sees the body of a DELETE that has no length, and so no precondition: Node gives it none by itself', async () => {
    await givenThrough(server.as('admin'))(nodeNamed('unframed-1'));
    const { url, ca, token } = server.doorOf('admin');
    const path = pathOf(nodeNamed('unframed-1'));
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const status = await new Promise((resolve, reject) => {
      const request = https.request(`${url}${path}`, { method: 'DELETE', headers, ca, agent: false }, (response) => {
        response.resume();
        resolve(response.statusCode);
      });
      request.on('error', reject);
      request.end(JSON.stringify({ preconditions: { uid: 'of another node' } }));
    });
    expect([status, (await server.as('admin')('GET', path)).status]).toEqual([200, 404]);
  });

  it('is refused while it is away, and comes back with what it had, budgets counted, on the same port', async () => {
    const ask = server.as('admin');
    const pods = ['a', 'b'].map((name) => podNamed(`lasting/${name}`, 'lasting-1'));
    const budget = budgetNamed('lasting/all', { minAvailable: 2 });
    await givenThrough(ask)(nodeNamed('lasting-1'), ...pods, budget);
    const uid = await uidOf(ask, pathOf(nodeNamed('lasting-1')));
    await server.kill();
    await expect(ask('GET', '/version')).rejects.toThrow('ECONNREFUSED');
    await server.restart();
    expect(await uidOf(ask, pathOf(nodeNamed('lasting-1')))).toBe(uid);
    expect((await read(ask, pathOf(budget))).status).toMatchObject({ expectedPods: 2, disruptionsAllowed: 0 });
  });

  it('ends with whoever started it', async () => {
    await server.letGo();
    await expect(server.as('admin')('GET', '/version')).rejects.toThrow('ECONNREFUSED');
    await server.restart();
  });

  it('leaves nothing behind', async () => {
    expect(existsSync(server.folder)).toBe(true);
    await server.stop();
    expect(existsSync(server.folder)).toBe(false);
    await expect(server.as('admin')('GET', '/version')).rejects.toThrow('ECONNREFUSED');
  });
});

describe('a server that cannot be had', () => {
  const folder = mkdtempSync(join(tmpdir(), 'onward-no-server-'));
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it('is named with the verb that makes it', () => {
    expect(() => serverPath({ XDG_CACHE_HOME: folder })).toThrow('Run `npm run kubernetes`.');
    expect(readdirSync(folder)).toEqual([]);
  });

  it('is reported with its last words when it ends before it is ready', async () => {
    const log = join(folder, 'server.log');
    const running = launch(serverPath(), ['nonsense'], log);
    const ready = untilReady(running, { url: 'https://127.0.0.1:1', ca: '', log });
    await expect(ready).rejects.toThrow(/ended; its last words:\nusage: api-server/);
  });
});

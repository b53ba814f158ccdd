import { parse as parseYaml } from 'yaml';
import { startTwin, type Twin } from '../../../src/twin/start.ts';
import { readWorld } from '../../../src/twin/world.ts';
import type { Answer, Ask } from '../../conformance/kubernetes/api.ts';
import { conformance } from '../../conformance/kubernetes.ts';
import { givenThrough } from '../../kubernetes/given.ts';
import { signedFetch } from '../signed-fetch.ts';

const one = 'c82e6987e2961451182edacd74faf0001';
const now = '2026-11-22T00:00:00Z';
const other = 'c82e6987e2961451182edacd74faf0002';

/** A cluster has one user: the onlooker is that of a second cluster, who was granted nothing there. */
const world = `apiVersion: onward/v1
kind: World
now: ${now}
ack:
  clusters:
    - { id: ${one} }
    - { id: ${other}, kubernetes: { access: { enforce: true, rules: [] } } }
`;

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
};

const askThrough =
  (url: string, token: string): Ask =>
  async (method, path, body, type): Promise<Answer> => {
    const response = await fetch(`${url}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body !== undefined && {
          'content-type': type ?? (method === 'PATCH' ? 'application/merge-patch+json' : 'application/json'),
        }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    return {
      status: response.status,
      headers: Object.fromEntries(response.headers),
      body: parse(await response.text()),
    };
  };

interface Kubeconfig {
  readonly clusters: readonly [{ readonly cluster: { readonly server: string } }];
  readonly users: readonly [{ readonly user: { readonly token: string } }];
}

/** Where a cluster is and how to be let in, as its kubeconfig says. */
async function doorOf(twin: Twin, cluster: string): Promise<{ readonly url: string; readonly token: string }> {
  const date = Date.parse(now);
  const answer = await signedFetch(twin, { path: `/k8s/${cluster}/user_config`, date });
  const { config } = (await answer.json()) as { readonly config: string };
  const { clusters, users } = parseYaml(config) as Kubeconfig;
  return { url: clusters[0].cluster.server, token: users[0].user.token };
}

conformance('the twin', async () => {
  const read = readWorld(world, 'world.yaml');
  if (!read.ok) throw new Error(JSON.stringify(read.diagnostics));
  // Time stands still: nothing ends, and no controller makes anything, while a scenario looks.
  const twin = await startTwin({ world: read.value, speed: 1, clock: () => 0 });
  const [first, second] = [await doorOf(twin, one), await doorOf(twin, other)];
  const request = askThrough(first.url, first.token);
  const api = {
    request,
    onlooker: askThrough(second.url, second.token),
    stranger: askThrough(first.url, 'nobody-s'),
    given: givenThrough(request),
  };
  return { api, stop: twin.close };
});

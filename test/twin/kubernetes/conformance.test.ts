import { parse as parseYaml } from 'yaml';
import { startTwin, type Twin } from '../../../src/twin/start.ts';
import { readWorld } from '../../../src/twin/world.ts';
import { conformance } from '../../conformance/kubernetes.ts';
import { givenThrough } from '../../kubernetes/given.ts';
import { signedFetch } from '../signed-fetch.ts';
import { plainAsk } from './plain-ask.ts';

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
  const request = plainAsk(first.url, first.token);
  const api = {
    request,
    onlooker: plainAsk(second.url, second.token),
    stranger: plainAsk(first.url, 'nobody-s'),
    given: givenThrough(request),
  };
  return { api, stop: twin.close };
});

import { createCs } from '../../../../../providers/ack/clients/cs.ts';
import { readKubeconfig } from '../../../../../providers/ack/clients/kubeconfig.ts';
import { createSession } from '../../../../../providers/ack/session.ts';
import { startTwin, type Twin } from '../../../../../src/twin/start.ts';
import { readWorld } from '../../../../../src/twin/world.ts';
import { clusterOperations } from '../../../../conformance/cluster-operations.ts';
import { handsBy } from '../../../../conformance/cluster-operations/bench.ts';
import { givenThrough } from '../../../../kubernetes/given.ts';
import { plainAsk } from '../../../../twin/kubernetes/plain-ask.ts';
import { settingsFor } from '../../settings.ts';

const now = '2026-11-22T00:00:00Z';
const one = 'c82e6987e2961451182edacd74faf0001';
const other = 'c82e6987e2961451182edacd74faf0002';

/** A cluster has one user: who was granted nothing is that of a second cluster. */
const world = `apiVersion: onward/v1
kind: World
now: ${now}
ack:
  clusters:
    - { id: ${one} }
    - { id: ${other}, kubernetes: { access: { enforce: true, rules: [] } } }
`;

const kubeconfigOf = async (twin: Twin, id: string): Promise<string> => {
  const cs = createCs(createSession(settingsFor(twin.ready.env, [], { wall: () => Date.parse(now) })));
  const reading = await cs.describeClusterUserKubeconfig({ id, region: 'cn-hangzhou' });
  if (!reading.ok) throw new Error(reading.failure.message);
  return reading.value.config;
};

const askBy = (kubeconfig: string) => {
  const read = readKubeconfig(kubeconfig);
  if (!read.ok) throw new Error(read.why);
  return plainAsk(read.access.server.origin, read.access.token ?? '');
};

clusterOperations('the twin', async () => {
  const read = readWorld(world, 'world.yaml');
  if (!read.ok) throw new Error(JSON.stringify(read.diagnostics));
  // Time stands still: nothing ends, and no controller makes anything, while a scenario looks.
  const twin = await startTwin({ world: read.value, speed: 1, clock: () => 0 });
  const [first, second] = [await kubeconfigOf(twin, one), await kubeconfigOf(twin, other)];
  const request = askBy(first);
  const api = { request, onlooker: askBy(second), stranger: request, given: givenThrough(request) };
  return { bench: { api, hands: handsBy(first), guest: handsBy(second) }, witness: null, stop: twin.close };
});

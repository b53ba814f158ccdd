import { getConfigMap } from '../../clients/kubernetes/config-maps.ts';
import { nodeIn } from '../../clients/kubernetes/nodes.ts';
import { getDeployment } from '../../clients/kubernetes/workloads.ts';
import { objectsIn, textIn } from '../../../wire/json.ts';
import { inParallel } from '../../../wire/in-parallel.ts';
import { allOf, andThen, both, mapReading, type Reading } from '../../../wire/reading.ts';
import { terway } from '../read/component-facts.ts';
import { readCgpu } from '../read/component-topics.ts';
import { ofName, remaining, type DutyReader } from './duty-reader.ts';
import type { DutyReads } from './duty-reads.ts';

const system = 'kube-system';

const width = 4;

/** An object that the remedy of a duty deletes, as it is called and where it is. */
interface OldObject {
  readonly what: string;
  readonly path: string;
}

const readOld = async ({ by }: DutyReads, { what, path }: OldObject): Promise<Reading<readonly [string, boolean]>> =>
  mapReading(await by((api) => api.get(path)), (found) => [what, found !== null] as const, 'object');

/** What a dedicated cluster ran itself is replaced by an add-on, and its objects deleted (ACK API reference, §7). */
const replacedBy =
  (addon: string, old: readonly OldObject[]): DutyReader =>
  async (reads) =>
    andThen(await reads.addons(), async (addons, source) => {
      const objects = allOf(await inParallel(old, width, (one) => readOld(reads, one)), source);
      const isMissing = !addons.some((one) => textIn(one, 'name') === addon);
      return mapReading(
        objects,
        (found) => remaining([[`add-on ${addon} is not installed`, isMissing], ...found]),
        'objects',
      );
    });

const inSystem = (kind: string, base: string, name: string): OldObject => ({
  what: `${kind} ${system}/${name}`,
  path: `${base}/namespaces/${system}/${kind.toLowerCase()}s/${name}`,
});

export const albControllerDuty = replacedBy('alb-ingress-controller', [
  inSystem('Deployment', '/apis/apps/v1', 'alb-ingress-controller'),
]);

export const virtualNodeDuty = replacedBy('ack-virtual-node', [
  inSystem('Service', '/api/v1', 'vk-webhook'),
  inSystem('Deployment', '/apis/apps/v1', 'ack-virtual-node-controller'),
  inSystem('ServiceAccount', '/api/v1', 'virtual-kubelet'),
  {
    what: 'ClusterRoleBinding virtual-kubelet',
    path: '/apis/rbac.authorization.k8s.io/v1/clusterrolebindings/virtual-kubelet',
  },
]);

/** A Deployment that runs is the add-on's; one that stands still is the one that was parked. */
export const terwayDuty: DutyReader = ofName('backup', async (reads, backup) =>
  mapReading(
    both(
      await reads.by((api) => getDeployment(api, system, terway)),
      await reads.by((api) => getConfigMap(api, system, backup)),
    ),
    ([found, kept]) =>
      remaining([
        [`Deployment ${system}/${terway}, parked`, found?.replicas === 0],
        [`ConfigMap ${system}/${backup}`, kept !== null],
      ]),
    'objects',
  ),
);

export const cgpuDuty: DutyReader = async (reads) =>
  mapReading(await readCgpu(reads), ({ edition }) => remaining([['cGPU Basic', edition === 'basic']]), 'edition');

/** By uid: a Node of the same name may be another one. */
export const nodeObjectsDuty: DutyReader = async ({ nodes }, args) => {
  const named = objectsIn(args, 'nodes').map((one) => ({ name: textIn(one, 'name'), uid: textIn(one, 'uid') }));
  return mapReading(
    await nodes(),
    (objects) => {
      const uids = new Set(objects.map((object) => nodeIn(object).uid));
      return named.length === 0 ? null : remaining(named.map(({ name, uid }) => [name, uid === '' || uids.has(uid)]));
    },
    'nodes of the plan',
  );
};

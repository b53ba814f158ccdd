import { getConfigMap } from '../../clients/kubernetes/config-maps.ts';
import { nodeIn } from '../../clients/kubernetes/nodes.ts';
import { getDeployment, type Deployment } from '../../clients/kubernetes/workloads.ts';
import { objectsIn, textIn } from '../../json.ts';
import { both, mapReading, type Reading } from '../../reading.ts';
import { terway } from '../read/component-facts.ts';
import { readCgpu } from '../read/component-topics.ts';
import { ofName, remaining, type DutyReader } from './duty-reader.ts';
import type { DutyReads } from './duty-reads.ts';

const system = 'kube-system';

const deployment = ({ by }: DutyReads, name: string): Promise<Reading<Deployment | null>> =>
  by((api) => getDeployment(api, system, name));

/** What a dedicated cluster ran itself is replaced by an add-on, and its Deployment deleted (ACK API reference, §7). */
const replacedBy =
  (addon: string, old: string): DutyReader =>
  async (reads) =>
    mapReading(
      both(await reads.addons(), await deployment(reads, old)),
      ([addons, found]) =>
        remaining([
          [`add-on ${addon} is not installed`, !addons.some((one) => textIn(one, 'name') === addon)],
          [`Deployment ${system}/${old}`, found !== null],
        ]),
      'add-ons',
    );

export const albControllerDuty = replacedBy('alb-ingress-controller', 'alb-ingress-controller');
export const virtualNodeDuty = replacedBy('ack-virtual-node', 'ack-virtual-node-controller');

/** A Deployment that runs is the add-on's; one that stands still is the one that was parked. */
export const terwayDuty: DutyReader = ofName('backup', async (reads, backup) =>
  mapReading(
    both(await deployment(reads, terway), await reads.by((api) => getConfigMap(api, system, backup))),
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

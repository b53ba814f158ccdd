import type { CloudAssistant, Disk, Instance } from '../../clients/ecs-answers.ts';
import { textListIn } from '../../clients/kubernetes/metadata.ts';
import { textIn, type JsonObject } from '../../../wire/json.ts';
import type { MasterAssistantFact, MasterDiskFact, MasterInstanceFact, MasterNodeFact } from '../fact-shapes.ts';

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** From DescribeClusterNodes (ACK API reference, §3.3). */
export const masterNodes = (rows: readonly JsonObject[]): readonly MasterNodeFact[] =>
  rows
    .map((row) => ({
      instance: textIn(row, 'instance_id'),
      node: textIn(row, 'node_name'),
      ip: textListIn(row, 'ip_address')[0] ?? '',
      status: textIn(row, 'node_status'),
    }))
    .sort((a, b) => compare(a.instance, b.instance));

/** An instance that the service does not know has no row. What it does not say of protection is no protection. */
export const masterInstances = (instances: readonly Instance[]): readonly MasterInstanceFact[] =>
  instances
    .map((one) => ({
      id: one.id,
      name: one.name,
      status: one.status,
      chargeType: one.chargeType,
      expires: one.expiredTime,
      type: one.instanceType,
      zone: one.zoneId,
      ip: one.privateIps[0] ?? '',
      deletionProtection: one.deletionProtection === true,
      httpTokens: one.httpTokens,
    }))
    .sort((a, b) => compare(a.id, b.id));

/** One row for each master, also where the service has none: then nobody knows whether it answers. */
export const masterAssistants = (
  ids: readonly string[],
  assistants: readonly CloudAssistant[],
): readonly MasterAssistantFact[] =>
  ids.map((id) => {
    const found = assistants.find(({ instanceId }) => instanceId === id);
    return { id, answers: found?.answers ?? null, heartbeat: found?.lastHeartbeat ?? '' };
  });

/** null where a disk's size is not stated. */
export const masterDisks = (instance: string, disks: readonly Disk[]): readonly MasterDiskFact[] | null => {
  const facts = disks.flatMap(({ id, type, sizeGib, deleteWithInstance }) =>
    sizeGib === null ? [] : [{ instance, id, type, sizeGib, deleteWithInstance }],
  );
  return facts.length < disks.length ? null : facts.sort((a, b) => compare(a.id, b.id));
};

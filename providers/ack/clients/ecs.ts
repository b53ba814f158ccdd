import type { Answer, Fence } from '../../../src/core/operation.ts';
import { textIn, type JsonObject } from '../../wire/json.ts';
import { mapReading, type Reading } from '../../wire/reading.ts';
import type { Session } from '../session.ts';
import { assistantIn, diskIn, instanceIn, type CloudAssistant, type Disk, type Instance } from './ecs-answers.ts';
import { readInPortions, readRpcPages, type RpcList } from './rpc-pages.ts';
import { createRpc, numbered, type Rpc } from './rpc.ts';

/** The role of one instance; '' where it has none. */
export interface InstanceRole {
  readonly instanceId: string;
  readonly role: string;
}

/**
 * The calls of ECS (RPC, 2014-05-26; ACK API reference, §3.7 and §4.6) that Onward uses. There is none that stops or deletes
 * an instance: releasing machines stays with their owner. Lists hold what the service knows; an id it does not know has no row.
 */
export interface Ecs {
  describeInstances(region: string, ids: readonly string[]): Promise<Reading<readonly Instance[]>>;
  describeCloudAssistantStatus(region: string, ids: readonly string[]): Promise<Reading<readonly CloudAssistant[]>>;
  describeDisks(region: string, instanceId: string): Promise<Reading<readonly Disk[]>>;
  /** By the disks' own ids, at most 100 a call. */
  describeDisksById(region: string, ids: readonly string[]): Promise<Reading<readonly Disk[]>>;
  describeInstanceRamRole(region: string, ids: readonly string[]): Promise<Reading<readonly InstanceRole[]>>;
  /** Takes effect after the instances' next reboot. At most 50 ids. */
  installCloudAssistant(region: string, ids: readonly string[], fence: Fence): Promise<Answer>;
  /** A graceful reboot, never forced. */
  rebootInstance(region: string, id: string, fence: Fence): Promise<Answer>;
  modifyDeletionProtection(region: string, change: DeletionProtection, fence: Fence): Promise<Answer>;
}

export interface DeletionProtection {
  readonly id: string;
  readonly on: boolean;
}

const instances: RpcList = { outer: 'Instances', inner: 'Instance', size: 100, by: 'token' };
const assistants: RpcList = {
  outer: 'InstanceCloudAssistantStatusSet',
  inner: 'InstanceCloudAssistantStatus',
  size: 50,
  by: 'token',
};
const disks: RpcList = { outer: 'Disks', inner: 'Disk', size: 100, by: 'token' };
const roles: RpcList = { outer: 'InstanceRamRoleSets', inner: 'InstanceRamRoleSet', size: 50, by: 'number' };

const mapRows = <T>(reading: Reading<readonly JsonObject[]>, map: (row: JsonObject) => T): Reading<readonly T[]> =>
  mapReading(reading, (rows) => rows.map(map), 'rows');

type Reads = Omit<Ecs, 'installCloudAssistant' | 'rebootInstance' | 'modifyDeletionProtection'>;

const createReads = (rpc: Rpc): Reads => ({
  describeInstances: async (region, ids) =>
    mapRows(
      await readInPortions(ids, instances.size, (portion) => {
        const query = { InstanceIds: JSON.stringify(portion), 'AdditionalAttributes.1': 'META_OPTIONS' };
        return readRpcPages(rpc, { region, action: 'DescribeInstances', query }, instances);
      }),
      instanceIn,
    ),
  describeCloudAssistantStatus: async (region, ids) =>
    mapRows(
      await readInPortions(ids, assistants.size, (portion) => {
        const query = numbered('InstanceId', portion);
        return readRpcPages(rpc, { region, action: 'DescribeCloudAssistantStatus', query }, assistants);
      }),
      assistantIn,
    ),
  describeDisks: async (region, instanceId) =>
    mapRows(
      await readRpcPages(rpc, { region, action: 'DescribeDisks', query: { InstanceId: instanceId } }, disks),
      diskIn,
    ),
  describeDisksById: async (region, ids) =>
    mapRows(
      await readInPortions(ids, disks.size, (portion) => {
        const query = { DiskIds: JSON.stringify(portion) };
        return readRpcPages(rpc, { region, action: 'DescribeDisks', query }, disks);
      }),
      diskIn,
    ),
  describeInstanceRamRole: async (region, ids) =>
    mapRows(
      await readInPortions(ids, roles.size, (portion) => {
        const query = { InstanceIds: JSON.stringify(portion) };
        return readRpcPages(rpc, { region, action: 'DescribeInstanceRamRole', query }, roles);
      }),
      (row) => ({ instanceId: textIn(row, 'InstanceId'), role: textIn(row, 'RamRoleName') }),
    ),
});

export const createEcs = (session: Session): Ecs => {
  const rpc = createRpc(session, 'ECS');
  return {
    ...createReads(rpc),
    installCloudAssistant: (region, ids, fence) =>
      rpc.write({ region, action: 'InstallCloudAssistant', query: numbered('InstanceId', ids) }, fence),
    rebootInstance: (region, id, fence) =>
      rpc.write({ region, action: 'RebootInstance', query: { InstanceId: id, ForceStop: 'false' } }, fence),
    modifyDeletionProtection: (region, { id, on }, fence) => {
      const query = { InstanceId: id, DeletionProtection: String(on) };
      return rpc.write({ region, action: 'ModifyInstanceAttribute', query }, fence);
    },
  };
};

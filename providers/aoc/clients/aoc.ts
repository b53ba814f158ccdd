import type { Answer } from '../../../src/core/operation.ts';
import type { Json } from '../../../src/core/fact.ts';
import { malformed } from '../../wire/failure.ts';
import { isObject, textIn, type JsonObject } from '../../wire/json.ts';
import type { Reading } from '../../wire/reading.ts';
import type { Session } from '../session.ts';
import { answerOf } from '../write-answer.ts';
import {
  clusterIn,
  diskIn,
  hostIn,
  labelIn,
  machineIn,
  nicIn,
  taskIn,
  vlanIn,
  type AocCluster,
  type AocHost,
  type Disk,
  type Label,
  type Machine,
  type Nic,
  type Task,
  type Vlan,
} from './rows.ts';

/** What a list is asked for: never empty and never a name alone. */
export type Where = { readonly [field: string]: Json };

/** `network_mapping` of a migration: both ids are `Vlan.local_id`. */
export interface MappedNetwork {
  readonly src_vlan_local_id: string;
  readonly dest_vlan_local_id: string;
}

/** The body of `/migrate-vm-across-cluster`; the storage policy's field depends on the center's version. */
export interface AcrossConfig {
  readonly migrate_type: 'LIVE_MIGRATE' | 'COLD_MIGRATE' | 'CUTOVER_MIGRATE';
  readonly network_mapping: readonly MappedNetwork[];
  readonly delete_src_vm: boolean;
  readonly remove_unmovable_devices: boolean;
  readonly new_name?: string;
  readonly storage: { readonly [field: string]: Json };
}

/** The calls of one operation center (`POST /v2/api/*`) that Onward uses. Each mutation names one machine by its id. */
export interface Aoc {
  version(): Promise<Reading<string>>;
  clusters(where: Where): Promise<Reading<readonly AocCluster[]>>;
  hosts(where: Where): Promise<Reading<readonly AocHost[]>>;
  machines(where: Where): Promise<Reading<readonly Machine[]>>;
  nics(where: Where): Promise<Reading<readonly Nic[]>>;
  labels(where: Where): Promise<Reading<readonly Label[]>>;
  disks(where: Where): Promise<Reading<readonly Disk[]>>;
  vlans(where: Where): Promise<Reading<readonly Vlan[]>>;
  /** Volumes that several machines share, by id. */
  sharedVolumes(where: Where): Promise<Reading<readonly string[]>>;
  tasks(where: Where): Promise<Reading<readonly Task[]>>;
  start(id: string): Promise<Answer>;
  /** By the guest's own means; it may never end. */
  shutDown(id: string): Promise<Answer>;
  /** Cuts the power. */
  powerOff(id: string): Promise<Answer>;
  /** Within its cluster; without a host the service chooses. No method can be named: its power decides hot or cold. */
  migrate(id: string, hostId: string | null): Promise<Answer>;
  migrateAcross(id: string, to: { clusterId: string; hostId: string | null }, config: AcrossConfig): Promise<Answer>;
  stopInCutover(taskId: string, force: boolean): Promise<Answer>;
  abortAcross(taskId: string): Promise<Answer>;
}

const pageSize = 200;
/** Two hundred thousand rows: a list that never ends is not waited for. */
const mostPages = 1_000;

/** Reads all pages by the cursor `after`, the id of the row before. The source is the last page's. */
const readAll = async (session: Session, path: string, where: Where): Promise<Reading<readonly JsonObject[]>> => {
  const rows: JsonObject[] = [];
  let after: string | null = null;
  for (let page = 1; page <= mostPages; page += 1) {
    const cursor: { readonly after?: string } = after === null ? {} : { after };
    const reading: Reading<Json> = await session.read(path, { where, first: pageSize, orderBy: 'id_ASC', ...cursor });
    if (!reading.ok) return reading;
    if (!Array.isArray(reading.value))
      return { ok: false, call: path, failure: malformed('the answer is no list', reading.source.request) };
    const found = (reading.value as readonly Json[]).filter(isObject);
    rows.push(...found);
    const last = found.at(-1);
    if (last === undefined || found.length < pageSize) return { ...reading, value: rows };
    after = textIn(last, 'id');
  }
  return { ok: false, call: path, failure: malformed('the list does not end', '') };
};

const listing =
  <T>(session: Session, path: string, map: (row: JsonObject) => T) =>
  async (where: Where): Promise<Reading<readonly T[]>> => {
    const reading = await readAll(session, path, where);
    return reading.ok ? { ...reading, value: reading.value.map(map) } : reading;
  };

const versionOf = async (session: Session): Promise<Reading<string>> => {
  const reading = await session.version();
  if (!reading.ok) return reading;
  if (typeof reading.value === 'string') return { ...reading, value: reading.value };
  return { ok: false, call: 'get-version', failure: malformed('the answer is no version', reading.source.request) };
};

const createReads = (session: Session) => ({
  version: () => versionOf(session),
  clusters: listing(session, 'get-clusters', clusterIn),
  hosts: listing(session, 'get-hosts', hostIn),
  machines: listing(session, 'get-vms', machineIn),
  nics: listing(session, 'get-vm-nics', nicIn),
  labels: listing(session, 'get-labels', labelIn),
  disks: listing(session, 'get-vm-disks', diskIn),
  vlans: listing(session, 'get-vlans', vlanIn),
  sharedVolumes: listing(session, 'get-vm-volumes', (row) => textIn(row, 'id')),
  tasks: listing(session, 'get-tasks', taskIn),
});

/** The typed door to one operation center. */
export const createAoc = (session: Session): Aoc => {
  const write = async (path: string, body: Json): Promise<Answer> => answerOf(await session.write(path, body));
  const power = (path: string) => (id: string) => write(path, { where: { id } });
  return {
    ...createReads(session),
    start: power('start-vm'),
    shutDown: power('shutdown-vm'),
    powerOff: power('poweroff-vm'),
    migrate: (id, hostId) =>
      write('migrate-vm', { where: { id }, ...(hostId === null ? {} : { data: { host_id: hostId } }) }),
    migrateAcross: (id, { clusterId, hostId }, { storage, ...config }) =>
      write('migrate-vm-across-cluster', {
        where: { id },
        data: {
          cluster_id: clusterId,
          ...(hostId === null ? {} : { host_id: hostId }),
          vm_config: { ...config, network_mapping: config.network_mapping.map((pair) => ({ ...pair })), ...storage },
        },
      }),
    stopInCutover: (taskId, force) => write('stop-vm-in-cutover-migration', { tasks: { id: taskId }, force }),
    abortAcross: (taskId) => write('abort-migrate-vm-across-cluster', { tasks: { id: taskId } }),
  };
};

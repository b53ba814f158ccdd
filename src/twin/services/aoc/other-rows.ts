import { utc } from '../../time.ts';
import type { AocGroup } from '../../world-schema.ts';
import type { LiveAoc, LiveAocTask, LiveMachine, LiveStep, Row } from './live-aoc.ts';
import { doneOf, isOver } from './tasks.ts';
import { labelId, thin, thinHost } from './vm-row.ts';

const stepRow = (step: LiveStep, now: number): Row => {
  const { key, unit, total, span, finished } = step;
  const runs = span !== undefined && !finished && step.stoppedAt === undefined && now < span.to;
  const seconds = span === undefined ? 1 : Math.max(1, (span.to - span.from) / 1000);
  return { key, unit, total, current: doneOf(step, now), per_second: runs ? Math.round(total / seconds) : 0, finished };
};

function progressOf(task: LiveAocTask, now: number): number {
  if (task.status === 'SUCCESSED') return 1;
  const total = task.steps.reduce((sum, step) => sum + step.total, 0);
  const done = task.steps.reduce((sum, step) => sum + doneOf(step, now), 0);
  return total === 0 ? 0 : done / total;
}

/** A Task; `progress` on the scale of the world (acos.md §6.1). */
export function taskRow(task: LiveAocTask, { undocumented }: LiveAoc, now: number): Row {
  const { id, cluster, user, error, started, finished } = task;
  return {
    id,
    status: task.status,
    progress: Number((progressOf(task, now) * undocumented.progressScale).toFixed(4)),
    steps: task.steps.map((step) => stepRow(step, now)),
    description: task.description,
    args: task.args,
    key: null,
    error_code: error?.code ?? null,
    error_message: error?.message ?? null,
    resource_id: task.resourceId,
    resource_type: 'Vm',
    resource_mutation: task.mutation,
    resource_rollbacked: false,
    resource_rollback_error: null,
    resource_rollback_retry_count: null,
    local_created_at: new Date(task.created).toISOString(),
    started_at: started === null ? null : new Date(started).toISOString(),
    finished_at: isOver(task) && finished !== null ? new Date(finished).toISOString() : null,
    cluster: cluster === undefined ? null : thin(cluster),
    user: user === undefined ? null : { id: `user-${user.username}`, name: user.username },
    snapshot: '{}',
    internal: false,
    type: null,
  };
}

export const groupId = ({ cluster, name }: AocGroup): string => `group-${cluster}-${name}`;

export const isMember = (group: AocGroup, { name, cluster }: LiveMachine): boolean =>
  group.cluster === cluster.name && (group.machines ?? []).includes(name);

export function groupRow(group: AocGroup, { clusters, machines }: LiveAoc): Row {
  const cluster = clusters.find(({ name }) => name === group.cluster);
  const named = group.mustHosts ?? group.mustNotHosts ?? [];
  return {
    id: groupId(group),
    local_id: groupId(group),
    name: group.name,
    description: '',
    cluster: cluster === undefined ? null : thin(cluster),
    enabled: group.enabled ?? true,
    vm_vm_policy: group.together ?? 'PREFER_SAME',
    vm_vm_policy_enabled: group.together !== undefined,
    vm_host_must_enabled: named.length > 0,
    // true: on these hosts; false: not on these.
    vm_host_must_policy: group.mustHosts !== undefined,
    vm_host_must_host_uuids: (cluster?.hosts ?? []).filter(({ name }) => named.includes(name)).map(thinHost),
    vm_host_prefer_enabled: false,
    vm_host_prefer_policy: false,
    vm_host_prefer_host_uuids: [],
    vms: machines.filter((machine) => isMember(group, machine)).map(thin),
    entityAsyncStatus: null,
    local_created_at: '2026-01-01T00:00:00Z',
    local_updated_at: '2026-01-01T00:00:00Z',
  };
}

export const snapshotRows = (machine: LiveMachine): readonly Row[] =>
  machine.snapshots.map((snapshot) => ({
    id: snapshot.id,
    local_id: snapshot.localId,
    name: snapshot.name,
    description: '',
    vm: thin(machine),
    cluster: thin(machine.cluster),
    local_created_at: utc(snapshot.at),
    consistent_type: 'CRASH_CONSISTENT',
    cpu: { cores: machine.vcpu, sockets: 1 },
    cpu_model: machine.cpuModel,
    vcpu: machine.vcpu,
    memory: machine.memory,
    size: 1024 ** 3,
    firmware: 'BIOS',
    clock_offset: 'UTC',
    ha: machine.ha,
    win_opt: false,
    entityAsyncStatus: null,
    labels: [],
  }));

export function labelRows({ machines }: LiveAoc): readonly Row[] {
  const rows = new Map<string, Row & { readonly vms: Row[] }>();
  for (const machine of machines)
    for (const [key, value] of Object.entries(machine.labels)) {
      const id = labelId(key, value);
      const row = rows.get(id) ?? { id, key, value, createdAt: '2026-01-01T00:00:00Z', vms: [] };
      row.vms.push(thin(machine));
      rows.set(id, row);
    }
  return [...rows.values()].map((row) => ({ ...row, vm_num: row.vms.length, total_num: row.vms.length }));
}

export const deviceRows = (machine: LiveMachine, kind: 'gpu' | 'usb' | 'pci'): readonly Row[] =>
  machine.devices
    .filter((device) => device.kind === kind)
    .map(({ id, localId, name }) => ({
      id,
      local_id: localId,
      name,
      description: name,
      host: thinHost(machine.host),
      status: kind === 'usb' ? 'NORMAL' : 'READY',
      vms: [thin(machine)],
      model: name,
      brand: 'NVIDIA',
      bus_location: '0000:3b:00.0',
      user_usage: 'PASS_THROUGH',
      binded: true,
      manufacturer: '',
      size: 0,
      usb_type: '2.0',
      entityAsyncStatus: null,
      local_created_at: '2026-01-01T00:00:00Z',
    }));

import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { endFolder } from '../canaries/search.ts';
import { textIn } from '../../providers/wire/json.ts';
import { virtualMachine } from '../../providers/aoc/virtual-machine/kind.ts';
import { virtualMachineSet } from '../../providers/aoc/virtual-machine-set/kind.ts';
import { apply, type Applied } from '../../src/app/apply.ts';
import { drift, type DriftReport } from '../../src/app/drift.ts';
import type { Host } from '../../src/app/host.ts';
import { plan as makePlan } from '../../src/app/plan.ts';
import { resume } from '../../src/app/resume.ts';
import type { RunOptions } from '../../src/app/run-options.ts';
import { verify, type VerifyReport } from '../../src/app/verify.ts';
import type { Desired } from '../../src/core/desired.ts';
import type { Result } from '../../src/core/diagnostic.ts';
import type { Kind } from '../../src/core/kind.ts';
import type { Json } from '../../src/core/fact.ts';
import type { Plan } from '../../src/core/plan.ts';
import { loadDocuments } from '../../src/document/load-documents.ts';
import { ownerOfThisProcess } from '../../src/store/owner.ts';
import { memoryFiles } from '../document/memory-files.ts';
import { goldenHost } from '../golden/golden-host.ts';
import type { Asked, CenterServer, Reply } from '../providers/aoc/center-server.ts';
import { scriptedCenter, type Rows } from '../providers/aoc/scripted-center.ts';
import { nicOf } from '../providers/aoc/virtual-machine-set/erp.ts';
import { value } from '../store/samples.ts';
import { fileOf, runOf } from './pool-scene.ts';

const kinds = [virtualMachine, virtualMachineSet];

/** The use cases over a scripted operation center and a store in a temporary folder; nobody waits. */
export interface SetScene {
  readonly server: CenterServer;
  readonly kinds: readonly Kind[];
  readonly host: Host;
  /** Where the store is. */
  readonly folder: string;
  /** What documents of erp.yaml ask for. */
  readonly desired: (text: string) => Promise<readonly Desired[]>;
  readonly plan: (text: string) => Promise<Result<Plan>>;
  /** With a yes to the plan, or without. */
  readonly apply: (plan: Plan, approve?: string | null) => Promise<Result<Applied>>;
  readonly resume: (plan: Plan) => Promise<Result<Applied>>;
  readonly drift: (text: string) => Promise<Result<DriftReport>>;
  readonly verify: (text: string) => Promise<Result<VerifyReport>>;
}

const desiredIn = async (text: string): Promise<readonly Desired[]> => {
  const files = memoryFiles({ '/w/erp.yaml': text });
  return value(await loadDocuments(['erp.yaml'], { kinds, files, cwd: '/w' })).desired;
};

type Row = { readonly [field: string]: Json };

/** The center moves a machine at once: a running copy with its card on the new network, the source off or deleted. */
const moving = (rows: Rows, { path, body }: Asked): Reply | null => {
  if (path !== 'migrate-vm-across-cluster') return null;
  const { where, data } = body as { where: Row; data: { vm_config: Row } };
  const source = rows['vms']?.find(({ id }) => id === where['id']);
  if (source === undefined) return { body: [] };
  const id = `${textIn(source, 'id')}-b`;
  const copy = {
    ...source,
    id,
    labels: [],
    cluster: { id: 'cluster-b', name: 'hz-b' },
    host: { id: 'host-b1', name: 'b1' },
  };
  const others = (rows['vms'] ?? []).filter((row) => row !== source);
  const left = data.vm_config['delete_src_vm'] === true ? [] : [{ ...source, status: 'STOPPED' }];
  const task = {
    id: `task-${id}`,
    status: 'SUCCESSED',
    description: 'migrate across clusters',
    resource_id: where['id'] ?? '',
    local_created_at: new Date().toISOString(),
  };
  Object.assign(rows, {
    vms: [...others, ...left, copy],
    vm_nics: [...(rows['vm_nics'] ?? []), nicOf(copy, 'v110')],
    tasks: [...(rows['tasks'] ?? []), task],
  });
  return { body: [{ task_id: task.id, data: { id } }] };
};

export const setScene = async (rows: Rows, answer: (asked: Asked) => Reply | null = () => null): Promise<SetScene> => {
  const base = mkdtempSync(join(tmpdir(), 'onward-set-'));
  const server = await scriptedCenter(rows, (asked) => answer(asked) ?? moving(rows, asked));
  onTestFinished(async () => {
    await server.close();
    endFolder(base);
  });
  const env = { ONWARD_AOC_HZ_URL: server.url, ONWARD_AOC_HZ_TOKEN: 'api-key' };
  const host = { ...goldenHost(base, { env, wall: Date.now() }), owner: ownerOfThisProcess() };
  const store = { place: join(base, 'store'), as: null };
  const options = (approve: string | null): RunOptions => ({
    host: { ...host, quietSleep: () => new Promise(() => undefined) },
    store,
    executor: 'direct',
    approve,
    gates: [],
    takeOver: false,
    user: 'ann',
    ask: null,
    cancelled: () => false,
    onLine: () => undefined,
    onNote: () => undefined,
  });
  return {
    server,
    kinds,
    host,
    folder: store.place,
    desired: desiredIn,
    plan: async (text) => makePlan(await desiredIn(text), kinds, { host, store }),
    apply: (plan, approve = plan.decision) => apply(fileOf(plan), kinds, options(approve)),
    resume: (plan) => resume(runOf(fileOf(plan)), kinds, options(plan.decision)),
    drift: async (text) => drift(await desiredIn(text), kinds, { host, storePlace: store.place, all: false }),
    verify: async (text) => verify(await desiredIn(text), kinds, { host, storePlace: store.place }),
  };
};

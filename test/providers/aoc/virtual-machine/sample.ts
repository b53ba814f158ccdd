import type { Window } from '../../../../src/core/window.ts';
import { planTarget, type TargetPart } from '../../../../src/core/plan-target.ts';
import type { CheckResult } from '../../../../src/core/check.ts';
import type { Desired } from '../../../../src/core/desired.ts';
import type { Facts, Json } from '../../../../src/core/fact.ts';
import type { Observed, Unread } from '../../../../src/core/observed.ts';
import type { ActStep, GateStep } from '../../../../src/core/step.ts';
import type { HostFact, MachineFact, NicFact } from '../../../../providers/aoc/virtual-machine/fact-shapes.ts';
import { virtualMachine } from '../../../../providers/aoc/virtual-machine/kind.ts';

const at = '2026-11-26T12:00:00Z';

const machine = (more: Partial<MachineFact> = {}): MachineFact => ({
  id: 'vm-1',
  localId: 'uuid-1',
  name: 'erp-web-1',
  cluster: 'hz-a',
  clusterId: 'cluster-a',
  host: 'a1',
  power: 'running',
  notFree: null,
  protected: false,
  tools: 'RUNNING',
  os: { strength: 'strong', says: 'its guest tools run' },
  cpuModel: 'cascadelake',
  memory: 2 ** 32,
  provisioned: 2 ** 35,
  gpus: 0,
  pciNics: 0,
  usbs: 0,
  snapshots: 0,
  labels: 0,
  groups: 0,
  ha: false,
  ...more,
});

export const host = (name: string, more: Partial<HostFact> = {}): HostFact => ({
  id: `host-${name}`,
  name,
  notUsable: null,
  compatible: ['haswell', 'cascadelake'],
  memory: 2 ** 36,
  ...more,
});

export const nic = (name: string, more: Partial<NicFact> = {}): NicFact => ({
  mac: `52:54:00:00:00:${name.slice(-2)}`,
  type: 'vlan',
  model: 'VIRTIO',
  network: { localId: `local-${name}`, name, tag: Number(name.slice(1)) },
  ...more,
});

const cluster = (name: string, more: { readonly [field: string]: Json } = {}): Json => ({
  id: `cluster-${name.slice(-1)}`,
  name,
  type: 'SMTX_OS',
  hypervisor: 'ELF',
  architecture: 'X86_64',
  connected: 'CONNECTED',
  version: '6.2.0',
  space: 2 ** 44,
  ...more,
});

/** What a test says of a target; everything else is a machine that moves hot from hz-a to hz-b. */
export interface Given {
  readonly spec?: { readonly [name: string]: Json };
  readonly machine?: Partial<MachineFact> | null;
  readonly hosts?: readonly HostFact[];
  readonly facts?: Facts;
  readonly source?: { readonly [field: string]: Json };
  readonly target?: { readonly [field: string]: Json };
  readonly waivers?: Desired['waivers'];
  readonly unread?: readonly Unread[];
  readonly intra?: boolean;
}

const desiredOf = ({ spec, waivers = [], intra = false }: Given): Desired => ({
  address: 'VirtualMachine/erp-web-1',
  kind: 'VirtualMachine',
  name: 'erp-web-1',
  labels: {},
  annotations: {},
  spec: {
    operationCenter: 'hz',
    machine: { cluster: 'hz-a', name: 'erp-web-1' },
    placement: intra ? { cluster: 'hz-a', hosts: ['a2'] } : { cluster: 'hz-b' },
    ...(intra
      ? {}
      : { network: 'direct', networks: [{ from: 'v10', to: 'v110' }], storagePolicy: 'REPLICA_2_THIN_PROVISION' }),
    ...spec,
  },
  waivers,
  place: (pointer) => ({ file: 'erp.yaml', line: 1, column: 1, pointer }) as never,
  origin: () => 'document',
});

const observedOf = (given: Given): Observed => {
  const { intra = false, machine: said = {}, hosts, facts = {}, unread = [], source = {}, target = {} } = given;
  const one = said === null ? null : machine(said);
  const lost = unread.flatMap((line) => line.facts);
  const all: Facts = {
    'vm.cluster': 'hz-a',
    'vm.host': one?.host ?? '',
    'vm.hostAllowed': !intra,
    'vm.name': 'erp-web-1',
    'vm.power': one?.power ?? 'unknown',
    'vm.networksAllowed': true,
    'vm.twice': null,
    'vm.source': one as unknown as Json,
    'vm.copy': null,
    'vm.candidates': one === null ? [] : [{ id: one.id, name: one.name, cluster: 'hz-a' }],
    'vm.nics': [nic('v10')] as unknown as Json,
    'target.namesake': null,
    'cluster.source': cluster('hz-a', source),
    'cluster.target': cluster(intra ? 'hz-a' : 'hz-b', target),
    'target.hosts': (hosts ?? (intra ? [host('a1'), host('a2')] : [host('b1'), host('b2')])) as unknown as Json,
    'target.networks': [{ localId: 'local-v110', name: 'v110', tag: 10 }],
    'vm.shared': [],
    'vm.images': 0,
    'vm.tasks': [],
    'center.version': '4.6.0',
    ...facts,
  };
  return {
    state: 'present',
    at,
    facts: Object.fromEntries(Object.entries(all).filter(([name]) => !lost.includes(name))),
    evidence: [],
    unread,
  };
};

/** The window that a machine's document may name. */
const night: Window = {
  name: 'night',
  timezone: 'Asia/Shanghai',
  allow: [{ days: ['Sat'], from: '22:00', to: '02:00' }],
  onOverrun: 'finish',
};

/** Plans one machine, as the core does it. */
export const planned = (given: Given = {}): TargetPart =>
  planTarget({ kind: virtualMachine, desired: desiredOf(given), observed: observedOf(given) }, at, [night]);

export const checkOf = (given: Given, code: string): CheckResult => {
  const found = planned(given).checks.find((check) => check.code === code);
  if (found === undefined) throw new Error(`${code} was not made`);
  return found;
};

export const verdictOf = (given: Given, code: string): string => checkOf(given, code).verdict;

/** The steps in their order, each `type operation`, gates by their id. */
export const stepsOf = (given: Given): readonly string[] =>
  planned(given).steps.map((step) => (step.type === 'gate' ? `gate ${step.id}` : `${step.type} ${step.operation}`));

export const stepOf = (given: Given, id: string): ActStep => {
  const found = planned(given).steps.find((step) => step.id === `erp-web-1/${id}`);
  if (found === undefined || found.type === 'gate') throw new Error(`no step ${id}`);
  return found;
};

export const gateOf = (given: Given, id: string): GateStep => {
  const found = planned(given).steps.find((step) => step.id === `erp-web-1/${id}`);
  if (found?.type !== 'gate') throw new Error(`no gate ${id}`);
  return found;
};

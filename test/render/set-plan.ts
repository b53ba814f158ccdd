import type { CheckResult } from '../../src/core/check.ts';
import type { Ways } from '../../src/core/kind.ts';
import type { Plan, PlanTarget } from '../../src/core/plan.ts';
import type { ActStep, Downtime, GateStep, Step } from '../../src/core/step.ts';
import { at, readyPlan } from './plans.ts';

/** What a test says of one member; the rest is as of a machine that moves hot. */
export interface Sketch {
  readonly name: string;
  readonly ways?: Ways;
  readonly downtime?: Downtime | null;
  /** It is shut down at a gate of its own. */
  readonly cutover?: Partial<GateStep>;
  readonly checks?: readonly Partial<CheckResult>[];
  readonly notices?: readonly string[];
  readonly leftBehind?: string;
  readonly is?: 'due' | 'blocked' | 'done' | 'unread';
  readonly set?: `VirtualMachineSet/${string}`;
  readonly reversibility?: ActStep['reversibility'];
}

const sourceStays = 'The machine in the source cluster stays, off; never start both.';

export const hot: Ways = { taken: 'hot', because: 'CPU fits 6 of 6 hosts, direct', others: [] };

const addressOf = ({ name, set = 'VirtualMachineSet/erp' }: Sketch): `VirtualMachine/${string}` =>
  `VirtualMachine/${set.slice(set.indexOf('/') + 1)}.${name}`;

const localOf = (sketch: Sketch, id: string): string => `${addressOf(sketch).slice('VirtualMachine/'.length)}/${id}`;

const gateOf = (sketch: Sketch, id: string, more: Partial<GateStep> = {}): GateStep => ({
  id: localOf(sketch, id),
  type: 'gate',
  address: addressOf(sketch),
  title: `GATE ${id}`,
  needs: [],
  because: [],
  question: `Move ${sketch.name}?`,
  covers: [],
  requires: [],
  opensOn: null,
  ...more,
});

const actOf = (sketch: Sketch, id: string, more: Partial<ActStep> = {}): ActStep => ({
  id: localOf(sketch, id),
  type: 'change',
  address: addressOf(sketch),
  title: `${id} ${sketch.name}`,
  needs: [localOf(sketch, 'move')],
  because: [],
  operation: `aoc.${id}/1`,
  args: {},
  reversibility: sketch.reversibility ?? 'compensable',
  undo: null,
  again: 'never',
  expects: [],
  duration: { p50: '9m', p90: '50m' },
  downtime: sketch.downtime ?? null,
  ifFailed: [],
  ...more,
});

const stepsOf = (sketch: Sketch): readonly Step[] => {
  if (sketch.is === 'done' || sketch.is === 'unread') return [];
  const move = gateOf(sketch, 'move');
  if (sketch.cutover === undefined) return [move, actOf(sketch, 'migrate')];
  const shutdown = gateOf(sketch, 'shutdown', { needs: [localOf(sketch, 'copy')], ...sketch.cutover });
  const cutover = actOf(sketch, 'cutover', { needs: [shutdown.id] });
  return [move, actOf(sketch, 'copy', { downtime: null, reversibility: 'reversible' }), shutdown, cutover];
};

const targetOf = (sketch: Sketch, index: number, found: number): PlanTarget => ({
  address: addressOf(sketch),
  key: `vm:${sketch.name}`,
  account: null,
  desired: {},
  observed: {
    state: 'present',
    at,
    facts: {},
    evidence: [],
    unread:
      sketch.is === 'unread'
        ? [{ facts: ['vm.nics'], call: 'get-vm-nics', why: 'the session ended', failure: 'refused' }]
        : [],
  },
  pointOfNoReturn: null,
  journey: sketch.is === 'done' || sketch.is === 'unread' ? null : `${(sketch.ways ?? hot).taken ?? ''} hz-a -> hz-b`,
  wanted: {},
  waivers: [],
  membership: {
    set: sketch.set ?? 'VirtualMachineSet/erp',
    member: sketch.name,
    index,
    found,
    expected: found,
    rollout: { parallel: 4, perSourceHost: 2, perTargetHost: 2 },
  },
  ways: sketch.ways ?? hot,
  applicable: (sketch.is ?? 'due') === 'due',
});

const checksOf = (sketch: Sketch): readonly CheckResult[] =>
  [{}, ...(sketch.checks ?? [])].map((check) => ({
    code: 'VM100',
    address: addressOf(sketch),
    verdict: 'pass',
    summary: 'it was judged',
    evidence: [],
    at: { file: 'erp.yaml', line: 4 },
    ...check,
  }));

/** A plan of members of sets, in the order in which they are given. */
export const setPlan = (sketches: readonly Sketch[], more: Partial<Plan> = {}): Plan => ({
  ...readyPlan(),
  decision: 'sha256:41d09b7735aad1c2a3b4c5d6e7f80910aabbccddeeff00112233445566778899',
  complete: sketches.every(({ is }) => is !== 'unread'),
  applicable: sketches.some(({ is = 'due' }) => is === 'due') && sketches.every(({ is }) => is !== 'unread'),
  pointOfNoReturn: null,
  targets: sketches.map((sketch, index) => targetOf(sketch, index, sketches.length)),
  steps: sketches.flatMap(stepsOf),
  checks: sketches.flatMap(checksOf),
  changes: [],
  gains: [],
  leftBehind: sketches
    .filter(({ is }) => is !== 'done')
    .map((sketch) => ({
      address: addressOf(sketch),
      what: `${sketch.name} in hz-a, off`,
      billed: false,
      due: '7d',
      remedy: sketch.leftBehind ?? 'once you are sure of the copy, delete it',
    })),
  notices: sketches.flatMap((sketch) =>
    [sourceStays, ...(sketch.notices ?? [])].map((says) => ({ address: addressOf(sketch), says })),
  ),
  ...more,
});

export const noCpu = { way: 'hot', code: 'VM106', says: 'icelake on no host', rather: true } as const;

export const gpu: Partial<CheckResult> = {
  code: 'VM114',
  verdict: 'fail',
  summary: 'GPU passthrough: 1 device does not move',
  remedy: 'detach it by hand, or say devices: detach',
  at: { file: 'erp.yaml', line: 10 },
};

/** The machines of the product's own example: two hot, one staged, one cold, one blocked, one moved already. */
export const erp: readonly Sketch[] = [
  { name: 'erp-web-1', notices: ['An open VNC page must be loaded again.'] },
  { name: 'erp-web-2', notices: ['An open VNC page must be loaded again.'] },
  {
    name: 'erp-db',
    ways: { taken: 'staged', because: 'off for the last increment only', others: [noCpu] },
    downtime: { what: 'machine', p50: '2m', p90: '6m' },
    cutover: {
      ownYes: true,
      opensOn: 'the copy is nearly complete',
      notBefore: '2026-11-28T22:00:00+08:00',
      byHand: 'erp.erp-db/cutover',
    },
    checks: [
      {
        code: 'VM106',
        verdict: 'warn',
        summary: 'CPU icelake is on no host; staged needs less, not nothing',
        detail: 'hz-b-1: cascadelake',
      },
    ],
  },
  {
    name: 'erp-batch',
    ways: { taken: 'cold', because: 'is off already, stays off', others: [] },
    downtime: { what: 'machine', p50: '50m', p90: '50m' },
  },
  { name: 'erp-gpu', is: 'blocked', checks: [gpu] },
  { name: 'erp-lic', is: 'done' },
];

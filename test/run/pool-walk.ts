import { succeed } from '../../src/core/diagnostic.ts';
import type { ApprovalPolicy } from '../../src/core/approval-policy.ts';
import { buildPlan } from '../../src/core/build-plan.ts';
import type { Check } from '../../src/core/check.ts';
import type { Waiver } from '../../src/core/desired.ts';
import type { Json } from '../../src/core/fact.ts';
import { noFleet, type Fleet } from '../../src/core/fleet.ts';
import type { GateDraft, Kind, StepDraft } from '../../src/core/kind.ts';
import type { Driver, Probe } from '../../src/core/operation.ts';
import type { Plan } from '../../src/core/plan.ts';
import type { PlanPolicy } from '../../src/core/plan-policy.ts';
import type { Window } from '../../src/core/window.ts';
import { direct } from '../../src/run/direct.ts';
import type { Executor } from '../../src/run/executor.ts';
import type { RunPorts } from '../../src/run/ports.ts';
import { undoPlan, type Undone } from '../../src/run/undo.ts';
import { walkPlan, type WalkReport } from '../../src/run/walk.ts';
import { sha256 } from '../../src/store/ports.ts';
import { checkOf, desiredOf, draft, heat, journeyOf, observedOf, sampleKind } from '../core/sample-kind.ts';
import { memoryJournal, written, type MemoryJournal } from './memory-journal.ts';

const minute = 60_000;
const start = Date.UTC(2026, 10, 28, 2);

export const precheck = draft('precheck', { type: 'check' });
export const prove = draft('prove', { type: 'check', needs: ['heat'] });
const behindPrecheck: StepDraft = { ...heat, needs: ['precheck'] };

export interface Layout {
  readonly targets?: readonly string[];
  readonly steps?: readonly StepDraft[];
  readonly requires?: GateDraft['requires'];
  readonly waivers?: readonly Waiver[];
  /** What the gate before the last call is beside its words. */
  readonly commit?: Partial<GateDraft>;
  /** How the targets are moved; `region` is the first letters of a target's name, up to a hyphen. */
  readonly fleet?: Partial<Fleet>;
  /** The labels of a target, by its name. */
  readonly labels?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly prepare?: Partial<GateDraft>;
  readonly windows?: readonly Window[];
  /** Asked besides POOL03 and POOL05. */
  readonly checks?: readonly Check[];
  /** What is asked of approvals; nothing where it is left out. */
  readonly approvals?: ApprovalPolicy;
}

/** POOL03 is read, POOL05 is answered by the step `precheck`. */
const kindOf = ({
  steps = [precheck, behindPrecheck, prove],
  requires,
  checks = [],
  prepare = {},
  commit = {},
}: Layout): Kind =>
  sampleKind({
    region: ({ name }) => name.split('-')[0] ?? null,
    checks: [
      // About pools that can still be heated: one without a heater is another pool.
      checkOf('POOL03', 'pool.idle', { applies: ({ observed }) => observed.facts['pool.heater'] !== 'none' }),
      checkOf('POOL05', 'pool.idle', {
        judge: () => ({ verdict: 'later', summary: 'the pre-check passes', later: 'precheck' }),
      }),
      ...checks,
    ],
    route: () => ({
      is: 'due',
      journey: journeyOf(steps, {
        gates: {
          prepare: { question: 'Prepare?', requires: [], ...prepare },
          commit: {
            question: 'Heat it for ever?',
            requires: requires ?? [
              { code: 'POOL03', maxAge: '60s' },
              { code: 'POOL05', maxAge: '10m' },
            ],
            ...commit,
          },
        },
      }),
    }),
  });

/** One walk: a process of its own, with its own monotonic clock. */
export interface Walking {
  readonly yes?: readonly string[];
  /** What such a yes was said to: the gate alone, or all of the plan. */
  readonly covers?: 'plan';
  /** What the policy says of the approvals at a gate. */
  readonly quorum?: RunPorts['quorum'];
  readonly executor?: Executor;
  /** How long a person takes to answer at a gate. */
  readonly thinksMs?: number;
  readonly cancelled?: () => boolean;
}

export interface PoolWalk {
  readonly plan: Plan;
  readonly journal: MemoryJournal;
  /** What was sent, in order: `prod/heat`. */
  readonly sent: readonly string[];
  /** Facts of every target; undefined means that it cannot be read. */
  readonly facts: Record<string, Json | undefined>;
  /** Operations that fail once they were sent, and those whose call dies with the process. */
  readonly fails: Set<string>;
  readonly dies: Set<string>;
  /** What happens in the world when a call is sent, before it has an effect, and on `observe` before an answer to it. */
  readonly on: Map<string, () => void>;
  readonly pass: (ms: number) => void;
  /** Something was so before the run. */
  readonly before: (id: string) => void;
  readonly walk: (walking?: Walking) => Promise<WalkReport>;
  /** Gives the run up: takes back what was done. */
  readonly undo: (walking?: Walking) => Promise<readonly Undone[]>;
  readonly types: () => readonly string[];
}

const policyWith = (approvals: ApprovalPolicy): PlanPolicy => ({
  from: 'refs/remotes/origin/main',
  namedBy: 'remote',
  branch: 'main',
  commit: 'a'.repeat(40),
  approvals,
  digest: `sha256:${'0'.repeat(64)}`,
  signers: [],
  alters: [],
});

export const poolWalk = (layout: Layout = {}): PoolWalk => {
  let now = start;
  const kind = kindOf(layout);
  const facts: Record<string, Json | undefined> = { 'pool.heated': false, 'pool.idle': true };
  const sent: string[] = [];
  const fails = new Set<string>();
  const dies = new Set<string>();
  const on = new Map<string, () => void>();
  const effects = new Map<string, number>();
  const journal = memoryJournal(() => now);
  const pass = (ms: number): void => {
    now += ms;
  };

  const observe = () => {
    const read = Object.entries(facts).flatMap(([fact, value]) =>
      value === undefined ? [] : [[fact, value] as const],
    );
    const unread = Object.keys(facts).filter((fact) => facts[fact] === undefined);
    return observedOf(Object.fromEntries(read), {
      at: new Date(now).toISOString(),
      unread: unread.length === 0 ? [] : [{ facts: unread, call: 'DescribePool', why: '503', failure: 'server' }],
    });
  };
  const desired = (name: string) =>
    desiredOf(name, { waivers: layout.waivers ?? [], labels: layout.labels?.[name] ?? {} });
  const probe = (id: string, since: string | undefined): Probe => {
    const at = new Date(now).toISOString();
    const proof = [{ call: 'DescribeTasks', request: 'R', at, says: `${id} at ${at}` }];
    if (id.endsWith('/prove')) return fails.has(id) ? { is: 'not-done', proof } : { is: 'done', proof };
    const effect = effects.get(id);
    const counts =
      effect !== undefined && (since === undefined ? !id.endsWith('/precheck') : effect >= Date.parse(since));
    if (!counts) return { is: 'not-done', proof };
    return fails.has(id) ? { is: 'failed', why: `${id} went wrong`, proof } : { is: 'done', proof };
  };
  const driver: Driver = {
    observe: (all) => {
      on.get('observe')?.();
      return Promise.resolve(new Map(all.map(({ address }) => [address, observe()])));
    },
    probe: ({ desired: { name }, operation }, since) =>
      Promise.resolve(probe(`${name}/${operation.slice('pool.'.length, -'/1'.length)}`, since?.at)),
    perform: ({ desired: { name }, operation }) => {
      const id = `${name}/${operation.slice('pool.'.length, -'/1'.length)}`;
      sent.push(id);
      on.get(id)?.();
      effects.set(id, now);
      if (dies.has(id)) return Promise.reject(new Error('the process died'));
      pass(minute);
      return Promise.resolve({ is: 'accepted', request: 'R', task: null });
    },
    readDuties: () => Promise.resolve(new Map()),
    readClock: () => Promise.resolve(),
    clock: { now: () => now },
    loopback: true,
  };

  const plan = buildPlan({
    subjects: (layout.targets ?? ['prod']).map((name) => ({ kind, desired: desired(name), observed: observe() })),
    store: null,
    storeAs: 'default',
    createdAt: new Date(now).toISOString(),
    tool: 'onward 0.0.0',
    diagnostics: [],
    sha256,
    prices: {},
    fleet: { ...noFleet, ...layout.fleet },
    ...(layout.approvals === undefined ? {} : { policy: policyWith(layout.approvals) }),
    windows: layout.windows ?? [],
  });

  const portsOf = ({ quorum, yes = [], covers, thinksMs = 0, cancelled = () => false }: Walking): RunPorts => {
    const began = now;
    return {
      journal: {
        lines: journal.lines,
        append: (record, { durable }) => Promise.resolve(written(journal.append(record, durable))),
      },
      time: {
        wait: (ms) => {
          pass(ms);
          return Promise.resolve();
        },
        monotonic: () => now - began,
      },
      stillOurs: () => Promise.resolve(succeed(null)),
      isGone: () => false,
      cancelled,
      nonce: () => `n${journal.lines().length}`,
      subjectOf: (address) => ({ kind, driver, desired: desired(address.slice('Pool/'.length)) }),
      ...(quorum === undefined ? {} : { quorum }),
      approval: ({ id }) => {
        pass(thinksMs);
        const said = { by: 'ann', via: 'test', ...(covers && { covers }) };
        return Promise.resolve(yes.includes(id) ? said : null);
      },
    };
  };
  const walk = (walking: Walking = {}): Promise<WalkReport> =>
    walkPlan(plan, portsOf(walking), walking.executor ?? direct);
  return {
    plan,
    journal,
    sent,
    facts,
    fails,
    dies,
    on,
    pass,
    before: (id) => void effects.set(id, now - minute),
    walk,
    undo: (walking = {}) => undoPlan(plan, portsOf(walking)),
    types: () => journal.lines().map(({ type }) => type),
  };
};

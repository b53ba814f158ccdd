import type { Address } from '../core/address.ts';
import { inChainOrder } from '../core/chain-order.ts';
import type { Diagnostic } from '../core/diagnostic.ts';
import { dueAt, type Duty } from '../core/duty.ts';
import type { JournalLine } from '../core/journal.ts';
import type { LeftBehind } from '../core/kind.ts';
import type { Plan, PlanTarget } from '../core/plan.ts';
import { historyOf } from '../core/step-history.ts';
import type { Facts } from '../core/fact.ts';
import type { DifferencePast } from '../render/model/drift-difference-rows.ts';
import type { Step } from '../core/step.ts';
import type { RunSummary, Store } from '../store/store.ts';
import { inventoryCode } from '../run/inventory.ts';
import type { Host } from './host.ts';
import { parsePlan } from './read-plan.ts';
import { areStepsDone } from './steps-done.ts';
import { gatesWaitingAt, type WaitingGate } from './waiting-gates.ts';

/** How the newest run of a target ended, and what it was about. */
export interface Past extends Pick<DifferencePast, 'is' | 'run' | 'turned'> {
  /** What the document asked for then. */
  readonly wanted: Facts;
  /** What the run wrote down and leaves as it is; null where it did not get there. */
  readonly inventory: Facts | null;
}

/** What a run left behind at one target. `due`: milliseconds of the cloud's clock, null where its plan names no day. */
export interface OwedDuty {
  readonly address: Address;
  /** Which thing the run was about: a document of the same name may mean another one now. */
  readonly key: string | null;
  readonly left: LeftBehind;
  readonly duty: Duty;
  readonly run: string;
  readonly due: number | null;
}

/** A run on its way at one target. */
export interface MovingRun {
  readonly address: string;
  readonly alias: string;
  readonly since: string | null;
  /** Where the target waits; where all its steps are done, what the run as a whole waits for. */
  readonly gates: readonly WaitingGate[];
  /** All of the target's own steps are done: the run goes on with others, and what changes here is drift again. */
  readonly isDone: boolean;
}

/** What the store knows of the targets that drift looks at. */
export interface History {
  readonly moving: readonly MovingRun[];
  /** Runs of which nobody can tell what they did. Without an address: it may be any target's. */
  readonly damaged: readonly { readonly address: string; readonly alias: string }[];
  readonly pasts: ReadonlyMap<string, Past>;
  readonly duties: readonly OwedDuty[];
  readonly diagnostics: readonly Diagnostic[];
}

interface KnownRun {
  readonly alias: string;
  readonly plan: Plan;
  readonly lines: readonly JournalLine[];
}

const stepsOf = ({ plan }: KnownRun, address: string): readonly Step[] =>
  plan.steps.filter((step) => step.address === address);

const isAppliedAt = (run: KnownRun, address: string): boolean => {
  // What was taken back was not applied.
  if (run.lines.some(({ type }) => type === 'undone')) return false;
  return areStepsDone(run.plan, address, run.lines);
};

const endOf = (run: KnownRun, address: string): Past['is'] => {
  const { lines } = run;
  if (isAppliedAt(run, address)) return 'applied';
  if (lines.some(({ type }) => type === 'undone')) return 'undone';
  const failed = stepsOf(run, address).some(({ id }) => ['failed', 'refused'].includes(historyOf(lines, id).last));
  return failed ? 'failed' : 'ended';
};

const inventoryAt = (run: KnownRun, address: string): Facts | null => {
  const own = new Set(stepsOf(run, address).map(({ id }) => id));
  const line = run.lines.findLast((one) => one.type === 'answered' && one.code === inventoryCode && own.has(one.step));
  return line?.type === 'answered' ? line.facts : null;
};

const pastAt = (run: KnownRun, { address, wanted, pointOfNoReturn: turn }: PlanTarget): Past => ({
  is: endOf(run, address),
  run: run.alias,
  turned: turn !== null && historyOf(run.lines, turn).last === 'done',
  wanted,
  inventory: inventoryAt(run, address),
});

/** The journey's end at a target: its last step that was done. null while it is not past what leaves things behind. */
export const endedAt = (run: KnownRun, target: PlanTarget): string | null => {
  const { address, pointOfNoReturn: turn } = target;
  // What came after a migration may have failed: the migration, and what it left, is there all the same.
  const happened = turn === null ? isAppliedAt(run, address) : historyOf(run.lines, turn).last === 'done';
  if (!happened) return null;
  const own = new Set(stepsOf(run, address).map(({ id }) => id));
  return run.lines.findLast((line) => line.type === 'done' && own.has(line.step))?.at ?? null;
};

const dutiesAt = (run: KnownRun, target: PlanTarget): readonly OwedDuty[] => {
  const { address, key } = target;
  const at = endedAt(run, target);
  if (at === null) return [];
  return run.plan.leftBehind
    .filter((left) => left.address === address)
    .flatMap((left) =>
      left.duty === undefined
        ? []
        : [{ address, key, left, duty: left.duty, run: run.alias, due: dueAt(at, left.due) }],
    );
};

/** A later run's word on a duty replaces an earlier one's; what it does not speak of is still owed. */
const newest = (duties: readonly OwedDuty[]): readonly OwedDuty[] => [
  ...new Map(duties.map((one) => [`${one.address} ${one.key ?? ''} ${one.duty.id}`, one])).values(),
];

const movingAt = (run: KnownRun, address: string, since: string | null): MovingRun => {
  const { alias, plan, lines } = run;
  const isDone = plan.targets.some((one) => one.applicable && one.address === address) && isAppliedAt(run, address);
  return { address, alias, since, gates: gatesWaitingAt(plan, lines, { address, isDone }), isDone };
};

type Found = Omit<History, 'pasts'> & { readonly pasts: readonly (readonly [string, Past])[] };

const nothing: Found = { moving: [], damaged: [], pasts: [], duties: [], diagnostics: [] };

const lookInto = async (
  store: Store,
  run: RunSummary,
  { host, addresses }: { readonly host: Host; readonly addresses: readonly string[] },
): Promise<Found> => {
  const { alias } = run;
  const own = run.addresses.filter((address) => addresses.includes(address));
  const stored = await store.readRun(run.id);
  const file = stored.ok ? parsePlan(stored.value.plan, `run ${alias}`, host) : stored;
  const diagnostics = [...stored.diagnostics, ...(stored.ok ? file.diagnostics : [])];
  const damaged = (own.length === 0 ? addresses : own).map((address) => ({ address, alias }));
  if (!stored.ok || !file.ok) return { ...nothing, damaged, diagnostics };
  const { plan } = file.value;
  const known = { alias, plan, lines: inChainOrder(stored.value) };
  const isEnded = stored.value.state === 'ended';
  const moving = isEnded ? [] : own.map((address) => movingAt(known, address, stored.value.acceptedAt));
  // A target that is done in a run that goes on with others (a wave that rests) is past, as after the run's end.
  const isPast = (address: string): boolean => moving.every((one) => one.address !== address || one.isDone);
  const targets = plan.targets.filter(
    ({ applicable, address }) => applicable && own.includes(address) && isPast(address),
  );
  return {
    ...nothing,
    moving,
    pasts: targets.map((target) => [target.address, pastAt(known, target)] as const),
    duties: targets.flatMap((target) => dutiesAt(known, target)),
    diagnostics,
  };
};

/** The newest run that was applied, else the newest that was tried. */
const pastsOf = (all: readonly (readonly [string, Past])[]): ReadonlyMap<string, Past> =>
  new Map([...all.filter(([, past]) => past.is !== 'applied'), ...all.filter(([, past]) => past.is === 'applied')]);

/**
 * What the store knows of these targets; nothing where there is no store. A run of others is not looked into, so that its
 * damage is told where it matters; one of which not even the targets can be read concerns all.
 */
export const historyIn = async (store: Store, addresses: readonly string[], host: Host): Promise<History> => {
  const runs = store.id === null ? null : await store.listRuns();
  if (!runs?.ok) return { ...nothing, pasts: new Map(), diagnostics: runs?.diagnostics ?? [] };
  const found: Found[] = [];
  // Of a run that was set aside a person said, with what they saw, that it is over.
  for (const run of runs.value.filter(({ state }) => state !== 'set-aside')) {
    const isUnknown = run.state === 'unreadable' && run.addresses.length === 0;
    if (isUnknown || run.addresses.some((address) => addresses.includes(address)))
      found.push(await lookInto(store, run, { host, addresses }));
  }
  return {
    moving: found.flatMap(({ moving }) => moving),
    damaged: found.flatMap(({ damaged }) => damaged),
    pasts: pastsOf(found.flatMap(({ pasts }) => pasts)),
    duties: newest(found.flatMap(({ duties }) => duties)),
    diagnostics: found.flatMap(({ diagnostics }) => diagnostics),
  };
};

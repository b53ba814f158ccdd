import type { Address } from '../core/address.ts';
import { inChainOrder } from '../core/chain-order.ts';
import type { Facts } from '../core/fact.ts';
import type { JournalLine } from '../core/journal.ts';
import type { Plan } from '../core/plan.ts';
import { historyOf } from '../core/step-history.ts';
import { inventoryCode } from '../run/inventory.ts';
import type { LastRun } from '../render/model/verify-model.ts';
import type { Store, StoredRun } from '../store/store.ts';
import type { Host } from './host.ts';
import { parsePlan } from './read-plan.ts';
import { areStepsDone } from './steps-done.ts';

/** What was written down of one target before its point of no return. */
export interface Inventory {
  readonly run: string;
  readonly at: string;
  readonly facts: Facts;
}

/** What the store knows of one target: its newest inventory, and how the newest run that had a way for it stands. */
export interface Past {
  readonly inventory: Inventory | null;
  readonly last: LastRun;
}

/** One run as it is told of one of its targets. */
interface Told {
  readonly run: StoredRun;
  readonly plan: Plan;
  readonly lines: readonly JournalLine[];
  readonly address: Address;
}

const isTurned = ({ plan, lines, address }: Told): boolean => {
  const turn = plan.targets.find((target) => target.address === address)?.pointOfNoReturn;
  return turn !== null && turn !== undefined && historyOf(lines, turn).last === 'done';
};

const underWay = ({ run: { alias, parkedAt }, plan, address }: Told): string => {
  const gate = plan.steps.find((step) => step.address === address && parkedAt.includes(step.id));
  return `run ${alias} is not over${gate === undefined ? '' : `: it waits at ${gate.title}`}`;
};

const failureIn = ({ plan, lines, address }: Told): string | null => {
  const failed = plan.steps
    .filter((step) => step.address === address)
    .map(({ id }) => historyOf(lines, id).line)
    .find((line) => line?.type === 'failed');
  return failed?.type === 'failed' ? `failed at ${failed.step}: ${failed.why}` : null;
};

const lastRunOf = (told: Told): LastRun => {
  const { run, plan, lines, address } = told;
  const turned = isTurned(told);
  const base = { run: run.alias, turned };
  if (lines.some(({ type }) => type === 'undone'))
    return { ...base, is: 'given-up', says: `run ${run.alias} was given up, and what it had done was taken back` };
  if (areStepsDone(plan, address, lines)) return { ...base, is: 'done', says: `run ${run.alias} did all its steps` };
  if (run.state !== 'ended') return { ...base, is: 'in-flight', says: underWay(told) };
  const why = failureIn(told) ?? 'ended before all its steps were done';
  const side = turned ? 'its point of no return is behind it' : 'it did not get past its point of no return';
  return { ...base, is: 'failed', says: `run ${run.alias} ${why}; ${side}` };
};

const inventoryIn = ({ run, plan, lines, address }: Told): Inventory | null => {
  const line = lines.findLast(
    (one) =>
      one.type === 'answered' &&
      one.code === inventoryCode &&
      plan.steps.some((step) => step.id === one.step && step.address === address),
  );
  return line?.type === 'answered' ? { run: run.alias, at: line.at, facts: line.facts } : null;
};

/** The past of each address, over all runs that can be read; they are listed in the order in which they were accepted. */
export const pastsIn = async (store: Store, host: Host): Promise<ReadonlyMap<Address, Past>> => {
  const found = new Map<Address, Past>();
  const runs = store.id === null ? null : await store.listRuns();
  if (!runs?.ok) return found;
  for (const { id, alias } of runs.value) {
    const run = await store.readRun(id);
    const file = run.ok ? parsePlan(run.value.plan, alias, host) : run;
    if (!run.ok || !file.ok) continue;
    const { plan } = file.value;
    const lines = inChainOrder(run.value);
    for (const { address } of plan.targets.filter(({ applicable }) => applicable)) {
      const told = { run: run.value, plan, lines, address };
      const inventory = inventoryIn(told) ?? found.get(address)?.inventory ?? null;
      found.set(address, { inventory, last: lastRunOf(told) });
    }
  }
  return found;
};

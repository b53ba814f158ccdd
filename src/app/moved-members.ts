import type { Address } from '../core/address.ts';
import { inChainOrder } from '../core/chain-order.ts';
import type { Desired } from '../core/desired.ts';
import type { JournalLine } from '../core/journal.ts';
import type { Plan, PlanTarget } from '../core/plan.ts';
import { historyOf, isOpen } from '../core/step-history.ts';
import type { RunSummary, Store } from '../store/store.ts';
import { desiredOf } from './desired-of.ts';
import type { Host } from './host.ts';
import { parsePlan } from './read-plan.ts';

/** Whether a run began to move a target: a change of its was done or may be under way, and was not taken back. */
const isMoved = ({ steps }: Plan, { address }: PlanTarget, lines: readonly JournalLine[]): boolean => {
  const changes = steps.filter((step) => step.address === address && step.type === 'change');
  const isUndone = (id: string): boolean => lines.some((line) => line.type === 'undone' && line.step === id);
  return changes.some(({ id }) => {
    const history = historyOf(lines, id);
    return (history.last === 'done' || isOpen(history)) && !isUndone(id);
  });
};

const membersIn = async (store: Store, { id, alias }: RunSummary, host: Host): Promise<readonly Desired[]> => {
  const run = await store.readRun(id);
  const file = run.ok ? parsePlan(run.value.plan, `run ${alias}`, host) : run;
  // What is wrong with a run is said by whoever tells of runs.
  if (!run.ok || !file.ok) return [];
  const { plan } = file.value;
  const lines = inChainOrder(run.value);
  return plan.targets
    .filter((target) => target.membership !== undefined && isMoved(plan, target, lines))
    .map((target) => desiredOf(target, `run ${alias}`));
};

/** Members that runs of this store moved, the newest word on each, by their set: their source may be gone from the cloud's lists. */
export const movedMembers = async (
  store: Store,
  sets: readonly Desired[],
  host: Host,
): Promise<ReadonlyMap<Address, readonly Desired[]>> => {
  const runs = store.id === null ? null : await store.listRuns();
  if (!runs?.ok) return new Map();
  const isOurs = (address: string): boolean => sets.some(({ name }) => address.includes(`/${name}.`));
  const found = new Map<Address, Desired>();
  for (const run of runs.value.filter(({ addresses }) => addresses.some(isOurs)))
    for (const member of await membersIn(store, run, host)) found.set(member.address, member);
  return new Map(
    sets.map(({ address }) => [address, [...found.values()].filter(({ membership }) => membership?.set === address)]),
  );
};

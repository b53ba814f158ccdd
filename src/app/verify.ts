import type { Address } from '../core/address.ts';
import { inChainOrder } from '../core/chain-order.ts';
import { equal } from '../core/canonical.ts';
import type { Desired } from '../core/desired.ts';
import { error, fail, succeed, type Diagnostic, type Result } from '../core/diagnostic.ts';
import { worst, type ExitName } from '../core/exit-code.ts';
import type { Facts } from '../core/fact.ts';
import type { Kind } from '../core/kind.ts';
import { inventoryCode } from '../run/inventory.ts';
import { openDirectoryStore } from '../store/directory.ts';
import type { Store } from '../store/store.ts';
import type { VerifyModel, VerifyRow, VerifyTarget } from '../render/model/verify-model.ts';
import { exitOfUnread } from './exit-of.ts';
import type { Host } from './host.ts';
import { observeFacts, type Subject } from './observe.ts';
import { parsePlan } from './read-plan.ts';
import { causesOf } from './unread.ts';

export interface VerifyReport extends VerifyModel {
  readonly exit: ExitName;
}

/** What was written down of one target before its point of no return. */
interface Inventory {
  readonly run: string;
  readonly at: string;
  readonly facts: Facts;
}

/** The newest inventory of each address, over all runs that can be read. */
const inventoriesIn = async (store: Store, host: Host): Promise<ReadonlyMap<string, Inventory>> => {
  const found = new Map<string, Inventory>();
  const runs = store.id === null ? null : await store.listRuns();
  if (!runs?.ok) return found;
  for (const { id, alias } of runs.value) {
    const run = await store.readRun(id);
    const file = run.ok ? parsePlan(run.value.plan, alias, host) : run;
    if (!run.ok || !file.ok) continue;
    for (const line of inChainOrder(run.value)) {
      if (line.type !== 'answered' || line.code !== inventoryCode) continue;
      const gate = file.value.plan.steps.find((step) => step.id === line.step);
      if (gate !== undefined) found.set(gate.address, { run: alias, at: line.at, facts: line.facts });
    }
  }
  return found;
};

const rowsOf = ({ kind, desired, observed }: Subject, { facts }: Inventory): readonly VerifyRow[] => {
  const title = (fact: string): string => kind.facts.find(({ name }) => name === fact)?.title ?? fact;
  const asked = Object.entries(kind.desiredFacts(desired)).map(([fact, wanted]): VerifyRow => {
    const now = observed.facts[fact];
    const is = now === undefined ? 'unread' : equal(now, wanted) ? 'as-asked' : 'differs';
    return { fact, title: title(fact), before: wanted, now: now ?? null, is };
  });
  const kept = Object.entries(facts).map(([fact, before]): VerifyRow => {
    const now = observed.facts[fact];
    const is = now === undefined ? 'unread' : equal(now, before) ? 'same' : 'differs';
    return { fact, title: title(fact), before, now: now ?? null, is };
  });
  return [...asked, ...kept];
};

const noInventory = (address: Address): Diagnostic =>
  error('RUN017', {
    summary: 'there is no inventory of this target in the store',
    detail: 'An inventory is written down by a run, right before the gate to its point of no return.',
    address,
    remedy: 'name the store of that run with --store',
  });

const targetOf = (subject: Subject, inventory: Inventory): VerifyTarget => ({
  address: subject.desired.address,
  run: inventory.run,
  takenAt: inventory.at,
  at: subject.observed.at,
  rows: rowsOf(subject, inventory),
});

const exitOf = (targets: readonly VerifyTarget[], subjects: readonly Subject[]): ExitName => {
  const rows = targets.flatMap((target) => target.rows);
  const unread = subjects.flatMap(({ observed }) => observed.unread);
  return worst([
    ...(rows.some(({ is }) => is === 'differs') ? ['changes' as const] : []),
    ...(rows.some(({ is }) => is === 'unread') ? [exitOfUnread(unread)] : []),
  ]);
};

/** Proves the end against the inventory that was taken before it: what was asked for is there, all else is as it was. */
export const verify = async (
  targets: readonly Desired[],
  kinds: readonly Kind[],
  { host, storeFolder }: { readonly host: Host; readonly storeFolder: string },
): Promise<Result<VerifyReport>> => {
  const store = await openDirectoryStore(storeFolder);
  if (!store.ok) return store;
  const inventories = await inventoriesIn(store.value, host);
  const missing = targets.filter(({ address }) => !inventories.has(address));
  if (missing.length > 0) return fail(...missing.map(({ address }) => noInventory(address)));
  const subjects = await observeFacts(kinds, targets, { host, factsOf: ({ inventory = [] }) => inventory });
  const found = subjects.flatMap((subject) => {
    const inventory = inventories.get(subject.desired.address);
    return inventory === undefined ? [] : [targetOf(subject, inventory)];
  });
  const unread = causesOf(subjects.flatMap(({ observed }) => observed.unread));
  return succeed({ targets: found, exit: exitOf(found, subjects) }, unread);
};

import { equal } from '../core/canonical.ts';
import type { Desired } from '../core/desired.ts';
import { error, fail, succeed, type Diagnostic, type Result } from '../core/diagnostic.ts';
import { worst, type ExitName } from '../core/exit-code.ts';
import type { Facts } from '../core/fact.ts';
import type { Kind } from '../core/kind.ts';
import { openStore } from './open-store.ts';
import type { LastRun, VerifyModel, VerifyRow, VerifyTarget } from '../render/model/verify-model.ts';
import { expandSets } from './expand-sets.ts';
import { exitOfUnread } from './exit-of.ts';
import type { Host } from './host.ts';
import { observeFacts, type Subject } from './observe.ts';
import { pastsIn, type Inventory, type Past } from './past-of-targets.ts';
import { unready } from './prepare-subjects.ts';
import { causesOf } from './unread.ts';

export interface VerifyReport extends VerifyModel {
  readonly exit: ExitName;
}

const rowsFrom = (
  { kind, observed }: Subject,
  facts: Facts,
  { from, equally }: { readonly from: VerifyRow['from']; readonly equally: 'same' | 'as-asked' },
): readonly VerifyRow[] =>
  Object.entries(facts).map(([fact, before]) => {
    const title = kind.facts.find(({ name }) => name === fact)?.title ?? fact;
    const now = observed.facts[fact];
    const is = now === undefined ? 'unread' : equal(now, before) ? equally : 'differs';
    return { fact, title, from, before, now: now ?? null, is };
  });

const rowsOf = (subject: Subject, { facts }: Inventory): readonly VerifyRow[] => [
  ...rowsFrom(subject, subject.kind.desiredFacts(subject.desired), { from: 'document', equally: 'as-asked' }),
  ...rowsFrom(subject, facts, { from: 'inventory', equally: 'same' }),
];

const standingOf = (rows: readonly VerifyRow[], last: LastRun): VerifyTarget['standing'] => {
  if (last.is === 'in-flight') return 'in-flight';
  if (last.is !== 'done' && !last.turned) return 'not-migrated';
  if (rows.some(({ is }) => is === 'differs')) return 'differs';
  return rows.some(({ is }) => is === 'unread') ? 'unread' : 'verified';
};

const notes: Readonly<Record<Subject['observed']['state'], string | null>> = {
  present: null,
  absent: 'the cloud says that there is no such target',
  withheld: 'the credentials belong to another account; nothing was read',
  unreadable: 'it could not be learned whether the target is there',
};

const targetOf = (subject: Subject, inventory: Inventory, last: LastRun): VerifyTarget => {
  const rows = rowsOf(subject, inventory);
  return {
    address: subject.desired.address,
    standing: standingOf(rows, last),
    last,
    note: notes[subject.observed.state],
    run: inventory.run,
    takenAt: inventory.at,
    at: subject.observed.at,
    rows,
  };
};

const noInventory = ({ address }: Desired, last: LastRun | undefined): Diagnostic => {
  const base = {
    summary: 'there is no inventory of this target in the store',
    detail:
      'An inventory is written down by a run, right before the gate to its point of no return, or its first gate.',
    address,
  };
  if (last === undefined)
    return error('RUN017', { ...base, remedy: 'name the store of that run with --store; plan shows what is due' });
  const remedy = last.is === 'in-flight' ? `onward status ${last.run}` : 'onward plan shows what is due';
  return error('RUN017', { ...base, detail: `${base.detail} It did not get there: ${last.says}.`, remedy });
};

const exitOf = (targets: readonly VerifyTarget[], subjects: readonly Subject[]): ExitName => {
  const rows = targets.flatMap((target) => target.rows);
  const unread = subjects.flatMap(({ observed }) => observed.unread);
  const unproven = targets.some(({ standing }) => standing !== 'verified' && standing !== 'unread');
  return worst([
    ...(unproven || rows.some(({ is }) => is === 'differs') ? ['changes' as const] : []),
    ...(rows.some(({ is }) => is === 'unread') ? [exitOfUnread(unread)] : []),
  ]);
};

const isKnown = (past: Past | undefined): past is Past & { readonly inventory: Inventory } =>
  past !== undefined && past.inventory !== null;

/** Proves the end against the inventory that was taken before it: what was asked for is there, all else is as it was. */
export const verify = async (
  documents: readonly Desired[],
  kinds: readonly Kind[],
  { host, storePlace }: { readonly host: Host; readonly storePlace: string },
): Promise<Result<VerifyReport>> => {
  const store = await openStore(host, storePlace);
  if (!store.ok) return store;
  const expanded = await expandSets(kinds, documents, { host, store: store.value });
  if (!expanded.ok) return expanded;
  const { targets, unread: sets } = expanded.value;
  if (sets.length > 0) return fail(...sets.flatMap(unready));
  const pasts = await pastsIn(store.value, host);
  const missing = targets.filter(({ address }) => !isKnown(pasts.get(address)));
  if (missing.length > 0) return fail(...missing.map((one) => noInventory(one, pasts.get(one.address)?.last)));
  const subjects = await observeFacts(kinds, targets, { host, factsOf: ({ inventory = [] }) => inventory });
  const found = subjects.flatMap((subject) => {
    const past = pasts.get(subject.desired.address);
    return isKnown(past) ? [targetOf(subject, past.inventory, past.last)] : [];
  });
  const unread = causesOf(subjects.flatMap(({ observed }) => observed.unread));
  return succeed({ targets: found, exit: exitOf(found, subjects) }, [...expanded.diagnostics, ...unread]);
};

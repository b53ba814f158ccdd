import { buildPlan, type PlanInput } from '../core/build-plan.ts';
import type { Desired } from '../core/desired.ts';
import { fail, succeed, warning, type Diagnostic, type Result } from '../core/diagnostic.ts';
import type { Kind } from '../core/kind.ts';
import type { Plan } from '../core/plan.ts';
import type { Window } from '../core/window.ts';
import { openDirectoryStore } from '../store/directory.ts';
import { mayGoOn } from '../store/run-state.ts';
import type { Store } from '../store/store.ts';
import type { Host } from './host.ts';
import type { StorePlace } from './store-place.ts';
import { expandSets } from './expand-sets.ts';
import { observeAll, type Subject } from './observe.ts';
import { earlierTries } from './earlier-tries.ts';
import { meantByTwo } from './same-target.ts';
import { openElsewhere } from './open-elsewhere.ts';
import { pricesOf } from './prices.ts';
import { causesOf } from './unread.ts';
import { unknownWindows } from './windows-known.ts';

export interface PlanOptions {
  readonly host: Host;
  readonly store: StorePlace;
  /** The windows that gates keep to. Absent where nothing of the plan is to be applied. */
  readonly windows?: readonly Window[];
}

/** The newest of the cloud's times in the observations; the local one where nothing answered. */
const timeOf = (subjects: readonly Subject[], host: Host): string => {
  const times = subjects.map(({ observed }) => observed.at).filter((at) => at !== '');
  return times.sort().at(-1) ?? `${new Date(host.wall()).toISOString().slice(0, 19)}Z`;
};

const asWarning = (diagnostic: Diagnostic): Diagnostic => ({ ...diagnostic, severity: 'warning' });

/** Runs of this store that have not ended and are about the same targets: a reader of a new plan must know of them. */
export const openRuns = async (
  store: Store,
  targets: readonly { readonly address: string }[],
): Promise<readonly Diagnostic[]> => {
  const runs = store.id === null ? null : await store.listRuns();
  if (!runs?.ok) return [];
  return runs.value
    .filter((run) => mayGoOn(run) && targets.some(({ address }) => run.addresses.includes(address)))
    .map(({ alias, state, addresses }) =>
      warning('RUN013', {
        summary: `run ${alias} of ${addresses.join(', ')} is ${state}`,
        remedy: `onward status ${alias}`,
      }),
    );
};

/** What a plan is drawn for beside the documents: the store that it names, with what that remembers where it can be read. */
type Drawing = PlanOptions &
  Pick<PlanInput, 'after' | 'diagnostics'> & { readonly id: string | null; readonly memory: Store | null };

/** Reads the live state of all documents and draws the plan of what they ask for, for the store of this id. */
export const drawPlan = async (
  documents: readonly Desired[],
  kinds: readonly Kind[],
  { host, store, id, diagnostics, after, memory, windows }: Drawing,
): Promise<Result<Plan>> => {
  const prices = await pricesOf(kinds, host);
  if (!prices.ok) return prices;
  const expanded = await expandSets(kinds, documents, { host, store: memory });
  if (!expanded.ok) return expanded;
  const { targets, unread } = expanded.value;
  const undeclared = windows === undefined ? [] : unknownWindows(targets, kinds, windows);
  if (undeclared.length > 0) return fail(...undeclared);
  const observed = [...(await observeAll(kinds, targets, { host, journey: true })), ...unread];
  const twice = meantByTwo(observed);
  if (twice.length > 0) return fail(...twice);
  return succeed(
    buildPlan({
      subjects: observed,
      store: id,
      storeAs: store.as ?? 'default',
      createdAt: timeOf(observed, host),
      tool: host.tool,
      diagnostics: [...diagnostics, ...expanded.diagnostics],
      sha256: host.sha256,
      prices: prices.value,
      ...(after === undefined ? {} : { after }),
      ...(windows === undefined ? {} : { windows }),
    }),
  );
};

/** Reads the live state of all documents and plans the ordered way to what they ask for. Writes nothing anywhere. */
export const plan = async (
  documents: readonly Desired[],
  kinds: readonly Kind[],
  { host, store: place, windows = [] }: PlanOptions,
): Promise<Result<Plan>> => {
  const store = await openDirectoryStore(place.folder);
  if (!store.ok) return store;
  const tries = await earlierTries(store.value);
  if (!tries.ok) return tries;
  const drawn = await drawPlan(documents, kinds, {
    host,
    memory: store.value,
    store: place,
    id: store.value.id,
    diagnostics: store.diagnostics,
    after: tries.value,
    windows,
  });
  if (!drawn.ok) return drawn;
  const built = drawn.value;
  const open = await openElsewhere(store.value, built, null);
  const causes = causesOf(built.targets.flatMap((target) => target.observed.unread));
  return open.some(({ code }) => code.startsWith('STO'))
    ? fail(...open)
    : succeed(built, [...causes, ...open.map(asWarning), ...(await openRuns(store.value, built.targets))]);
};

import { resolve } from 'node:path';
import { buildPlan, type PlanInput } from '../core/build-plan.ts';
import type { Desired } from '../core/desired.ts';
import { fail, succeed, warning, type Diagnostic, type Result } from '../core/diagnostic.ts';
import type { Kind } from '../core/kind.ts';
import type { Plan } from '../core/plan.ts';
import { openStore } from './open-store.ts';
import type { Window } from '../core/window.ts';
import type { Project } from '../document/project.ts';
import { mayGoOn } from '../store/run-state.ts';
import type { Store } from '../store/store.ts';
import { noFleet } from '../core/fleet.ts';
import type { Host } from './host.ts';
import { chosenDocuments, chosenTargets } from './only.ts';
import { storeName, type StorePlace } from './store-place.ts';
import { expandSets } from './expand-sets.ts';
import { sourceOf } from './git-source.ts';
import { repositoryOf } from './git.ts';
import { observeAll, type Subject } from './observe.ts';
import { earlierTries } from './earlier-tries.ts';
import { meantByTwo } from './same-target.ts';
import { openElsewhere } from './open-elsewhere.ts';
import { inNoWave } from './in-no-wave.ts';
import { shardOfWaves, type Shard } from './shard.ts';
import { settleWaivers } from './policy-waivers.ts';
import { policyOf, type Policy } from './policy.ts';
import { pricesOf } from './prices.ts';
import { causesOf } from './unread.ts';
import { unknownWindows } from './windows-known.ts';

export interface PlanOptions {
  readonly host: Host;
  readonly store: StorePlace;
  /** Addresses, or patterns of them: nothing else is planned. */
  readonly only?: readonly string[];
  /** The part of the documents that they are. */
  readonly shard?: Shard | null;
  /** The project around the documents: it says where the policy is, and how many targets are moved. */
  readonly project?: Project | null;
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
  Pick<PlanInput, 'after' | 'diagnostics'> & {
    readonly id: string | null;
    readonly memory: Store | null;
    readonly policy?: Policy | null;
    /** The windows that gates keep to. Absent where nothing of the plan is to be applied. */
    readonly windows?: readonly Window[];
  };

/** The commit that the documents come from; of several repositories the one that the command stands in. */
const originOf = async (
  documents: readonly Desired[],
  policy: Policy | null,
  host: Host,
): Promise<Pick<PlanInput, 'source'>> => {
  const repository = await repositoryOf(host, policy?.project.directory ?? host.cwd);
  if (repository === null) return {};
  const files = [...new Set(documents.map((document) => resolve(host.cwd, document.place('').file)))];
  return { source: await sourceOf(repository, { documents: files, since: policy?.at?.commit ?? null }) };
};

/** Reads the live state of all documents and draws the plan of what they ask for, for the store of this id. */
export const drawPlan = async (
  documents: readonly Desired[],
  kinds: readonly Kind[],
  { host, store, id, diagnostics, after, memory, policy = null, project = null, only = [], windows }: Drawing,
): Promise<Result<Plan>> => {
  const prices = await pricesOf(kinds, host);
  if (!prices.ok) return prices;
  const expanded = await expandSets(kinds, chosenDocuments(documents, kinds, only), { host, store: memory });
  if (!expanded.ok) return expanded;
  const chosen = chosenTargets(expanded.value, documents, only);
  if (!chosen.ok) return chosen;
  const { unread } = chosen.value;
  const fleet = (policy?.project ?? project)?.fleet ?? noFleet;
  const outside = inNoWave(fleet, chosen.value.targets);
  if (outside.length > 0) return fail(...outside);
  const { targets, alters } = await settleWaivers(policy, chosen.value.targets, host.cwd);
  const undeclared = windows === undefined ? [] : unknownWindows(targets, kinds, windows);
  if (undeclared.length > 0) return fail(...undeclared);
  const observed = [...(await observeAll(kinds, targets, { host, journey: true })), ...unread];
  const twice = meantByTwo(observed);
  if (twice.length > 0) return fail(...twice);
  return succeed(
    buildPlan({
      subjects: observed,
      store: id,
      storeAs: storeName(store),
      createdAt: timeOf(observed, host),
      tool: host.tool,
      diagnostics: [...diagnostics, ...expanded.diagnostics],
      sha256: host.sha256,
      prices: prices.value,
      fleet,
      ...(after === undefined ? {} : { after }),
      ...(await originOf(documents, policy, host)),
      ...(policy === null ? {} : { policy: { ...policy.plan, alters: [...policy.plan.alters, ...alters] } }),
      ...(windows === undefined ? {} : { windows }),
    }),
  );
};

/** Reads the live state of all documents and plans the ordered way to what they ask for. Writes nothing anywhere. */
export const plan = async (
  documents: readonly Desired[],
  kinds: readonly Kind[],
  { host, store: place, project = null, only = [], shard = null }: PlanOptions,
): Promise<Result<Plan>> => {
  const policy = await policyOf(host, project);
  if (!policy.ok) return policy;
  const counts = policy.value?.project ?? project;
  const apart = shard === null ? null : shardOfWaves(shard, counts?.fleet ?? noFleet);
  if (apart !== null) return fail(apart);
  const store = await openStore(host, place.place);
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
    project,
    only,
    policy: policy.value,
    windows: counts?.windows ?? [],
  });
  if (!drawn.ok) return drawn;
  const built = drawn.value;
  const open = await openElsewhere(store.value, built, null);
  const causes = causesOf(built.targets.flatMap((target) => target.observed.unread));
  return open.some(({ code }) => code.startsWith('STO'))
    ? fail(...open)
    : succeed(built, [...causes, ...open.map(asWarning), ...(await openRuns(store.value, built.targets))]);
};

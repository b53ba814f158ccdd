import type { Address } from '../core/address.ts';
import type { Desired, Membership } from '../core/desired.ts';
import { error, fail, succeed, type Diagnostic, type Result } from '../core/diagnostic.ts';
import type { Kind } from '../core/kind.ts';
import type { PlanTarget } from '../core/plan.ts';
import type { Store } from '../store/store.ts';
import { desiredOf } from './desired-of.ts';
import { driverSettings, type Host } from './host.ts';
import { parsePlan } from './read-plan.ts';

export interface Expanding {
  readonly host: Host;
  readonly store: Store;
}

type Member = PlanTarget & { readonly membership: Membership };

const isMember = (target: PlanTarget): target is Member => target.membership !== undefined;

/** The members that runs of this store moved, by their set: a moved machine may have lost what its set selects it by. */
const membersOfRuns = async ({ store, host }: Expanding): Promise<readonly Member[]> => {
  const runs = store.id === null ? null : await store.listRuns();
  if (!runs?.ok) return [];
  const found = new Map<Address, Member>();
  for (const { id, alias } of runs.value) {
    const run = await store.readRun(id);
    const file = run.ok ? parsePlan(run.value.plan, alias, host) : run;
    if (!file.ok) continue;
    for (const target of file.value.plan.targets.filter(isMember))
      if (target.applicable) found.set(target.address, target);
  }
  return [...found.values()];
};

/** One that a run moved, as the newest plan asked for it; what its set says today counts for what it selects today. */
const remembered = (set: Desired, { address }: Member, members: readonly Member[]): readonly Desired[] =>
  members
    .filter((member) => member.address === address && member.membership.set === set.address)
    .map((member) => ({ ...desiredOf(member, set.place('').file), place: () => set.place('/metadata/name') }));

const withMemory = (set: Desired, now: readonly Desired[], past: readonly Member[]): readonly Desired[] => {
  const gone = past.filter(({ address }) => now.every((one) => one.address !== address));
  const all = [...now, ...gone.flatMap((member) => remembered(set, member, past))];
  return all.map((one, index) => ({
    ...one,
    ...(one.membership === undefined ? {} : { membership: { ...one.membership, index, found: all.length } }),
  }));
};

const empty = (set: Desired): Diagnostic =>
  error('PLN013', {
    summary: `${set.address} stands for no target`,
    at: set.place('/spec/selector'),
    address: set.address,
    remedy: 'correct its selector, or take the document away',
  });

const isError = ({ severity }: Diagnostic): boolean => severity === 'error';

/** Puts in the place of each document that stands for many targets those that it stands for now. Reads only. */
export const expandSets = async (
  targets: readonly Desired[],
  kinds: readonly Kind[],
  expanding: Expanding,
): Promise<Result<readonly Desired[]>> => {
  const settings = driverSettings(expanding.host);
  const found = new Map<string, readonly Desired[]>();
  const diagnostics: Diagnostic[] = [];
  for (const { name, expand } of kinds) {
    const sets = targets.filter(({ kind }) => kind === name);
    if (expand === undefined || sets.length === 0) continue;
    const past = await membersOfRuns(expanding);
    const expansions = await expand(settings, sets);
    for (const set of sets) {
      const expansion = expansions.get(set.address) ?? null;
      // It could not be read: the set itself stays, to be observed and to say why.
      if (expansion === null) continue;
      const members = withMemory(set, expansion.members, past);
      found.set(set.address, members);
      diagnostics.push(...expansion.diagnostics);
      if (members.length === 0 && !expansion.diagnostics.some(isError)) diagnostics.push(empty(set));
    }
  }
  if (diagnostics.some(isError)) return fail(...diagnostics);
  return succeed(
    targets.flatMap((target) => found.get(target.address) ?? [target]),
    diagnostics,
  );
};

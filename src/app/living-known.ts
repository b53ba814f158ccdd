import type { Living } from '../core/census.ts';
import type { Desired } from '../core/desired.ts';
import { fail, succeed, type Result } from '../core/diagnostic.ts';
import type { Kind } from '../core/kind.ts';
import { nameFrom } from '../document/name-from.ts';
import { resolve, type Surroundings } from '../document/resolve.ts';
import { parsedDraft } from './draft-document.ts';
import type { Host } from './host.ts';
import { driverOf } from './observe.ts';
import { causesOf } from './unread.ts';

/** A live target that has a document already, or is one of those that a document stands for; and in which file. */
export interface Known {
  readonly living: Living;
  readonly by: Desired;
}

interface Meant {
  readonly identity: string;
  readonly by: Desired;
}

const identitiesOf = (kind: Kind, desired: Desired): readonly string[] => [
  kind.identity(desired),
  ...(kind.aliases?.(desired) ?? []),
];

const singleKind = (kind: Kind, kinds: readonly Kind[]): Kind =>
  kinds.find(({ name }) => name === (kind.members ?? kind.name)) ?? kind;

/** The members of sets, whatever is wrong with the sets: what they expect may be what has just changed. */
const membersOf = async (
  sets: readonly Desired[],
  kind: Kind,
  host: Host,
): Promise<Result<readonly (readonly [Desired, Desired])[]>> => {
  if (sets.length === 0) return succeed([]);
  const expansions = await (await driverOf(kind, host)).expand?.(sets.map((set) => ({ set, moved: [] })));
  const found = sets.flatMap((by) => {
    const expansion = expansions?.get(by.address);
    return expansion === undefined ? [] : [{ by, expansion }];
  });
  const unread = found.flatMap(({ expansion }) => (expansion.is === 'unread' ? expansion.observed.unread : []));
  if (unread.length > 0) return fail(...causesOf(unread));
  return succeed(
    found.flatMap(({ by, expansion }) =>
      expansion.is === 'members' ? expansion.members.map((member) => [member, by] as const) : [],
    ),
  );
};

/** What documents mean, one by one and as members of their sets. */
const meantBy = async (
  there: readonly Desired[],
  single: Kind,
  { kinds, host }: { readonly kinds: readonly Kind[]; readonly host: Host },
): Promise<Result<readonly Meant[]>> => {
  const all: Meant[] = there
    .filter(({ kind }) => kind === single.name)
    .flatMap((by) => identitiesOf(single, by).map((identity) => ({ identity, by })));
  for (const kind of kinds.filter(({ members }) => members === single.name)) {
    const members = await membersOf(
      there.filter((desired) => desired.kind === kind.name),
      kind,
      host,
    );
    if (!members.ok) return members;
    for (const [member, by] of members.value)
      all.push(...identitiesOf(single, member).map((identity) => ({ identity, by })));
  }
  return succeed(all);
};

/** Which of the living have a document, by what documents mean now. Reads only; where there is no set, nothing. */
export const knownOf = async (
  living: readonly Living[],
  there: readonly Desired[],
  {
    kind,
    host,
    surroundings,
  }: {
    readonly kind: Kind;
    readonly host: Host;
    readonly surroundings: Surroundings & { readonly kinds: readonly Kind[] };
  },
): Promise<Result<readonly Known[]>> => {
  const single = singleKind(kind, surroundings.kinds);
  const meant = await meantBy(there, single, { kinds: surroundings.kinds, host });
  if (!meant.ok) return meant;
  const documents = new Map(meant.value.map(({ identity, by }) => [identity, by]));
  return succeed(
    living.flatMap((one) => {
      const name = nameFrom(one.name) || nameFrom(one.id) || 'target';
      const resolved = resolve(parsedDraft(single, { name, spec: one.spec }), surroundings);
      const own = resolved.ok ? identitiesOf(single, resolved.value.desired) : [];
      const by = own.map((identity) => documents.get(identity)).find((found) => found !== undefined);
      return by === undefined ? [] : [{ living: one, by }];
    }),
  );
};

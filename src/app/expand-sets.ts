import type { Desired } from '../core/desired.ts';
import { fail, succeed, type Diagnostic, type Result } from '../core/diagnostic.ts';
import type { Kind } from '../core/kind.ts';
import type { Driver, Expansion } from '../core/operation.ts';
import { inReadingOrder } from '../document/report.ts';
import { findTwice } from '../document/twice.ts';
import { findInSpec, toDiagnostic } from '../document/validate.ts';
import type { Store } from '../store/store.ts';
import type { Host } from './host.ts';
import { movedMembers } from './moved-members.ts';
import { driverOf, type Subject } from './observe.ts';

/** What documents speak of in the end: `unread` are sets of which it could not be learned what they stand for. */
export interface Expanded {
  readonly targets: readonly Desired[];
  readonly unread: readonly Subject[];
}

export interface ExpandOptions {
  readonly host: Host;
  /** Where earlier runs are remembered; null: nowhere. */
  readonly store: Store | null;
}

interface Asked {
  readonly kind: Kind;
  readonly set: Desired;
  readonly driver: Driver;
  readonly expansion: Expansion;
}

const kindNamed = (kinds: readonly Kind[], name: string): Kind => {
  const kind = kinds.find((candidate) => candidate.name === name);
  if (kind === undefined) throw new Error(`no kind ${name}`);
  return kind;
};

const askKind = async (
  kind: Kind,
  sets: readonly Desired[],
  { host, store }: ExpandOptions,
): Promise<readonly Asked[]> => {
  const driver = await driverOf(kind, host);
  if (driver.expand === undefined) throw new Error(`${kind.name} has members and no way to read them`);
  const moved = store === null ? new Map<string, never>() : await movedMembers(store, sets, host);
  const expansions = await driver.expand(sets.map((set) => ({ set, moved: moved.get(set.address) ?? [] })));
  return sets.map((set) => {
    const expansion = expansions.get(set.address);
    if (expansion === undefined) throw new Error(`${set.address} was not expanded`);
    return { kind, set, driver, expansion };
  });
};

const membersOf = ({ expansion }: Asked): readonly Desired[] => (expansion.is === 'members' ? expansion.members : []);

/** What the schema and the rules of its kind have against a member, each at its place in the set's document. */
const proofOf = (member: Desired, kind: Kind): readonly Diagnostic[] => [
  ...findInSpec(member.spec, '/spec', kind).map((finding) => toDiagnostic(finding, member.place)),
  ...kind.lint(member),
];

/** What is wrong with a template is wrong with each of its machines, and said once. */
const once = (diagnostics: readonly Diagnostic[]): readonly Diagnostic[] => {
  const told = new Map<string, Diagnostic>();
  for (const diagnostic of diagnostics) {
    const { code, summary, at } = diagnostic;
    const what = JSON.stringify([code, summary, at]);
    if (!told.has(what)) told.set(what, diagnostic);
  }
  return [...told.values()];
};

/** A machine that two sets name, or a set and a document of its own: known only now that the members are. */
const meantTwice = (targets: readonly Desired[], kinds: readonly Kind[]): readonly Diagnostic[] =>
  findTwice(
    targets.map((desired) => {
      const at = desired.place(desired.membership === undefined ? '/metadata/name' : '/spec/machine');
      return { kind: kindNamed(kinds, desired.kind), desired, at };
    }),
  );

const isError = ({ severity }: Diagnostic): boolean => severity === 'error';

/**
 * Puts the members of sets in the sets' place, read from their clouds now. All that is wrong is told at once. Reads only; where
 * there is no set, nothing is read.
 */
export const expandSets = async (
  kinds: readonly Kind[],
  documents: readonly Desired[],
  options: ExpandOptions,
): Promise<Result<Expanded>> => {
  const isOf = (kind: Kind) => (desired: Desired) => desired.kind === kind.name;
  const used = kinds.filter((kind) => kind.members !== undefined && documents.some(isOf(kind)));
  if (used.length === 0) return succeed({ targets: documents, unread: [] });
  const asked = (await Promise.all(used.map((kind) => askKind(kind, documents.filter(isOf(kind)), options)))).flat();
  const targets = documents.flatMap((desired) => {
    const set = asked.find((one) => one.set === desired);
    return set === undefined ? [desired] : membersOf(set);
  });
  const diagnostics = inReadingOrder([
    ...asked.flatMap(({ expansion }) => (expansion.is === 'members' ? expansion.diagnostics : [])),
    ...once(
      asked.flatMap((one) =>
        membersOf(one).flatMap((member) => proofOf(member, kindNamed(kinds, one.kind.members ?? ''))),
      ),
    ),
    ...meantTwice(targets, kinds),
  ]);
  if (diagnostics.some(isError)) return fail(...diagnostics);
  const unread = asked.flatMap(({ kind, set, driver, expansion }) =>
    expansion.is === 'unread' ? [{ kind, desired: set, driver, observed: expansion.observed }] : [],
  );
  return succeed({ targets, unread }, diagnostics);
};

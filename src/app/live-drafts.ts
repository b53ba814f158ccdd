import type { CensusDraft, CensusPlace } from '../core/census.ts';
import type { Desired } from '../core/desired.ts';
import { fail, succeed, type Diagnostic, type Result } from '../core/diagnostic.ts';
import type { Kind } from '../core/kind.ts';
import { findProjectFile } from '../document/find-project.ts';
import { resolveAll } from '../document/load-documents.ts';
import { nameFrom, unused } from '../document/name-from.ts';
import type { Project } from '../document/project.ts';
import { takeCensus, type ListedKind, type Wanted } from './census.ts';
import { documentsThere } from './documents-there.ts';
import { draftValue, parsedDraft } from './draft-document.ts';
import type { Draft } from './draft-files.ts';
import type { Host } from './host.ts';
import { knownOf, type Known } from './living-known.ts';

export interface LiveAsked {
  readonly kind: ListedKind;
  readonly places: readonly CensusPlace[];
  readonly wanted: Wanted;
  /** Where the documents go, as it was given; null: nowhere that is kept. */
  readonly out: string | null;
  /** Whether documents that are there already are written anew. */
  readonly overwrite: boolean;
  /** Whether what has a document gets one all the same: what is only shown cannot be there twice. */
  readonly evenKnown: boolean;
}

export interface LiveDrafts {
  readonly drafts: readonly (Draft & { readonly from: string })[];
  readonly known: readonly { readonly from: string; readonly file: string }[];
  readonly project: Project | null;
}

interface Surroundings {
  readonly kinds: readonly Kind[];
  readonly host: Host;
}

const fileOf = (desired: Desired): string => desired.place('/metadata/name').file;

const isWithin = (file: string, out: string | null): boolean => {
  const folder = (out ?? '').replace(/^\.\//, '').replace(/\/+$/, '');
  return out !== null && (folder === '.' || file === folder || file.startsWith(`${folder}/`));
};

/** What may be written anew, and what stays as it is. */
const split = (there: readonly Desired[], { out, overwrite }: LiveAsked) => {
  const isOpen = (desired: Desired): boolean => overwrite && isWithin(fileOf(desired), out);
  return { open: there.filter(isOpen), kept: there.filter((desired) => !isOpen(desired)) };
};

const plainName = ({ from, or }: CensusDraft): string => nameFrom(from) || nameFrom(or) || 'target';

interface Named {
  readonly name: string;
  readonly draft: CensusDraft;
}

/** One that is written anew keeps the name of its document; every other gets one that nobody has. */
const nameAll = (
  drafts: readonly CensusDraft[],
  kept: readonly Desired[],
  before: (draft: CensusDraft) => string | undefined,
): readonly Named[] => {
  const taken = new Set(kept.map(({ name }) => name));
  return drafts.map((draft) => {
    const name = before(draft) ?? unused(plainName(draft), taken);
    taken.add(name);
    return { name, draft };
  });
};

const isError = ({ severity }: Diagnostic): boolean => severity === 'error';

/** A document that selects by labels would select more than what is left after further words, or after other documents. */
const labelsFor = ({ named, like, labels }: Wanted, known: readonly Known[]): Wanted['labels'] =>
  named.length + like.length + known.length === 0 ? labels : null;

/** The documents for what lives and has none, named, and proven as `validate` proves written ones. */
const draft = async (
  asked: LiveAsked,
  there: readonly Desired[],
  around: Surroundings & { readonly project: Project | null },
): Promise<Result<LiveDrafts>> => {
  const { kind, wanted } = asked;
  const { project, kinds, host } = around;
  const surroundings = { kinds, project, projectIsKnown: true };
  const census = await takeCensus(kind, asked, host);
  if (!census.ok) return census;
  const { living } = census.value;
  const { open, kept } = split(there, asked);
  const known = await knownOf(living, kept, { kind, host, surroundings });
  const old = await knownOf(living, open, { kind, host, surroundings });
  if (!known.ok || !old.ok) return fail(...known.diagnostics, ...old.diagnostics);
  const isKnown = new Set(known.value.map((one) => one.living));
  const fresh = living.filter((one) => !isKnown.has(one));
  const drafts = kind.census.drafts(fresh, { labels: labelsFor(wanted, known.value) });
  const before = ({ or }: CensusDraft): string | undefined =>
    old.value.find((one) => one.living.id === or && one.by.kind === kind.name)?.by.name;
  const named = nameAll(drafts, kept, before);
  const { diagnostics } = resolveAll(
    named.map((one) => parsedDraft(kind, { name: one.name, spec: one.draft.spec })),
    surroundings,
  );
  if (diagnostics.some(isError)) return fail(...diagnostics);
  const written = named.map(({ name, draft: { spec, says, from } }) => ({
    value: draftValue(kind, { name, spec }),
    kind,
    says,
    from,
  }));
  const has = known.value.map(({ living: { name }, by }) => ({ from: name, file: fileOf(by) }));
  return succeed({ drafts: written, known: has, project }, census.diagnostics);
};

/** Documents for what lives at some places, each of which asks for what is; nothing for what has one already. Reads only. */
export const draftsOfLiving = async (asked: LiveAsked, { kinds, host }: Surroundings): Promise<Result<LiveDrafts>> => {
  const found = await findProjectFile(host.cwd, host.files, kinds);
  if (found?.project.ok === false) return found.project;
  const project = found?.project.ok ? found.project.value : null;
  if (asked.evenKnown) return draft(asked, [], { kinds, host, project });
  const there = await documentsThere(project, asked.out === null ? [] : [asked.out], { kinds, host });
  return there.ok ? draft(asked, there.value, { kinds, host, project }) : there;
};

import { policyDefaults, type ApprovalPolicy } from '../core/approval-policy.ts';
import type { Place } from '../core/diagnostic.ts';
import type { Fleet } from '../core/fleet.ts';
import type { Span } from '../core/step.ts';
import { error, fail, succeed, type Diagnostic, type Result } from '../core/diagnostic.ts';
import type { IgnoreRule } from '../core/drift/ignore.ts';
import type { Json } from '../core/fact.ts';
import { schemaErrors } from '../core/schema-error.ts';
import type { ProjectApprovals, ProjectSpec } from '../generated/project.ts';
import { validateProject } from '../generated/validators.cjs';
import projectSchema from '../../schemas/project.schema.json' with { type: 'json' };
import type { DocumentKind } from './document-kind.ts';
import type { Finding } from './finding.ts';
import { layer, type WrittenDefaults } from './layered.ts';
import { memberOf } from '../core/merge.ts';
import type { Window } from '../core/window.ts';
import type { ParsedDocument } from './parse.ts';
import { below } from '../core/pointer.ts';
import { findInEnvelope, findInSpec, isLeftToOtherLayer, toDiagnostic } from './validate.ts';
import { findInWindows } from './windows.ts';
import { didYouMean, word } from './wording.ts';

/** The name of the one file a project is read from, searched from the working directory upward. */
export const projectFile = 'onward.yaml';

/** What all documents beside onward.yaml share. */
export interface Project {
  readonly name: string;
  /** onward.yaml, as messages name it. */
  readonly file: string;
  /** The absolute path of the directory it lies in; `documents` and `store` are relative to it. */
  readonly directory: string;
  /** Files, directories and globs, as written. */
  readonly documents: readonly string[];
  /** The store's directory, as written; absent where the project names none. */
  readonly store?: string;
  readonly accounts: readonly { readonly name: string; readonly id: string }[];
  /** How many targets are moved at once, in which batches, and when no further one is begun. */
  readonly fleet: Fleet;
  readonly windows: readonly Window[];
  /** The defaults of each kind, and where they stand. */
  readonly defaults: ReadonlyMap<string, WrittenDefaults>;
  /** What it asks of approvals; null where it says nothing of them. */
  readonly approvals: ApprovalPolicy | null;
  /** The protected branch that counts in place of this file's own policy, as written. */
  readonly policyFrom: string | null;
  /** The parts of it that are policy: what a change says of them is compared with what counts. */
  readonly policyParts: Readonly<Record<string, Json>>;
  /** What of drift is known and set aside, in the order in which it is written. */
  readonly ignoredDrift: readonly IgnoreRule[];
  readonly contacts: { readonly owner?: string; readonly onCall?: string };
  /** The place of a pointer in onward.yaml, the nearest one around it where it is not written. */
  readonly place: (pointer: string) => Place;
}

const projectKind = 'Project';

/** What a sample of a project is made from. */
export const projectSample = { name: projectKind, schema: projectSchema } as const;

export const isProject = ({ value }: ParsedDocument): boolean => memberOf(value, 'kind') === projectKind;

/** Null where nobody asks what the defaults say. */
type Kinds = readonly DocumentKind[] | null;

const namesOf = (kinds: Kinds): readonly string[] => [projectKind, ...(kinds ?? []).map(({ name }) => name)];

const validator = {
  schema: projectSchema,
  validateSpec: (value: unknown) => schemaErrors(validateProject, value),
};

const listOf = (value: Json | undefined): readonly Json[] => (Array.isArray(value) ? (value as readonly Json[]) : []);

/** The defaults as they are written, whether or not they are right. */
const writtenDefaults = (
  document: ParsedDocument,
): readonly (WrittenDefaults & { readonly kind: Json | undefined })[] =>
  listOf(memberOf(memberOf(document.value, 'spec'), 'defaults')).map((entry, index) => ({
    document,
    kind: memberOf(entry, 'kind'),
    pointer: `/spec/defaults/${index}/spec`,
    spec: memberOf(entry, 'spec') ?? null,
  }));

const findInDefaults = (document: ParsedDocument, kinds: Kinds): readonly Finding[] =>
  writtenDefaults(document).flatMap(({ kind: name, pointer, spec }, index): readonly Finding[] => {
    if (typeof name !== 'string' || kinds === null) return [];
    const kind = kinds.find((candidate) => candidate.name === name);
    if (kind !== undefined)
      return findInSpec(spec, pointer, kind).filter((finding) => !isLeftToOtherLayer(finding, pointer));
    const known = kinds.map((candidate) => candidate.name);
    const summary = `unknown kind ${word(name)}${didYouMean(name, known)}`;
    const remedy = `known kinds: ${known.join(', ')}`;
    return [{ code: 'DOC015', pointer: `/spec/defaults/${index}/kind`, on: 'value', summary, remedy }];
  });

/** Entries of a list that repeat the name of one before them. */
const findTwice = (document: ParsedDocument, list: string, key: string): readonly Finding[] => {
  const names = listOf(memberOf(memberOf(document.value, 'spec'), list)).map((entry) => memberOf(entry, key));
  return names.flatMap((name, index): readonly Finding[] => {
    if (typeof name !== 'string' || names.indexOf(name) === index) return [];
    const pointer = `${below('/spec', list)}/${index}/${key}`;
    const summary = `spec.${list} has ${word(name)} twice`;
    return [{ code: 'DOC034', pointer, on: 'value', summary, remedy: 'keep one of the two' }];
  });
};

/** Signatures are proven against a list of signers: without one nobody could ever say yes. */
const findSigners = (document: ParsedDocument): readonly Finding[] => {
  const approvals = memberOf(memberOf(document.value, 'spec'), 'approvals');
  if (memberOf(approvals, 'from') !== 'signatures' || memberOf(approvals, 'signers') !== undefined) return [];
  const summary = 'spec.approvals.signers is missing';
  const remedy = 'name the allowed-signers file of ssh-keygen, relative to onward.yaml';
  return [{ code: 'DOC019', pointer: '/spec/approvals', on: 'value', summary, remedy }];
};

const findAll = (document: ParsedDocument, kinds: Kinds): readonly Finding[] => [
  ...findInEnvelope(document.value, namesOf(kinds)),
  ...findInSpec(memberOf(document.value, 'spec') ?? null, '/spec', validator),
  ...findInDefaults(document, kinds),
  ...findSigners(document),
  ...findTwice(document, 'accounts', 'name'),
  ...findTwice(document, 'defaults', 'kind'),
  ...findTwice(document, 'waves', 'name'),
  ...findTwice(document, 'windows', 'name'),
  ...findInWindows(listOf(memberOf(memberOf(document.value, 'spec'), 'windows')), '/spec/windows'),
];

/** Who has waves wants to know of the first bad end before the next batch, whatever else is said. */
const stopOnOf = ({ stopOn, waves }: ProjectSpec): Fleet['stopOn'] =>
  stopOn === undefined && waves === undefined
    ? null
    : { failed: stopOn?.failed ?? 1, ambiguous: stopOn?.ambiguous ?? 1 };

const fleetOf = (spec: ProjectSpec): Fleet => ({
  waves: (spec.waves ?? []).map(({ name, selector, percent, soak }) => ({
    name,
    matchLabels: selector?.matchLabels ?? {},
    percent: percent ?? 100,
    // Proven by the schema.
    ...(soak === undefined ? {} : { soak: soak as Span }),
  })),
  limits: { ...spec.limits },
  stopOn: stopOnOf(spec),
});
const approvalsOf = (written: ProjectApprovals | undefined): ApprovalPolicy | null => {
  if (written === undefined) return null;
  const { signers, revoked, validFor } = written;
  return {
    prepare: written.prepare ?? policyDefaults.prepare,
    oneWay: written.oneWay ?? policyDefaults.oneWay,
    from: written.from ?? policyDefaults.from,
    // The schema has proven the form of a span.
    validFor: (validFor ?? policyDefaults.validFor) as Span,
    ...(signers === undefined ? {} : { signers }),
    ...(revoked === undefined ? {} : { revoked }),
  };
};

/** What of a project decides over changes as it is written, and is therefore not the changes' own to say. */
const writtenPolicy = (document: ParsedDocument): Project['policyParts'] =>
  Object.fromEntries(
    ['approvals', 'windows'].flatMap((key) => {
      const value = memberOf(memberOf(document.value, 'spec'), key);
      return value === undefined ? [] : [[key, value]];
    }),
  );

/**
 * How many move, in which order, and when it ends: each value as it counts, defaults and all, so that to take one out is as
 * visible as to write another. The order of waves stands apart from what each of them is.
 */
const fleetPolicy = ({ waves, limits, stopOn }: Fleet): Project['policyParts'] => ({
  ...(stopOn === null ? {} : { stopOn: { ...stopOn } }),
  ...(Object.keys(limits).length === 0 ? {} : { limits: { ...limits } }),
  ...(waves.length === 0 ? {} : { waves: waves.map(({ name }) => name) }),
  ...(waves.length === 0 ? {} : { wave: waves.map((wave) => ({ ...wave })) }),
});

const build = (document: ParsedDocument, directory: string): Project => {
  // Proven by the two schemas just before.
  const { metadata, spec } = document.value as unknown as { metadata: { name: string }; spec: ProjectSpec };
  const entries = writtenDefaults(document).flatMap((entry) =>
    typeof entry.kind === 'string' ? [[entry.kind, entry] as const] : [],
  );
  const { place } = layer(document, undefined);
  const fleet = fleetOf(spec);
  return {
    name: metadata.name,
    file: document.file,
    directory,
    documents: spec.documents ?? [],
    ...(spec.store !== undefined && { store: spec.store }),
    accounts: spec.accounts ?? [],
    fleet,
    windows: (spec.windows ?? []).map((window) => ({ onOverrun: 'finish', ...window })),
    defaults: new Map(entries),
    approvals: approvalsOf(spec.approvals),
    policyFrom: spec.approvals?.policyFrom ?? null,
    policyParts: { ...writtenPolicy(document), ...fleetPolicy(fleet) },
    ignoredDrift: (spec.drift?.ignore ?? []).map((rule, index) => ({
      ...rule,
      at: place(`/spec/drift/ignore/${index}`),
    })),
    contacts: spec.contacts ?? {},
    place,
  };
};

const countedWrong = (file: string, what: string, at: Place): Diagnostic =>
  error('DOC032', { summary: `${file} ${what}`, at, remedy: 'keep exactly one' });

const rootOf = (document: ParsedDocument | undefined, file: string): Place =>
  document?.places.get('')?.value ?? { file };

/** No project there: most often because its kind is misspelt. */
const explainNone = (parsed: readonly ParsedDocument[], file: string, kinds: Kinds): readonly Diagnostic[] => {
  const known = namesOf(kinds);
  const misspelt = parsed.flatMap((document) =>
    findInEnvelope(document.value, known)
      .filter(({ code }) => code === 'DOC013' || code === 'DOC015')
      .map((finding) => toDiagnostic(finding, layer(document, undefined).placeOf)),
  );
  const none = countedWrong(file, 'holds no document of kind Project', rootOf(parsed[0], file));
  return misspelt.length > 0 ? misspelt : [none];
};

/** Proves the one project among the documents of onward.yaml. `directory` is the absolute path the file lies in. */
export const projectOf = (
  parsed: readonly ParsedDocument[],
  { file, directory, kinds }: { readonly file: string; readonly directory: string; readonly kinds: Kinds },
): Result<Project> => {
  const [project, second] = parsed.filter(isProject);
  if (project === undefined) return fail(...explainNone(parsed, file, kinds));
  if (second !== undefined)
    return fail(
      countedWrong(file, `holds ${parsed.filter(isProject).length} documents of kind Project`, rootOf(second, file)),
    );
  const findings = findAll(project, kinds);
  const { placeOf } = layer(project, undefined);
  if (findings.length > 0) return fail(...findings.map((finding) => toDiagnostic(finding, placeOf)));
  return succeed(build(project, directory));
};

import { addressOf } from '../core/address.ts';
import type { Desired, Waiver } from '../core/desired.ts';
import { error, fail, succeed, type Diagnostic, type Place, type Result } from '../core/diagnostic.ts';
import type { Metadata } from '../generated/document.ts';
import type { DocumentKind } from './document-kind.ts';
import type { Finding } from './finding.ts';
import { layer, specPointer, type Layered } from './layered.ts';
import { memberOf, type JsonMap } from '../core/merge.ts';
import type { ParsedDocument } from './parse.ts';
import { isProject, type Project } from './project.ts';
import { findInEnvelope, isLeftToOtherLayer, toDiagnostic, validateLayered } from './validate.ts';
import { findUnknownWindows } from './windows.ts';
import { didYouMean, word } from './wording.ts';

/** What documents are resolved against. */
export interface Surroundings {
  readonly kinds: readonly DocumentKind[];
  readonly project: Project | null;
  /** False when there is a project that is itself wrong: then what it would have given is not called missing. */
  readonly projectIsKnown: boolean;
}

/** A document that stands as desired, with its kind. */
export interface Resolved {
  readonly kind: DocumentKind;
  readonly desired: Desired;
  /** Where the document is found when it is named whole: its metadata.name. */
  readonly at: Place;
}

const findAccount = (name: string, { project, projectIsKnown }: Surroundings): readonly Finding[] => {
  const known = project?.accounts.map((account) => account.name) ?? [];
  if (!projectIsKnown || known.includes(name)) return [];
  const where = project === null ? 'and there is no onward.yaml' : `and ${project.file} does not list it`;
  return [
    {
      code: 'DOC031',
      pointer: '/spec/account',
      on: 'value',
      summary: `the account ${word(name)} is named, ${where}${didYouMean(name, known)}`,
      remedy: known.length > 0 ? `listed: ${known.join(', ')}` : 'list it in spec.accounts of onward.yaml, with its id',
    },
  ];
};

const findWindows = ({ spec }: Layered, { schema }: DocumentKind, around: Surroundings): readonly Finding[] =>
  spec === undefined || !around.projectIsKnown
    ? []
    : findUnknownWindows({ schema, spec, pointer: specPointer }, around.project?.windows ?? []);

/** `isWhole`: nothing is left to defaults that are not known; a spec that is not whole is no spec of its kind. */
const find = (
  layered: Layered,
  kind: DocumentKind,
  surroundings: Surroundings,
): { readonly findings: readonly Finding[]; readonly isWhole: boolean } => {
  const account = memberOf(layered.spec, 'account');
  const all = validateLayered(layered, kind);
  const inSpec = all.filter((finding) => surroundings.projectIsKnown || !isLeftToOtherLayer(finding, specPointer));
  const unknown = typeof account === 'string' ? findAccount(account, surroundings) : [];
  return {
    findings: [...inSpec, ...unknown, ...findWindows(layered, kind, surroundings)],
    isWhole: inSpec.length === all.length,
  };
};

const build = (
  { parsed, spec, place, origin }: Layered,
  { name: kind }: DocumentKind,
  project: Project | null,
): Desired => {
  // The envelope's schema and the kind's have just proven these shapes.
  const { name, labels = {} } = memberOf(parsed.value, 'metadata') as unknown as Metadata;
  const annotations = memberOf(memberOf(parsed.value, 'metadata'), 'annotations') ?? {};
  const map = spec as JsonMap;
  const accountId = project?.accounts.find((account) => account.name === map['account'])?.id;
  return {
    address: addressOf(kind, name),
    kind,
    name,
    labels,
    annotations: annotations as Readonly<Record<string, string>>,
    spec: map,
    waivers: (map['waivers'] ?? []) as unknown as readonly Waiver[],
    place,
    origin,
    ...(accountId !== undefined && { accountId }),
  };
};

const misplacedProject = (at: Place): Diagnostic =>
  error('DOC033', {
    summary: 'a project counts only in the onward.yaml that is found from the working directory upward',
    at,
    remedy: 'move it there, or take it out',
  });

const isError = ({ severity }: Diagnostic): boolean => severity === 'error';

/** Proves one document and merges the project's defaults into it, with all that is wrong with it at once. */
export const resolve = (parsed: ParsedDocument, surroundings: Surroundings): Result<Resolved> => {
  const { kinds, project } = surroundings;
  const name = memberOf(parsed.value, 'kind');
  const layered = layer(parsed, typeof name === 'string' ? project?.defaults.get(name) : undefined);
  if (isProject(parsed)) return fail(misplacedProject(layered.placeOf('/kind', 'value')));
  const kind = kinds.find((candidate) => candidate.name === name);
  const inEnvelope = findInEnvelope(
    parsed.value,
    kinds.map((candidate) => candidate.name),
  );
  const isForeign = inEnvelope.some(({ code }) => code === 'DOC014');
  const inSpec = kind === undefined || isForeign ? null : find(layered, kind, surroundings);
  const findings = [...inEnvelope, ...(inSpec?.findings ?? [])];
  if (kind === undefined || findings.length > 0 || inSpec?.isWhole === false) {
    return fail(...findings.map((finding) => toDiagnostic(finding, layered.placeOf)));
  }
  const desired = build(layered, kind, project);
  const lint = kind.lint(desired);
  if (lint.some(isError)) return fail(...lint);
  return succeed({ kind, desired, at: layered.place('/metadata/name') }, lint);
};

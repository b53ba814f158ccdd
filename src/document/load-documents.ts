import type { Desired } from '../core/desired.ts';
import { error, fail, succeed, type Diagnostic, type Result } from '../core/diagnostic.ts';
import type { DocumentKind } from './document-kind.ts';
import type { Files } from './files.ts';
import { findProjectFile, type FoundProject } from './find-project.ts';
import { locate, type Asked, type Locations } from './locate.ts';
import type { ParsedDocument } from './parse.ts';
import { isProject, type Project } from './project.ts';
import { readFiles, type ReadFile } from './read.ts';
import { inReadingOrder } from './report.ts';
import { resolve, type Resolved, type Surroundings } from './resolve.ts';
import { findTwice } from './twice.ts';

export interface LoadOptions {
  readonly kinds: readonly DocumentKind[];
  readonly files: Files;
  /** The absolute path of the working directory: arguments are relative to it, and the project is searched upward from it. */
  readonly cwd: string;
}

/** `desired` is in the order of files (by name) and then of places. */
export interface Loaded {
  readonly desired: readonly Desired[];
  readonly project: Project | null;
}

/** What was asked for: the arguments, or else what the project names. */
const askedBy = (sources: readonly string[], project: Project | null, { cwd }: LoadOptions): readonly Asked[] =>
  sources.length > 0
    ? sources.map((text) => ({ text, directory: cwd, at: { file: text } }))
    : (project?.documents ?? []).map((text, index) => ({
        text,
        directory: project?.directory ?? cwd,
        at: project?.place(`/spec/documents/${index}`) ?? { file: text },
      }));

const locateAll = async (asked: readonly Asked[], { files, cwd }: LoadOptions): Promise<Locations> => {
  const all: Locations[] = [];
  for (const each of asked) all.push(await locate(each, files, cwd));
  return { located: all.flatMap(({ located }) => located), problems: all.flatMap(({ problems }) => problems) };
};

interface Documents {
  readonly documents: readonly ParsedDocument[];
  readonly diagnostics: readonly Diagnostic[];
}

/** The targets' documents of one file. What is wrong with the project's own file was said when the project was read. */
const documentsIn = ({ real, parsed }: ReadFile, found: FoundProject | null): Documents => {
  const documents = parsed.ok ? parsed.value : [];
  if (real !== found?.file.real) return { documents, diagnostics: parsed.diagnostics };
  const own = found.project.ok ? documents.filter((document) => !isProject(document)) : [];
  return { documents: own, diagnostics: [] };
};

const isError = ({ severity }: Diagnostic): boolean => severity === 'error';

/** Documents proven together: what is wrong with each, and which of them are there twice. */
export interface ResolvedAll {
  readonly resolved: readonly Resolved[];
  readonly diagnostics: readonly Diagnostic[];
}

export const resolveAll = (documents: readonly ParsedDocument[], surroundings: Surroundings): ResolvedAll => {
  const results = documents.map((document) => resolve(document, surroundings));
  const resolved = results.flatMap((result) => (result.ok ? [result.value] : []));
  return { resolved, diagnostics: [...results.flatMap(({ diagnostics }) => diagnostics), ...findTwice(resolved)] };
};

const nothingAsked = (project: Project | null): Diagnostic =>
  error('DOC027', {
    summary: project === null ? 'no file was named, and there is no onward.yaml' : `${project.file} names no documents`,
    at: project?.place('/spec') ?? { file: 'onward.yaml' },
    remedy: 'name a file, or write an onward.yaml with spec.documents',
  });

/** Without arguments the targets' documents that stand in onward.yaml itself count too. */
const ownFile = (sources: readonly string[], found: FoundProject | null): readonly ReadFile[] =>
  sources.length === 0 && found !== null ? [found.file] : [];

const merge = (own: readonly ReadFile[], read: readonly ReadFile[]): readonly ReadFile[] => [
  ...own.filter(({ real }) => !read.some((other) => other.real === real)),
  ...read,
];

const byName = (a: ReadFile, b: ReadFile): number => (a.shown < b.shown ? -1 : a.shown > b.shown ? 1 : 0);

/**
 * From arguments (files, directories, globs, `-` for standard input), or without any from the project that is found upward,
 * to what is desired: proven by the schemas, with the project's defaults, each value with its place and origin. All that is
 * wrong in all files is told at once, in the order of files and places.
 */
export const loadDocuments = async (sources: readonly string[], options: LoadOptions): Promise<Result<Loaded>> => {
  const { kinds, files, cwd } = options;
  const found = await findProjectFile(cwd, files, kinds);
  const project = found?.project.ok ? found.project.value : null;
  const asked = askedBy(sources, project, options);
  const { located, problems } = await locateAll(asked, options);
  const read = [...merge(ownFile(sources, found), await readFiles(located, files))].sort(byName);
  const parts = read.map((file) => documentsIn(file, found));
  const documents = parts.flatMap((part) => part.documents);
  const projectIsKnown = found === null || found.project.ok;
  const { resolved, diagnostics } = resolveAll(documents, { kinds, project, projectIsKnown });
  const isNothing = asked.length === 0 && documents.length === 0 && projectIsKnown;
  const all = inReadingOrder([
    ...(found?.project.diagnostics ?? []),
    ...problems,
    ...parts.flatMap((part) => part.diagnostics),
    ...diagnostics,
    ...(isNothing ? [nothingAsked(project)] : []),
  ]);
  if (all.some(isError)) return fail(...all);
  return succeed({ desired: resolved.map(({ desired }) => desired), project }, all);
};

import { join, relative, resolve } from 'node:path';
import type { Desired } from '../core/desired.ts';
import { fail, succeed, type Diagnostic, type Result } from '../core/diagnostic.ts';
import type { DocumentKind } from '../document/document-kind.ts';
import { loadDocuments } from '../document/load-documents.ts';
import { locate } from '../document/locate.ts';
import type { Project } from '../document/project.ts';
import type { Host } from './host.ts';

/** A folder that is not made yet, a glob that fits nothing yet: so it is before the first documents. */
const beginnings: readonly string[] = ['DOC022', 'DOC026'];

const isTrouble = ({ severity, code }: Diagnostic): boolean => severity === 'error' && !beginnings.includes(code);

const namesOf = (project: Project, cwd: string): readonly string[] =>
  project.documents.map((text) => relative(cwd, resolve(project.directory, text)) || '.');

/** The documents that are there already: the project's, and those of a further file or folder. One by one, since some may be empty yet. */
export const documentsThere = async (
  project: Project | null,
  more: readonly string[],
  { kinds, host: { files, cwd } }: { readonly kinds: readonly DocumentKind[]; readonly host: Host },
): Promise<Result<readonly Desired[]>> => {
  const own = project === null ? [] : [project.file, ...namesOf(project, cwd)];
  const all: Desired[] = [];
  for (const source of new Set([...own, ...more])) {
    const loaded = await loadDocuments([source], { kinds, files, cwd });
    const trouble = loaded.diagnostics.filter(isTrouble);
    if (trouble.length > 0) return fail(...trouble);
    if (loaded.ok) all.push(...loaded.value.desired);
  }
  return succeed(all);
};

/** The files among some that the project does not name, so that no verb finds them by itself. */
export const unnamedBy = async (
  project: Project,
  paths: readonly string[],
  { files, cwd }: Host,
): Promise<readonly string[]> => {
  const named = new Set<string>([join(project.directory, 'onward.yaml')]);
  for (const text of project.documents) {
    const { located } = await locate({ text, directory: project.directory, at: { file: project.file } }, files, cwd);
    for (const { path } of located) named.add(path);
  }
  return paths.filter((path) => !named.has(resolve(cwd, path)));
};

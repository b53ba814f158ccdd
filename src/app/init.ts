import { isAbsolute, resolve } from 'node:path';
import { error, fail, succeed, type Diagnostic, type Result } from '../core/diagnostic.ts';
import type { Kind } from '../core/kind.ts';
import type { MadeName } from '../document/csv/names.ts';
import { parseTable, type TableDocuments } from '../document/csv/parse-table.ts';
import type { Files } from '../document/files.ts';
import { findProjectFile } from '../document/find-project.ts';
import { resolveAll } from '../document/load-documents.ts';
import { stdin } from '../document/locate.ts';
import { projectSample } from '../document/project.ts';
import { inReadingOrder } from '../document/report.ts';
import { sampleOf } from '../document/sample.ts';
import { explainUnread } from '../document/unread.ts';
import { didYouMean, word } from '../document/wording.ts';
import type { Draft } from './draft-files.ts';

/** Documents that are not written yet, in the order of their source. */
export interface Drafts {
  readonly drafts: readonly Draft[];
  /** The names that were not given. */
  readonly made: readonly MadeName[];
}

interface Surroundings {
  readonly kinds: readonly Kind[];
  readonly files: Files;
  readonly cwd: string;
}

const noSuchKind = (asked: string, known: readonly string[]): Diagnostic =>
  error('DOC015', {
    summary: `unknown kind ${word(asked)}${didYouMean(asked, known)}`,
    remedy: `known kinds: ${known.join(', ')}`,
  });

const notATable = (file: string): Diagnostic =>
  error('DOC024', { summary: `${file} is a directory`, at: { file }, remedy: 'name a CSV file, or - for stdin' });

const readBytes = async (source: string, { files, cwd }: Surroundings): Promise<Result<Uint8Array>> => {
  const isStdin = source === stdin.argument;
  const path = isAbsolute(source) ? source : resolve(cwd, source);
  const read = isStdin ? await files.readStdin() : await files.readFile(path);
  if (read.is === 'file') return succeed(read.bytes);
  return fail(read.is === 'directory' ? notATable(source) : explainUnread(read, source, { file: source }));
};

const isError = ({ severity }: Diagnostic): boolean => severity === 'error';

/** Proves the documents of a table as `validate` proves written ones, project's defaults and all; each complaint is at its cell. */
const prove = async (table: TableDocuments, surroundings: Surroundings): Promise<readonly Diagnostic[]> => {
  const { kinds, files, cwd } = surroundings;
  const found = await findProjectFile(cwd, files, kinds);
  const project = found?.project.ok ? found.project.value : null;
  const projectIsKnown = found === null || found.project.ok;
  const { diagnostics } = resolveAll(table.documents, { kinds, project, projectIsKnown });
  const told = diagnostics.filter(({ code }) => table.headerIsKnown || code !== 'DOC019');
  return inReadingOrder([...(found?.project.diagnostics ?? []), ...table.diagnostics, ...told]);
};

/** The documents that a CSV file says, a row each; `source` is a path, or `-` for standard input. All of them, or all that is wrong. */
export const draftsOfTable = async (
  { source, kind: name }: { readonly source: string; readonly kind: string },
  surroundings: Surroundings,
): Promise<Result<Drafts>> => {
  const { kinds } = surroundings;
  const kind = kinds.find((candidate) => candidate.name === name);
  if (kind === undefined)
    return fail(
      noSuchKind(
        name,
        kinds.map((candidate) => candidate.name),
      ),
    );
  const bytes = await readBytes(source, surroundings);
  const file = source === stdin.argument ? stdin.shown : source;
  const table = bytes.ok ? parseTable(bytes.value, file, kind) : bytes;
  if (!table.ok) return table;
  const diagnostics = await prove(table.value, surroundings);
  if (diagnostics.some(isError)) return fail(...diagnostics);
  const drafts = table.value.documents.map(({ value }) => ({ value, kind }));
  return succeed({ drafts, made: table.value.made }, diagnostics);
};

/** A document of a kind, or of the project, to be filled in; and the name of the file it would have in a folder. */
export const sample = (
  name: string,
  kinds: readonly Kind[],
): Result<{ readonly name: string; readonly text: string }> => {
  const known = [...kinds, projectSample];
  const kind = known.find((candidate) => candidate.name === name);
  if (kind === undefined)
    return fail(
      noSuchKind(
        name,
        known.map((candidate) => candidate.name),
      ),
    );
  const kebab = name.replace(/(?<=[a-z])(?=[A-Z])/g, '-').toLowerCase();
  return succeed({ name: kind === projectSample ? 'onward.yaml' : `${kebab}.yaml`, text: sampleOf(kind) });
};

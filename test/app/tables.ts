import { kinds } from '../../providers/registry.ts';
import { draftsOfTable, type Drafts } from '../../src/app/init.ts';
import type { Result } from '../../src/core/diagnostic.ts';
import type { Json } from '../../src/core/fact.ts';
import { brief } from '../document/load.ts';
import { memoryFiles, type Tree } from '../document/memory-files.ts';

/** Makes documents of `m.csv` in a tree of files; the working directory is /w. */
export const draftsIn = (tree: Tree, kind = 'VirtualMachine', source = 'm.csv'): Promise<Result<Drafts>> =>
  draftsOfTable({ source, kind }, { kinds, files: memoryFiles(tree), cwd: '/w' });

export const drafts = (csv: string | Uint8Array, kind?: string): Promise<Result<Drafts>> =>
  draftsIn({ '/w/m.csv': csv }, kind);

/** What the documents of a table say, or an error with all that is wrong. */
export const valuesOf = async (csv: string | Uint8Array, kind?: string): Promise<readonly Json[]> => {
  const made = await drafts(csv, kind);
  if (!made.ok) throw new Error(made.diagnostics.map(brief).join('\n'));
  return made.value.drafts.map(({ value }) => value);
};

export const wrongIn = async (csv: string | Uint8Array, kind?: string): Promise<readonly string[]> =>
  (await drafts(csv, kind)).diagnostics.map(brief);

/** A table of machines that nothing is wrong with; more columns and cells may follow. */
export const table = (columns: string, ...cells: readonly string[]): string =>
  [
    `operationCenter,machine.cluster,placement.cluster,${columns}`,
    ...cells.map((more) => `hz,hz-a,hz-b,${more}`),
    '',
  ].join('\n');

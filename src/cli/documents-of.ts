import process from 'node:process';
import { kinds } from '../../providers/registry.ts';
import type { Result } from '../core/diagnostic.ts';
import { diskFiles } from '../document/disk.ts';
import { findProject } from '../document/find-project.ts';
import { loadDocuments, type Loaded } from '../document/load-documents.ts';
import type { Project } from '../document/project.ts';
import type { Terminal } from './terminal.ts';

/** The documents that a verb was given, or those of the project. */
export const documentsOf = ({ host }: Terminal, args: readonly string[]): Promise<Result<Loaded>> =>
  loadDocuments(args, { kinds, files: diskFiles(process.stdin), cwd: host.cwd });

/** The project around the working directory, where there is a sound one. */
export const projectOf = async ({ host }: Terminal): Promise<Project | null> => {
  const found = await findProject(diskFiles(process.stdin), host.cwd);
  return found.ok ? found.value : null;
};

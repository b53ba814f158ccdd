import { kinds } from '../../providers/registry.ts';
import type { Result } from '../core/diagnostic.ts';
import { findProject } from '../document/find-project.ts';
import { loadDocuments, type Loaded } from '../document/load-documents.ts';
import type { Project } from '../document/project.ts';
import type { Host } from './host.ts';

/** The documents that a verb was given, or those of the project. */
export const documentsOf = ({ files, cwd }: Host, args: readonly string[]): Promise<Result<Loaded>> =>
  loadDocuments(args, { kinds, files, cwd });

/** The project around the working directory, or null where there is none. A broken one is an error: its store is not known. */
export const projectOf = ({ files, cwd }: Host): Promise<Result<Project | null>> => findProject(files, cwd);

import { dirname, join } from 'node:path';
import { succeed, type Result } from '../core/diagnostic.ts';
import type { DocumentKind } from './document-kind.ts';
import type { Files } from './files.ts';
import { showFrom } from './locate.ts';
import { projectFile, projectOf, type Project } from './project.ts';
import { readFiles, type ReadFile } from './read.ts';

/** The onward.yaml that was found: the project in it, and all of its documents. */
export interface FoundProject {
  readonly file: ReadFile;
  readonly project: Result<Project>;
}

/** The nearest directory upward that holds an onward.yaml, or one of which that cannot be known. */
const findDirectory = async (directory: string, files: Files): Promise<string | null> => {
  const { is } = await files.readFile(join(directory, projectFile));
  if (is !== 'absent') return directory;
  const parent = dirname(directory);
  return parent === directory ? null : findDirectory(parent, files);
};

/**
 * Finds and proves the project from a directory upward; null where there is no onward.yaml. Without kinds its defaults,
 * which are specs of those kinds, are not looked at.
 */
export const findProjectFile = async (
  workingDirectory: string,
  files: Files,
  kinds: readonly DocumentKind[] | null,
): Promise<FoundProject | null> => {
  const directory = await findDirectory(workingDirectory, files);
  if (directory === null) return null;
  const path = join(directory, projectFile);
  const [file] = await readFiles([{ path, shown: showFrom(workingDirectory)(path) }], files);
  if (file === undefined) return null;
  const project = file.parsed.ok ? projectOf(file.parsed.value, { file: file.shown, directory, kinds }) : file.parsed;
  return { file, project };
};

/** The project alone, for what is said of a store or an account; null where there is no onward.yaml. */
export const findProject = async (files: Files, workingDirectory: string): Promise<Result<Project | null>> =>
  (await findProjectFile(workingDirectory, files, null))?.project ?? succeed(null);

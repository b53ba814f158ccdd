import { isAbsolute, relative, resolve, sep } from 'node:path';
import { error, type Diagnostic, type Place } from '../core/diagnostic.ts';
import type { Files } from './files.ts';
import { alternatives, isGlob } from './glob.ts';
import { explainUnread } from './unread.ts';
import { findByGlob, findInDirectory, type Walked } from './walk.ts';

/** Standard input, as an argument and as messages name it. */
export const stdin = { argument: '-', shown: '<stdin>' } as const;

/** Where a file, directory or glob was asked for. */
export interface Asked {
  /** A path or glob; relative to `directory`. */
  readonly text: string;
  readonly directory: string;
  /** Where a person wrote it, for what is wrong with it. */
  readonly at: Place;
}

/** How messages name a path: relative to the working directory, except what was given as an absolute path. */
export type Show = (path: string) => string;

export const showFrom =
  (workingDirectory: string, asAbsolute = false): Show =>
  (path) => {
    const near = relative(workingDirectory, path) || '.';
    return (asAbsolute ? path : near).split(sep).join('/');
  };

export interface Located {
  readonly shown: string;
  readonly path: string;
}

export interface Locations {
  readonly located: readonly Located[];
  readonly problems: readonly Diagnostic[];
}

interface Search {
  readonly files: Files;
  readonly show: Show;
}

const problem = (...problems: readonly Diagnostic[]): Locations => ({ located: [], problems });

const none = (text: string, at: Place): Locations =>
  problem(
    error('DOC026', { summary: `${text} holds no file that ends in .yaml or .yml`, at, remedy: 'mend the path' }),
  );

const found = ({ paths, problems }: Walked, { text, at }: Asked, show: Show): Locations =>
  paths.length === 0 && problems.length === 0
    ? none(text, at)
    : { located: paths.map((path) => ({ path, shown: show(path) })), problems };

const locateGlob = async (asked: Asked, { files, show }: Search): Promise<Locations> => {
  const { text, directory, at } = asked;
  const patterns = alternatives(text);
  if (patterns === null) {
    return problem(
      error('DOC035', { summary: `${text} has too many alternatives`, at, remedy: 'write several globs' }),
    );
  }
  const parts: Walked[] = [];
  for (const pattern of patterns) parts.push(await findByGlob(pattern, directory, files, show));
  const walked = { paths: parts.flatMap(({ paths }) => paths), problems: parts.flatMap(({ problems }) => problems) };
  return found(walked, asked, show);
};

/** The files that one argument, or one entry of a project's documents, stands for. What exists by that name goes first. */
export const locate = async (asked: Asked, files: Files, workingDirectory: string): Promise<Locations> => {
  const { text, directory, at } = asked;
  if (text === stdin.argument) return { located: [{ path: stdin.argument, shown: stdin.shown }], problems: [] };
  const show = showFrom(workingDirectory, isAbsolute(text));
  const path = resolve(directory, text);
  const read = await files.readFile(path);
  if (read.is === 'file') return { located: [{ path, shown: show(path) }], problems: [] };
  if (read.is === 'directory') return found(await findInDirectory(path, files, show), asked, show);
  if (read.is === 'absent' && isGlob(text)) return locateGlob(asked, { files, show });
  return problem(explainUnread(read, text, at));
};

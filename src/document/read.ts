import { fail, type Result } from '../core/diagnostic.ts';
import { decode } from './decode.ts';
import type { Files, Read } from './files.ts';
import { stdin, type Located } from './locate.ts';
import { parseFile, type ParsedDocument } from './parse.ts';
import { explainUnread } from './unread.ts';

/** The documents of one file, and the file's path without links. */
export interface ReadFile {
  readonly shown: string;
  readonly real: string;
  readonly parsed: Result<readonly ParsedDocument[]>;
}

const parse = (read: Read, shown: string): Result<readonly ParsedDocument[]> => {
  if (read.is === 'directory') return fail(explainUnread({ is: 'special' }, shown, { file: shown }));
  if (read.is !== 'file') return fail(explainUnread(read, shown, { file: shown }));
  const text = decode(read.bytes, shown);
  return text.ok ? parseFile(text.value, shown) : text;
};

const readOne = async ({ path, shown }: Located, files: Files): Promise<ReadFile> => {
  const read = path === stdin.argument ? await files.readStdin() : await files.readFile(path);
  return { shown, real: read.is === 'file' ? read.real : path, parsed: parse(read, shown) };
};

const inOrder = (a: Located, b: Located): number => (a.shown < b.shown ? -1 : a.shown > b.shown ? 1 : 0);

/** Reads files in the order of their names, each once however often and by whatever links it was named. */
export const readFiles = async (located: readonly Located[], files: Files): Promise<readonly ReadFile[]> => {
  const paths = new Set<string>();
  const reals = new Set<string>();
  const all: ReadFile[] = [];
  for (const each of [...located].sort(inOrder)) {
    if (paths.has(each.path)) continue;
    paths.add(each.path);
    const read = await readOne(each, files);
    if (reals.has(read.real)) continue;
    reals.add(read.real);
    all.push(read);
  }
  return all;
};

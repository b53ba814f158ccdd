import { posix } from 'node:path';
import type { Entry, Files, Listing, Read } from '../../src/document/files.ts';

/** Texts or bytes by absolute path; a value that is not one stands for what the operating system says. */
export type Tree = Readonly<Record<string, string | Uint8Array | Exclude<Read, { is: 'file' | 'directory' }>>>;

const bytesOf = (content: string | Uint8Array): Uint8Array =>
  typeof content === 'string' ? new TextEncoder().encode(content) : content;

const isContent = (value: Tree[string]): value is string | Uint8Array =>
  typeof value === 'string' || value instanceof Uint8Array;

const entriesOf = (tree: Tree, directory: string): readonly Entry[] => {
  const prefix = directory === '/' ? '/' : `${directory}/`;
  const below = Object.keys(tree).filter((path) => path.startsWith(prefix));
  const names = new Set(below.map((path) => path.slice(prefix.length).split('/')[0]!));
  return [...names].map((name) => {
    const value = tree[`${prefix}${name}`];
    return { name, is: value === undefined ? 'directory' : isContent(value) ? 'file' : 'other' };
  });
};

/** A file system in memory, without links. */
export const memoryFiles = (tree: Tree, stdin = ''): Files => {
  const readFile = (path: string): Promise<Read> => {
    const value = tree[posix.normalize(path)];
    if (value === undefined) {
      return Promise.resolve(entriesOf(tree, path).length > 0 ? { is: 'directory' } : { is: 'absent' });
    }
    return Promise.resolve(isContent(value) ? { is: 'file', bytes: bytesOf(value), real: path } : value);
  };
  const list = (path: string): Promise<Listing> => {
    const entries = entriesOf(tree, path);
    // The order of a directory is not the order of names.
    return Promise.resolve(
      entries.length > 0 ? { is: 'directory', real: path, entries: [...entries].reverse() } : { is: 'absent' },
    );
  };
  return { readFile, list, readStdin: () => Promise.resolve({ is: 'file', bytes: bytesOf(stdin), real: '-' }) };
};

import type { Repository } from './git.ts';
import { said } from './git.ts';

/** A file as a commit holds it. */
export type Committed =
  | { readonly is: 'file'; readonly bytes: Uint8Array }
  | { readonly is: 'absent' }
  /** In words that follow its path: `is a symbolic link`. */
  | { readonly is: 'other'; readonly why: string };

interface Entry {
  readonly mode: string;
  readonly oid: string;
  readonly size: number;
}

/** As for documents of the work tree. */
const mostBytes = 1024 * 1024;

const entriesIn = (listing: string): ReadonlyMap<string, Entry> =>
  new Map(
    listing.split('\0').flatMap((line): readonly (readonly [string, Entry])[] => {
      const [, mode = '', oid = '', size = '', path = ''] = /^(\d+) \w+ ([0-9a-f]+) +(\d+|-)\t(.+)$/s.exec(line) ?? [];
      return path === '' ? [] : [[path, { mode, oid, size: Number(size) }]];
    }),
  );

const otherThanFile = ({ mode, size }: Entry): string | null => {
  if (mode === '120000') return 'is a symbolic link, which could lead anywhere';
  if (mode === '160000') return 'is a submodule';
  if (!mode.startsWith('100')) return 'is a folder';
  return size > mostBytes ? 'is larger than 1 MiB' : null;
};

/** The folders above a path: where one of them is a link or a submodule, the path leads out of the branch. */
const foldersAbove = (path: string): readonly string[] =>
  path
    .split('/')
    .slice(0, -1)
    .map((_, index, parts) => parts.slice(0, index + 1).join('/'));

const blobs = async ({ run }: Repository, oids: readonly string[]): Promise<ReadonlyMap<string, Uint8Array>> => {
  const ran = oids.length === 0 ? null : await run(['cat-file', '--batch'], `${oids.join('\n')}\n`);
  const found = new Map<string, Uint8Array>();
  if (ran?.is !== 'ended' || ran.exit !== 0) return found;
  let rest = ran.stdout;
  while (rest.length > 0) {
    const end = rest.indexOf(0x0a);
    const [oid = '', , size = ''] = new TextDecoder().decode(rest.subarray(0, end)).split(' ');
    const start = end + 1;
    if (!/^\d+$/.test(size)) {
      rest = rest.subarray(start);
      continue;
    }
    found.set(oid, rest.subarray(start, start + Number(size)));
    rest = rest.subarray(start + Number(size) + 1);
  }
  return found;
};

/** Reads files as a commit holds them, without filters and without following anything. Paths are from the repository's root. */
export const filesAt = async (
  repository: Repository,
  commit: string,
  paths: readonly string[],
): Promise<ReadonlyMap<string, Committed>> => {
  const asked = [...new Set(paths.flatMap((path) => [path, ...foldersAbove(path)]))];
  const listing = said(await repository.run(['ls-tree', '-l', '-z', '--full-tree', commit, '--', ...asked]));
  const entries = entriesIn(listing ?? '');
  const read = await blobs(
    repository,
    paths.flatMap((path) => {
      const entry = entries.get(path);
      return entry === undefined || otherThanFile(entry) !== null ? [] : [entry.oid];
    }),
  );
  return new Map(
    paths.map((path): readonly [string, Committed] => {
      const above = foldersAbove(path).find((folder) => /^1[26]0000$/.test(entries.get(folder)?.mode ?? ''));
      if (above !== undefined) return [path, { is: 'other', why: `lies below ${above}, a link or a submodule` }];
      const entry = entries.get(path);
      if (entry === undefined) return [path, { is: 'absent' }];
      const why = otherThanFile(entry);
      if (why !== null) return [path, { is: 'other', why }];
      const bytes = read.get(entry.oid);
      return [path, bytes === undefined ? { is: 'other', why: 'is not in this clone' } : { is: 'file', bytes }];
    }),
  );
};

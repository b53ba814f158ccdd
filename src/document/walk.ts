import { join } from 'node:path';
import type { Diagnostic } from '../core/diagnostic.ts';
import type { Entry, Files } from './files.ts';
import { matchesSegment } from './glob.ts';
import { explainUnread } from './unread.ts';

/** Paths of files, and the directories that could not be looked into. */
export interface Walked {
  readonly paths: readonly string[];
  readonly problems: readonly Diagnostic[];
}

const nothing: Walked = { paths: [], problems: [] };

const joined = (parts: readonly Walked[]): Walked => ({
  paths: parts.flatMap(({ paths }) => paths),
  problems: parts.flatMap(({ problems }) => problems),
});

const isDocumentName = (name: string): boolean => /\.ya?ml$/i.test(name);

/** Folders of tools, not of people's documents; named outright, they are looked into. */
const isTools = (name: string): boolean => name.startsWith('.') || name === 'node_modules';

interface Walk {
  readonly files: Files;
  /** How messages name a path. */
  readonly show: (path: string) => string;
  /** Directories (without links) already looked into, so that links in a circle end. */
  readonly seen: Set<string>;
}

type Visit = (entry: Entry, path: string) => Promise<Walked>;

/** Looks into one directory, entries in the order of their names. `once` tells visits of one directory apart. */
const visitDirectory = async (directory: string, walk: Walk, once: string, visit: Visit): Promise<Walked> => {
  const listing = await walk.files.list(directory);
  const shown = walk.show(directory);
  if (listing.is === 'absent') return nothing;
  if (listing.is !== 'directory') return { paths: [], problems: [explainUnread(listing, shown, { file: shown })] };
  const visited = `${once} ${listing.real}`;
  if (walk.seen.has(visited)) return nothing;
  walk.seen.add(visited);
  const entries = [...listing.entries].sort((a, b) => (a.name < b.name ? -1 : 1));
  const parts: Walked[] = [];
  for (const entry of entries) parts.push(await visit(entry, join(directory, entry.name)));
  return joined(parts);
};

const walkDeep = (directory: string, walk: Walk): Promise<Walked> =>
  visitDirectory(directory, walk, '', async (entry, path) => {
    if (isTools(entry.name)) return nothing;
    if (entry.is === 'directory') return walkDeep(path, walk);
    return isDocumentName(entry.name) ? { paths: [path], problems: [] } : nothing;
  });

const walkGlob = async (directory: string, segments: readonly string[], walk: Walk): Promise<Walked> => {
  const [segment = '', ...rest] = segments;
  if (segment === '' || segment === '.' || segment === '..') {
    return segments.length === 0 ? nothing : walkGlob(join(directory, segment), rest, walk);
  }
  const anyDepth = segment === '**';
  const wanted = anyDepth ? rest : segments;
  const [name = '*', ...deeper] = wanted;
  return visitDirectory(directory, walk, segments.join('/'), async (entry, path) => {
    const fits = matchesSegment(name, entry.name);
    if (entry.is !== 'directory') {
      return fits && deeper.length === 0 && isDocumentName(entry.name) ? { paths: [path], problems: [] } : nothing;
    }
    const matched = fits && deeper.length > 0 ? [await walkGlob(path, deeper, walk)] : [];
    const below = anyDepth && !isTools(entry.name) ? [await walkGlob(path, segments, walk)] : [];
    return joined([...matched, ...below]);
  });
};

/** Two stars twice in a row say no more than once. */
const segmentsOf = (pattern: string): readonly string[] =>
  pattern.split('/').filter((segment, index, all) => segment !== '**' || all[index - 1] !== '**');

const starting = (files: Files, show: Walk['show']): Walk => ({ files, show, seen: new Set() });

/** All files that end in .yaml or .yml in a directory, at any depth. */
export const findInDirectory = (directory: string, files: Files, show: Walk['show']): Promise<Walked> =>
  walkDeep(directory, starting(files, show));

/** The files that end in .yaml or .yml and match a pattern (`*`, `?`, `**`; no braces), read from a directory on. */
export const findByGlob = (pattern: string, directory: string, files: Files, show: Walk['show']): Promise<Walked> =>
  walkGlob(pattern.startsWith('/') ? '/' : directory, segmentsOf(pattern), starting(files, show));

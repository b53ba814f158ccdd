import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { parse, parseAllDocuments, stringify } from 'yaml';
import { mergePatch } from './merge-patch.ts';

/** The file that says which scenario another one is a variant of. */
const expectation = 'expected.yaml';

interface Told {
  readonly from?: string;
}

/** What is asked for may be several documents, and is never a patch. */
const fromOf = (path: string): string | null => {
  if (!existsSync(path)) return null;
  const [first] = parseAllDocuments(readFileSync(path, 'utf8'));
  const { from } = (first?.toJS() ?? {}) as Told;
  return from === undefined ? null : join(dirname(path), from);
};

/** The folder of the scenario that this one is a variant of, or null. */
export const baseOf = (folder: string): string | null => {
  const from = fromOf(join(folder, expectation));
  return from === null ? null : dirname(from);
};

/** Where a file of a scenario lies: in its folder, else in that of the scenario it is a variant of; null where in none. */
export const sourceOf = (folder: string, file: string): string | null => {
  const own = join(folder, file);
  if (existsSync(own)) return own;
  const base = baseOf(folder);
  return base === null ? null : sourceOf(base, file);
};

/** A file that says where it is `from`, with what it changes of that. */
const composed = (path: string): unknown => {
  const { from, ...patch } = parse(readFileSync(path, 'utf8')) as Told;
  if (from === undefined) return patch;
  const next = sourceOf(dirname(join(dirname(path), from)), basename(from));
  if (next === null) throw new Error(`${path}: there is no ${from}`);
  return mergePatch(composed(next), patch);
};

/** A file as if it had been written out whole. */
export const wholeText = (path: string): string =>
  fromOf(path) === null ? readFileSync(path, 'utf8') : stringify(composed(path));

import { error, fail, succeed, type Diagnostic, type Result } from '../core/diagnostic.ts';
import type { Host } from './host.ts';

export interface NewFile {
  readonly path: string;
  readonly text: string;
}

export interface KeptFile {
  readonly path: string;
  readonly is: 'new' | 'same' | 'replaced';
}

type Found = { readonly is: 'absent' | 'same' | 'other' } | { readonly is: 'unreadable'; readonly why: string };

const codeOf = (problem: unknown): string => (problem as { code?: string }).code ?? 'it cannot be used';

const look = async ({ path, text }: NewFile, host: Host): Promise<Found> => {
  try {
    return { is: new TextDecoder().decode(await host.readFile(path)) === text ? 'same' : 'other' };
  } catch (problem) {
    const why = codeOf(problem);
    return why === 'ENOENT' ? { is: 'absent' } : { is: 'unreadable', why };
  }
};

const unwritten = (path: string, detail: string): Diagnostic =>
  error('USE003', {
    summary: 'a file could not be written',
    detail,
    at: { file: path },
    remedy: 'give -o a folder that may be written',
  });

/** What becomes of a file that is there with other words. */
type Replacing = 'yes' | 'if asked';

const occupied = ({ path }: NewFile, detail = 'No file was written.'): Diagnostic =>
  error('USE007', {
    summary: 'the file is there already and says something else',
    detail,
    at: { file: path },
    remedy: 'name another place with -o, or --overwrite to replace it',
  });

const soFar = (written: number, of: number): string =>
  written === 0 ? 'No file was written.' : `${written} of ${of} files were written; the same command writes the rest.`;

/** Another program may have made the file since it was looked at; only one that was found is replaced. */
const write = async ({ path, text }: NewFile, found: Found, host: Host): Promise<'written' | 'taken'> => {
  if (found.is === 'absent') return (await host.createShared(path, text)) ? 'written' : 'taken';
  if (found.is === 'other') await host.writeShared(path, text);
  return 'written';
};

/**
 * Writes files that a person will work with, each of them whole. One that is there with the same words is left; with other
 * words it is replaced where `replacing` says so, else none is written.
 */
export const keepFiles = async (
  files: readonly NewFile[],
  { host, replacing }: { readonly host: Host; readonly replacing: Replacing },
): Promise<Result<readonly KeptFile[]>> => {
  const looked = await Promise.all(files.map(async (file) => ({ file, found: await look(file, host) })));
  const trouble = looked.flatMap(({ file, found }) => {
    if (found.is === 'unreadable') return [unwritten(file.path, found.why)];
    return found.is === 'other' && replacing !== 'yes' ? [occupied(file)] : [];
  });
  if (trouble.length > 0) return fail(...trouble);
  const kept: KeptFile[] = [];
  for (const { file, found } of looked) {
    const before = soFar(kept.filter(({ is }) => is !== 'same').length, files.length);
    try {
      if ((await write(file, found, host)) === 'taken') return fail(occupied(file, before));
    } catch (problem) {
      return fail(unwritten(file.path, `${codeOf(problem)}. ${before}`));
    }
    kept.push({ path: file.path, is: found.is === 'same' ? 'same' : found.is === 'absent' ? 'new' : 'replaced' });
  }
  return succeed(kept);
};

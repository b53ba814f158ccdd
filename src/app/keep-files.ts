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

const occupied = ({ path }: NewFile): Diagnostic =>
  error('USE007', {
    summary: 'the file is there already and says something else',
    detail: 'No file was written.',
    at: { file: path },
    remedy: 'give another folder with -o, or --overwrite to replace it',
  });

/** Writes files that a person will work with. One that is there with other words is only replaced where that is asked for. */
export const keepFiles = async (
  files: readonly NewFile[],
  { host, overwrite }: { readonly host: Host; readonly overwrite: boolean },
): Promise<Result<readonly KeptFile[]>> => {
  const looked = await Promise.all(files.map(async (file) => ({ file, found: await look(file, host) })));
  const trouble = looked.flatMap(({ file, found }) => {
    if (found.is === 'unreadable') return [unwritten(file.path, found.why)];
    return found.is === 'other' && !overwrite ? [occupied(file)] : [];
  });
  if (trouble.length > 0) return fail(...trouble);
  const kept: KeptFile[] = [];
  for (const { file, found } of looked) {
    try {
      if (found.is !== 'same') await host.writeShared(file.path, file.text);
    } catch (problem) {
      return fail(unwritten(file.path, codeOf(problem)));
    }
    kept.push({ path: file.path, is: found.is === 'same' ? 'same' : found.is === 'absent' ? 'new' : 'replaced' });
  }
  return succeed(kept);
};

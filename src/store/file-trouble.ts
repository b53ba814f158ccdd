import type { Code } from '../core/codes.ts';
import { error, fail, type Diagnostic, type Result } from '../core/diagnostic.ts';
import { codes } from '../core/codes.ts';
import { errnoOf } from './file-port.ts';

const known: Readonly<Record<string, Code>> = {
  ENOTDIR: 'STO001',
  EISDIR: 'STO001',
  EACCES: 'STO002',
  EPERM: 'STO002',
  EROFS: 'STO003',
  ENOSPC: 'STO004',
  EDQUOT: 'STO004',
  ENOENT: 'STO005',
  ESTALE: 'STO005',
  ENODEV: 'STO005',
};

/** An error of the operating system in the store's words. */
export const troubleOf = (errno: string, path: string): Diagnostic => {
  const code = known[errno] ?? 'STO006';
  const { title, means, remedy } = codes[code];
  return error(code, {
    summary: `${title} (${errno})`,
    detail: `${means} It was met at ${path}. Nothing was sent after this.`,
    at: { file: path },
    remedy,
  });
};

/** Does something with the file at `path`; an error of the operating system becomes a diagnostic, a bug stays a bug. */
export const guarded = async <T>(path: string, act: () => Promise<Result<T>>): Promise<Result<T>> => {
  try {
    return await act();
  } catch (problem) {
    const errno = errnoOf(problem);
    if (errno === undefined) throw problem;
    return fail(troubleOf(errno, path));
  }
};

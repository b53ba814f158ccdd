import type { Code } from '../core/codes.ts';
import { error, fail, type Diagnostic, type Result } from '../core/diagnostic.ts';
import { codes } from '../core/codes.ts';
import { errnoOf } from './file-port.ts';

/** Why a medium did not do what it was asked. */
export interface Trouble {
  readonly code: Code;
  /** In a few words, without a secret; '' where the code says it all. */
  readonly says: string;
  /** Instead of the code's own. */
  readonly remedy?: string;
}

/** A trouble as it is thrown through the store's logic; `guarded` catches it. */
export const trouble = (it: Trouble): Error => Object.assign(new Error(it.says), { trouble: it });

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

const troubleIn = (problem: unknown): Trouble | null => {
  if (problem instanceof Error && 'trouble' in problem) return problem.trouble as Trouble;
  const errno = errnoOf(problem);
  return errno === undefined ? null : { code: known[errno] ?? 'STO006', says: errno };
};

/** What was thrown while something was done at `path`, in the store's words; null for a bug. */
export const troubleAt = (problem: unknown, path: string): Diagnostic | null => {
  const found = troubleIn(problem);
  if (found === null) return null;
  const { title, means, remedy } = codes[found.code];
  return error(found.code, {
    summary: found.says === '' ? title : `${title} (${found.says})`,
    detail: `${means} It was met at ${path}. Nothing was sent after this.`,
    at: { file: path },
    remedy: found.remedy ?? remedy,
  });
};

/** Does something with the file at `path`; a trouble of the medium becomes a diagnostic, a bug stays a bug. */
export const guarded = async <T>(path: string, act: () => Promise<Result<T>>): Promise<Result<T>> => {
  try {
    return await act();
  } catch (problem) {
    const found = troubleAt(problem, path);
    if (found === null) throw problem;
    return fail(found);
  }
};

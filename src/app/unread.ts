import { codes } from '../core/codes.ts';
import { error, type Diagnostic } from '../core/diagnostic.ts';
import type { Unread } from '../core/observed.ts';

/** What stands behind reads that failed, each cause once, with its code and remedy. */
export const causesOf = (unread: readonly Unread[]): readonly Diagnostic[] => {
  const causes = new Map<string, Diagnostic>();
  for (const { code, why } of unread) {
    if (code === undefined || causes.has(code)) continue;
    const { title, remedy } = codes[code];
    causes.set(code, error(code, { summary: title, detail: why, remedy }));
  }
  return [...causes.values()];
};

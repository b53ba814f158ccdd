import type { Code } from '../core/codes.ts';

/**
 * Something wrong within one document, before it is known in which file it stands. `pointer` is where; `on` says whether the
 * key or the value is meant.
 */
export interface Finding {
  readonly code: Code;
  readonly pointer: string;
  readonly on: 'key' | 'value';
  readonly summary: string;
  readonly remedy?: string;
}

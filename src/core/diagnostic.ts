import type { Address } from './address.ts';
import type { Code } from './codes.ts';

/** A place in a file a person wrote. Lines and columns count from 1. */
export interface Place {
  readonly file: string;
  readonly line?: number;
  readonly column?: number;
}

/**
 * One thing to tell a person: what is wrong or worth knowing, where, and the way past it.
 * `summary` is one line without a full stop; `detail` is in sentences; `remedy` says what to do.
 */
export interface Diagnostic {
  readonly code: Code;
  readonly severity: 'error' | 'warning' | 'info';
  readonly summary: string;
  readonly detail?: string;
  readonly at?: Place;
  readonly address?: Address;
  readonly remedy?: string;
}

/** What a function that may fail returns: all diagnostics at once, never only the first. Warnings may come with a value. */
export type Result<T> =
  | { readonly ok: true; readonly value: T; readonly diagnostics: readonly Diagnostic[] }
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] };

export const succeed = <T>(value: T, diagnostics: readonly Diagnostic[] = []): Result<T> => ({
  ok: true,
  value,
  diagnostics,
});

export const fail = (...diagnostics: readonly Diagnostic[]): Result<never> => ({ ok: false, diagnostics });

type Parts = Omit<Diagnostic, 'code' | 'severity'>;

export const error = (code: Code, parts: Parts): Diagnostic => ({ code, severity: 'error', ...parts });

export const warning = (code: Code, parts: Parts): Diagnostic => ({ code, severity: 'warning', ...parts });

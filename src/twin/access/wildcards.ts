import type { Texts } from './policy-document.ts';

/** `*` is any text, also across / and :, and `?` one sign. */
export function matchesPattern(pattern: string, text: string): boolean {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${source}$`, 's').test(text);
}

export const listOf = (texts: Texts | undefined): readonly string[] =>
  texts === undefined ? [] : typeof texts === 'string' ? [texts] : texts;

export const matchesAny = (patterns: Texts | undefined, text: string): boolean =>
  listOf(patterns).some((pattern) => matchesPattern(pattern, text));

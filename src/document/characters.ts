import { error, type Diagnostic } from '../core/diagnostic.ts';
import type { PlaceAt } from './text-lines.ts';

/**
 * What YAML 1.2 does not print (control characters, half of a surrogate pair), a carriage return that ends no line, and the
 * signs that turn the direction of text around: each shows a reviewer something else than a machine reads.
 */
const hidden = /[\p{Cc}\p{Cs}\u202A-\u202E\u2066-\u2069\uFEFF\uFFFE\uFFFF]/gu;

const isFine = (text: string, at: number): boolean =>
  text[at] === '\t' || text[at] === '\n' || (text[at] === '\r' && text[at + 1] === '\n');

const codePoint = (character: string): string =>
  `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;

/** The first character of a text that no document may hold; more of them would only say that the file is no text. */
export const findHiddenCharacter = (text: string, placeAt: PlaceAt): readonly Diagnostic[] => {
  for (const { 0: character, index } of text.matchAll(hidden)) {
    if (isFine(text, index)) continue;
    const summary = `the character ${codePoint(character)} is not allowed in a document`;
    return [error('DOC004', { summary, at: placeAt(index), remedy: 'remove it' })];
  }
  return [];
};

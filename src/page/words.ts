/** What was typed, as the words that must all be there. Case says nothing. */
export const wordsOf = (typed: string): readonly string[] =>
  typed
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');

export const hasAll = (text: string, words: readonly string[]): boolean => words.every((word) => text.includes(word));

/** `12 of 500 targets`. */
export const countWords = (shown: number, all: number): string => `${shown} of ${all} targets`;

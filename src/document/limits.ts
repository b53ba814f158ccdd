/** What a file may hold; more is refused before work is spent on it, so that no input can make a reader hang. */
export const limits = {
  bytes: 1024 * 1024,
  documents: 1000,
  /** Named columns of a table; no kind has a fifth of it. */
  columns: 200,
  /** Lists and maps within one another. */
  depth: 64,
  /** Words, signs and gaps; a file of ordinary documents that has the full size stays well below it. */
  lexemes: 400_000,
  /** Diagnostics of one file; the rest is counted. */
  diagnostics: 100,
} as const;

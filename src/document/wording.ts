import { distance } from 'fastest-levenshtein';

const longest = 60;

const clip = (text: string): string => (text.length > longest ? `${text.slice(0, longest)}...` : text);

/** A key or name of a document within a message: bare when it is a plain word, else quoted, and never long. */
export const word = (text: string): string => (/^[\w./<*~-]+$/.test(text) ? clip(text) : JSON.stringify(clip(text)));

/** The way to a place as a person writes it: `spec.waivers[0].code`. */
export const pathOf = (segments: readonly string[]): string =>
  segments
    .map((segment, index) => (/^\d+$/.test(segment) ? `[${segment}]` : `${index > 0 ? '.' : ''}${word(segment)}`))
    .join('');

/** What a value is, in words, for "expected a text, got …". */
export const described = (value: unknown): string => {
  if (value === null || value === undefined) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a map';
  if (typeof value === 'string') return `the text ${JSON.stringify(clip(value))}`;
  return typeof value === 'number' ? `the number ${value}` : JSON.stringify(value);
};

/** The known word that is so near that it was probably meant: two letters that changed places count as two. */
const nearest = (text: string, known: readonly string[]): string | undefined =>
  known
    .map((candidate) => ({ candidate, far: distance(text.toLowerCase(), candidate.toLowerCase()) }))
    .filter(({ candidate, far }) => far <= Math.ceil(candidate.length / 3))
    .sort((a, b) => a.far - b.far)[0]?.candidate;

/** The known word that was probably meant, or undefined when none is near. Long texts are not words. */
export const meant = (text: string, known: readonly string[]): string | undefined =>
  text.length > longest ? undefined : nearest(text, known);

/** `; did you mean x?`, or nothing. */
export const didYouMean = (text: string, known: readonly string[]): string => {
  const candidate = meant(text, known);
  return candidate === undefined ? '' : `; did you mean ${candidate}?`;
};

import { timingSafeEqual } from 'node:crypto';

/** RFC 3986: only letters, digits and -_.~ stay as they are. */
export const encode = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);

const compare = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0);

/** By name, then by value, in the order of their code units. */
export const sortPairs = (pairs: Iterable<readonly [string, string]>): readonly (readonly [string, string])[] =>
  [...pairs].toSorted(([left, a], [right, b]) => compare(left, right) || compare(a, b));

export const canonicalQuery = (pairs: Iterable<readonly [string, string]>): string =>
  sortPairs(pairs)
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .join('&');

export function isSame(left: string, right: string): boolean {
  const [a, b] = [Buffer.from(left), Buffer.from(right)];
  return a.length === b.length && timingSafeEqual(a, b);
}

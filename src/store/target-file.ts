import type { Sha256 } from '../core/journal-chain.ts';

/** Names of files may have 255 bytes on the file systems in use; the rest is for the epoch and a draft's ending. */
const longest = 160;

const percent = (character: string): string =>
  [...new TextEncoder().encode(character)]
    .map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`)
    .join('');

/**
 * A target's key as a name of a file: letters, digits, `-`, `_` and inner dots stay, everything else is
 * percent-encoded. A long one is cut and ends in `~` and 32 hex of its hash (`~` is otherwise encoded).
 */
export const targetName = (key: string, sha256: Sha256): string => {
  const name = key.replace(/^\.|[^A-Za-z0-9._-]/gu, percent);
  return name.length <= longest ? name : `${name.slice(0, longest - 33)}~${sha256(key).slice(0, 32)}`;
};

export const lockName = (target: string, epoch: number): string => `${target}.${epoch}.json`;

/** The epochs of the files among `names` that are of one form, ascending. */
export const epochsOf = (names: readonly string[], before: string, after: string): readonly number[] =>
  names
    .filter((name) => name.startsWith(before) && name.endsWith(after))
    .map((name) => name.slice(before.length, name.length - after.length))
    .filter((epoch) => /^[1-9]\d*$/.test(epoch))
    .map(Number)
    .sort((a, b) => a - b);

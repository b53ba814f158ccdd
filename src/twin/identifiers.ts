import { createHash } from 'node:crypto';

/** Makes up ids. The same seed and name give the same id, so that a world answers the same every time. */
export interface Identifiers {
  /** `length` lower-case hex digits (at most 64). */
  readonly hex: (name: string, length: number) => string;
  /** `length` lower-case letters and digits (at most 32). */
  readonly letters: (name: string, length: number) => string;
  /** A UUID in capitals, as request ids are. */
  readonly uuid: (name: string) => string;
}

const alphabet = 'abcdefghijklmnopqrstuvwxyz0123456789';

export function createIdentifiers(seed: number): Identifiers {
  const digest = (name: string): Buffer => createHash('sha256').update(`${seed}\n${name}`).digest();
  const hex = (name: string, length: number): string => digest(name).toString('hex').slice(0, length);
  return {
    hex,
    letters: (name, length) =>
      [...digest(name).subarray(0, length)].map((byte) => alphabet[byte % alphabet.length] ?? 'a').join(''),
    uuid: (name) => {
      const digits = hex(name, 32).toUpperCase();
      return [
        digits.slice(0, 8),
        digits.slice(8, 12),
        digits.slice(12, 16),
        digits.slice(16, 20),
        digits.slice(20),
      ].join('-');
    },
  };
}

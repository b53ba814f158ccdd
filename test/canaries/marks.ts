import { secretMark } from '../../src/twin/secret-mark.ts';

/** What only secrets have. The last part of a private key's first line is in a key of any kind. */
const marks: readonly string[] = [secretMark, 'twin-secret', 'PRIVATE KEY-----'];

const bits = 6;

/** Those characters of a base64 text that a mark decides alone, `offset` bytes into one of its groups of three. */
const base64At = (mark: string, offset: number): string => {
  const whole = Buffer.concat([Buffer.alloc(offset), Buffer.from(mark)]);
  return whole.toString('base64').slice(Math.ceil((offset * 8) / bits), Math.floor((whole.length * 8) / bits));
};

/** A mark as it may be written. Neither URLs nor JSON write one of its characters otherwise, but for the blank. */
const formsOf = (mark: string): readonly string[] => {
  const hex = Buffer.from(mark).toString('hex');
  const base64 = [0, 1, 2].map((offset) => base64At(mark, offset));
  const safe = base64.map((text) => text.replaceAll('+', '-').replaceAll('/', '_'));
  return [mark, encodeURIComponent(mark), mark.replaceAll(' ', '+'), hex, hex.toUpperCase(), ...base64, ...safe];
};

const forms = [...new Set(marks.flatMap(formsOf))].map((form) => Buffer.from(form));

/** Where the first secret in a text is, with what is around it; null where there is none. */
export const secretIn = (text: Buffer): string | null => {
  const at = forms.map((form) => text.indexOf(form)).filter((place) => place !== -1);
  if (at.length === 0) return null;
  const first = Math.min(...at);
  return text.toString('latin1', Math.max(first - 60, 0), first + 40).replaceAll(/[^ -~]+/g, ' ');
};

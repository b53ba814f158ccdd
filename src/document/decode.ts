import { error, fail, succeed, type Result } from '../core/diagnostic.ts';
import { placesIn } from './text-lines.ts';

/** The offset of the first byte that is not UTF-8: there the text and its bytes written again part. */
const firstWrong = (bytes: Uint8Array, lossy: string): number => {
  const again = new TextEncoder().encode(lossy);
  const found = again.findIndex((byte, index) => byte !== bytes[index]);
  return found === -1 ? again.length : found;
};

/** A file's bytes as text. A byte order mark is left out. What is not UTF-8 is refused at its place, never guessed at. */
export const decode = (bytes: Uint8Array, file: string): Result<string> => {
  try {
    return succeed(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    const lossy = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
    const before = new TextDecoder().decode(bytes.subarray(0, firstWrong(bytes, lossy)));
    const at = placesIn(file, before)(before.length);
    return fail(error('DOC021', { summary: 'the file is not UTF-8', at, remedy: 'save it as UTF-8' }));
  }
};

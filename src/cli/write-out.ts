import { error } from '../core/diagnostic.ts';
import { say } from './say.ts';
import type { Terminal } from './terminal.ts';

/** Writes an answer to a file of the user's alone as well; where that fails it says why, and answers false. */
export const writeOut = async (
  terminal: Terminal,
  { out, what }: { readonly out: string; readonly what: string },
  content: string,
): Promise<boolean> => {
  try {
    await terminal.host.writePrivate(out, content);
    return true;
  } catch (problem) {
    const detail = (problem as { code?: string }).code ?? 'it cannot be written';
    const remedy = 'give -o a path in a folder that exists and may be written';
    const summary = `${what} could not be written`;
    say(terminal, [error('USE003', { summary, detail, at: { file: out }, remedy })], false);
    return false;
  }
};

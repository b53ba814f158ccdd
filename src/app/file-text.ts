import { error, fail, succeed, type Result } from '../core/diagnostic.ts';
import { textOf } from '../store/text.ts';
import type { Host } from './host.ts';

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EISDIR: 'this is a directory',
  EACCES: 'it may not be read',
};

const unreadable = (file: string, what: string, problem: unknown): Result<never> => {
  const { code } = problem as { code?: string };
  return fail(
    error('USE002', {
      summary: `the ${what} cannot be read`,
      detail: `${reasons[code ?? ''] ?? code ?? 'it cannot be read'}.`,
      at: { file },
      remedy: `give the path of a ${what} file`,
    }),
  );
};

/** The text of a file that this tool wrote, or of standard input; null where it is no text. `what`: a plan, a report. */
export const readFileText = async (file: string, what: string, host: Host): Promise<Result<string | null>> => {
  try {
    return succeed(textOf(file === '-' ? await host.readStdin() : await host.readFile(file)));
  } catch (problem) {
    return unreadable(file, what, problem);
  }
};

import { closeSync, openSync, writeSync } from 'node:fs';
import { exitCodes, type ExitName } from '../core/exit-code.ts';
import { error, fail, succeed, type Result } from '../core/diagnostic.ts';
import type { JournalLine } from '../core/journal.ts';

/** What happens, for a program to read while it happens: one JSON object a line. */
export interface EventStream {
  /** A line of the journal, as it was written there, without its place in the chain. */
  readonly line: (line: JournalLine) => void;
  /** The last event: how the command ended, and which comes next. */
  readonly exit: (ending: { readonly exit: ExitName; readonly next?: string }) => void;
}

const codeOf = (problem: unknown): string => (problem as { code?: string }).code ?? 'it cannot be written';

interface File {
  readonly path: string;
  readonly fd: number;
  /** Told once, when no more can be written: a run never ends for want of a reader. */
  readonly onTrouble: (text: string) => void;
}

const writerTo = ({ path, fd, onTrouble }: File): ((event: object) => void) => {
  let isBroken = false;
  return (event) => {
    if (isBroken) return;
    try {
      writeSync(fd, `${JSON.stringify(event)}\n`);
    } catch (problem) {
      isBroken = true;
      onTrouble(`no further events are written into ${path}: ${codeOf(problem)}; the journal has them all\n`);
    }
  };
};

/** Opens the file for --json-into, empty and for its owner alone; a pipe or a device will do, too. */
export const openEventStream = (path: string, onTrouble: File['onTrouble']): Result<EventStream> => {
  try {
    const fd = openSync(path, 'w', 0o600);
    const write = writerTo({ path, fd, onTrouble });
    return succeed({
      line: (line) => {
        write({ ...line, prev: undefined });
      },
      exit: ({ exit, next }) => {
        write({ type: 'exit', code: exitCodes[exit].code, name: exitCodes[exit].name, next: next ?? null });
        closeSync(fd);
      },
    });
  } catch (problem) {
    const summary = 'the file for --json-into could not be opened';
    const remedy = 'give a path in a folder that exists and may be written';
    return fail(
      error('USE003', { summary, detail: `${codeOf(problem)}. Nothing was sent.`, at: { file: path }, remedy }),
    );
  }
};

import { destinationOf, draftFiles, type Draft } from '../../app/draft-files.ts';
import { exitOfDiagnostics } from '../../app/exit-of.ts';
import { keepFiles, type KeptFile, type NewFile } from '../../app/keep-files.ts';
import type { Diagnostic } from '../../core/diagnostic.ts';
import { visible } from '../../core/visible.ts';
import { isOn, text, type Ending, type Values } from '../command.ts';
import { commandOf } from '../operands.ts';
import { say } from '../say.ts';
import { colours, type Terminal } from '../terminal.ts';

/** Where documents are made from: how each of the sources goes its way. */
export type Form = (terminal: Terminal, given: Given) => Promise<Ending>;

export interface Given {
  readonly values: Values;
  /** The value of the option that names the source; '' where that is a switch. */
  readonly source: string;
  /** Targets that are named one by one. */
  readonly args: readonly string[];
}

export const talk = (terminal: Terminal, values: Values, diagnostics: readonly Diagnostic[]): void => {
  say(terminal, diagnostics, colours(text(values, 'color'), terminal, 'err'));
};

export const refuse = (terminal: Terminal, values: Values, diagnostics: readonly Diagnostic[]): Ending => {
  talk(terminal, values, diagnostics);
  return { exit: exitOfDiagnostics(diagnostics), next: 'onward init --help' };
};

/** Where the documents go; null: to stdout. An empty variable names no place. */
export const outOf = (values: Values): string | null => {
  const out = text(values, 'out') ?? '';
  return out === '' || out === '-' ? null : out;
};

const words = { new: 'wrote', same: 'as it was', replaced: 'replaced' } as const;

const writtenLines = (kept: readonly KeptFile[]): string =>
  kept.map(({ path, is }) => `${words[is].padEnd(9)}  ${visible(path)}\n`).join('');

export const validateNext = (out: string): string => commandOf('validate', [out]);

/** Writes files; what they are called is said on stderr, where talk belongs. */
export const keep = async (
  terminal: Terminal,
  values: Values,
  { files, next }: { readonly files: readonly NewFile[]; readonly next: string },
): Promise<Ending> => {
  const replacing = isOn(values, 'overwrite') ? 'yes' : 'if asked';
  const kept = await keepFiles(files, { host: terminal.host, replacing });
  if (!kept.ok) return refuse(terminal, values, kept.diagnostics);
  terminal.err(writtenLines(kept.value));
  return { exit: 'done', next };
};

const stdoutName = '<stdout>';

/** Writes documents where they should go; `beside` are files that go with them, where they are files at all. */
export const keepDrafts = (
  terminal: Terminal,
  values: Values,
  { drafts, beside = [] }: { readonly drafts: readonly Draft[]; readonly beside?: readonly NewFile[] },
): Promise<Ending> | Ending => {
  const out = outOf(values);
  const files = draftFiles(drafts, out === null ? { file: stdoutName } : destinationOf(out));
  if (!files.ok) return refuse(terminal, values, files.diagnostics);
  if (out !== null) return keep(terminal, values, { files: [...beside, ...files.value], next: validateNext(out) });
  terminal.out(files.value.map((file) => file.text).join(''));
  return { exit: 'done', next: validateNext('FILE') };
};

import { exitOfDiagnostics } from '../app/exit-of.ts';
import type { Diagnostic } from '../core/diagnostic.ts';
import type { Ending } from './command.ts';
import { commandOf } from './operands.ts';
import { say } from './say.ts';
import type { Terminal } from './terminal.ts';

/** What was typed is the mistake, and no document: the verb's help comes next, which whoever called the verb can name. */
const isMistyped = (diagnostics: readonly Diagnostic[]): boolean =>
  diagnostics.every(({ code, severity }) => severity !== 'error' || /^(USE|DRF00[16]$|PLN036$)/.test(code)) &&
  exitOfDiagnostics(diagnostics) === 'usage';

/** The command that a remedy is, or names in backticks; null where it is advice only. */
const commandIn = (remedy: string): string | null =>
  /^(?:onward|npm|git) .*$/.exec(remedy)?.[0] ?? /`(onward [^`]+)`/.exec(remedy)?.[1] ?? null;

/** The first command among the remedies. */
export const wayOut = (diagnostics: readonly Diagnostic[]): string | undefined =>
  diagnostics.map(({ remedy = '' }) => commandIn(remedy)).find((command) => command !== null) ?? undefined;

/** Says why a verb does not begin, and ends with the exit code of that. */
export const refused = (terminal: Terminal, diagnostics: readonly Diagnostic[]): Ending => {
  say(terminal, diagnostics, false);
  const exit = exitOfDiagnostics(diagnostics);
  return isMistyped(diagnostics) ? { exit } : { exit, next: wayOut(diagnostics) ?? 'onward validate' };
};

/** Says why a run is not touched; what comes next is the first command among the remedies, else the one that shows it. */
export const refusedRun = (terminal: Terminal, diagnostics: readonly Diagnostic[]): Ending => {
  say(terminal, diagnostics, false);
  return { exit: exitOfDiagnostics(diagnostics), next: wayOut(diagnostics) ?? 'onward status' };
};

/** Targets that cannot be looked at: what the documents say of them is mended there, else the remedy says what comes next. */
export const refusedTargets = (diagnostics: readonly Diagnostic[], verb: string, args: readonly string[]): Ending => {
  const exit = exitOfDiagnostics(diagnostics);
  return { exit, next: wayOut(diagnostics) ?? (exit === 'usage' ? commandOf(verb, args) : 'onward status') };
};

/** Documents that cannot be planned: validate shows the same again once they were mended; none at all must be named. */
export const refusedDocuments = (diagnostics: readonly Diagnostic[], verb: string, args: readonly string[]): Ending => {
  const exit = exitOfDiagnostics(diagnostics);
  if (isMistyped(diagnostics)) return { exit };
  const none = diagnostics.some(({ code }) => code === 'DOC027');
  return { exit, next: none ? `onward ${verb} FILE` : commandOf('validate', args) };
};

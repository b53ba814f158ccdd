import { exitOfDiagnostics } from '../app/exit-of.ts';
import type { Diagnostic } from '../core/diagnostic.ts';
import type { Ending } from './command.ts';
import { say } from './say.ts';
import type { Terminal } from './terminal.ts';

/** Says why a verb does not begin, and ends with the exit code of that. */
export const refused = (terminal: Terminal, diagnostics: readonly Diagnostic[]): Ending => {
  say(terminal, diagnostics, false);
  return { exit: exitOfDiagnostics(diagnostics), next: 'onward validate' };
};

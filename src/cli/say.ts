import type { Diagnostic } from '../core/diagnostic.ts';
import { renderDiagnostics } from '../render/render-diagnostics.ts';
import type { Terminal } from './terminal.ts';

/** Writes diagnostics to stderr, where talk belongs. */
export const say = (terminal: Terminal, diagnostics: readonly Diagnostic[], color: boolean): void => {
  if (diagnostics.length > 0) terminal.err(renderDiagnostics(diagnostics, { format: 'text', color, width: 80 }));
};

import type { Diagnostic } from '../core/diagnostic.ts';
import { diagnosticLines } from './text/diagnostic-lines.ts';
import { printed } from './text/line.ts';
import type { Print } from './text/print.ts';
import { visibleInJson } from '../core/visible-json.ts';

/** As JSON: the diagnostics as they are, in an array; characters that cannot be seen are written as escapes. */
const inJson = (diagnostics: readonly Diagnostic[]): string =>
  `${visibleInJson(JSON.stringify(diagnostics, null, 2))}\n`;

/** All diagnostics in the order they came: `file:line:column: CODE summary`, what it means, `fix: ...`. */
export const renderDiagnostics = (
  diagnostics: readonly Diagnostic[],
  { format, width, color }: Print & { readonly format: 'text' | 'json' },
): string =>
  format === 'json'
    ? inJson(diagnostics)
    : printed(
        diagnostics.flatMap((diagnostic) => diagnosticLines(diagnostic, width)),
        color,
      );

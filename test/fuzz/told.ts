import { codes } from '../../src/core/codes.ts';
import type { Diagnostic } from '../../src/core/diagnostic.ts';
import { renderDiagnostics } from '../../src/render/render-diagnostics.ts';

/** What a terminal obeys, hides or turns around; a line feed ends a line. */
const unseen = /(?![\n\ufe0e\ufe0f])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}]/u;

/** Fails where a text that is printed holds what a reader would not see. */
export const isVisible = (text: string, what: string): void => {
  const found = unseen.exec(text);
  if (found !== null)
    throw new Error(`${what} holds U+${(found[0].codePointAt(0) ?? 0).toString(16)} at ${found.index}`);
};

/** Fails where a diagnostic is not one that a person can look up and read. */
export const areTold = (diagnostics: readonly Diagnostic[]): void => {
  for (const { code, summary, remedy } of diagnostics) {
    if (!Object.hasOwn(codes, code)) throw new Error(`${code} is in no table`);
    if (!/\w/.test(summary)) throw new Error(`${code} says nothing`);
    if (!/\w/.test(remedy ?? '')) throw new Error(`${code} names no way past it`);
  }
  isVisible(renderDiagnostics(diagnostics, { format: 'text', width: 80, color: false }), 'the text of the diagnostics');
  const json = renderDiagnostics(diagnostics, { format: 'json', width: 80, color: false });
  isVisible(json, 'the JSON of the diagnostics');
  if (JSON.stringify(JSON.parse(json)) !== JSON.stringify(diagnostics)) throw new Error('JSON says something else');
};

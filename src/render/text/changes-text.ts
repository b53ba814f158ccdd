import type { ChangeRow } from '../model/change-rows.ts';
import { escapeText } from './escape-text.ts';
import { paragraph, type Line, type Style } from './line.ts';
import { wrap } from './wrap.ts';

const styleOf: Readonly<Record<string, Style>> = { '+': 'good', '-': 'bad', '@': 'faint' };

const changeLines = (change: ChangeRow, width: number): readonly Line[] => {
  const lead = `    ${change.sign} `;
  if (change.lines === null) {
    const text = `${change.fact}: ${change.before} -> ${change.after}`;
    return paragraph({ lead, text, width, hang: 8 });
  }
  return [
    ...paragraph({ lead, text: `${change.fact}:`, width, hang: 8 }),
    ...change.lines.flatMap(({ sign, text }): readonly Line[] => {
      const style = styleOf[sign];
      const mark = style === undefined ? {} : { style };
      // Indentation is part of such a value (JSON, YAML), so a line that fits is not taken apart.
      const whole = escapeText(text);
      const parts = whole.length + 8 <= width ? [whole] : wrap(text, width - 8);
      return parts.map((part) => ({ text: `      ${sign} ${part}`, ...mark }));
    }),
  ];
};

/** Field by field: one line where a value has one, else line by line. */
export const changesText = (changes: readonly ChangeRow[], width: number): readonly Line[] =>
  changes.length === 0
    ? []
    : [{ text: '  Changes:', style: 'strong' }, ...changes.flatMap((change) => changeLines(change, width))];

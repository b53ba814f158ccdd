import { displayWidth, padTo } from './display-width.ts';
import { escapeText } from './escape-text.ts';
import { wrap } from './wrap.ts';

/** How a stretch of a line is shown when colours are asked for (ANSI SGR numbers). */
const styles = { good: '1;32', bad: '1;31', care: '1;33', faint: '2', strong: '1' } as const;

export type Style = keyof typeof styles;

/** A laid-out, escaped line. The first `span` characters after the indent carry the style. */
export interface Line {
  readonly text: string;
  readonly style?: Style;
  readonly span?: number;
}

const painted = ({ text, style, span }: Line): string => {
  if (style === undefined) return text;
  const from = text.length - text.trimStart().length;
  const to = span === undefined ? text.length : from + span;
  return `${text.slice(0, from)}\u001b[${styles[style]}m${text.slice(from, to)}\u001b[0m${text.slice(to)}`;
};

/** Joins lines to an answer that ends in a line feed; no line ends in a space. Nothing stays nothing. */
export const printed = (lines: readonly Line[], color: boolean): string =>
  lines
    .map((line) => ({ ...line, text: line.text.trimEnd() }))
    .map((line) => `${color && line.text !== '' ? painted(line) : line.text}\n`)
    .join('');

export interface Paragraph {
  /** Stands before the first line; the others are indented to its end, or to `hang`. It is not escaped: own words only. */
  readonly lead: string;
  readonly text: string;
  readonly width: number;
  readonly hang?: number;
  readonly style?: Style;
  /** Style of the lead alone; else of every line. */
  readonly whole?: boolean;
}

/** Wraps a text behind a lead. */
export const paragraph = ({ lead, text, width, hang, style, whole }: Paragraph): readonly Line[] => {
  const indent = hang ?? displayWidth(lead);
  const [first = '', ...others] = wrap(text, width - Math.max(indent, displayWidth(lead)));
  const mark = style === undefined ? {} : { style };
  const span = whole === true ? {} : { span: lead.trim().length };
  return [
    { text: lead + first, ...mark, ...span },
    ...others.map((other) => ({ text: ' '.repeat(indent) + other, ...(whole === true ? mark : {}) })),
  ];
};

/** Puts a short text at the right edge of the last line, or on a line of its own where it does not fit. */
export const atRight = (lines: readonly Line[], right: string, width: number): readonly Line[] => {
  const text = escapeText(right);
  const columns = displayWidth(text);
  const last = lines.at(-1);
  if (last !== undefined && displayWidth(last.text) + 2 + columns <= width) {
    const span = last.style !== undefined && last.span === undefined ? { span: last.text.trim().length } : {};
    return [...lines.slice(0, -1), { ...last, ...span, text: padTo(last.text, width - columns) + text }];
  }
  return [...lines, { text: ' '.repeat(Math.max(0, width - columns)) + text }];
};

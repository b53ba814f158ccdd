import { untied } from '../model/tied.ts';
import { characterWidth, displayWidth } from './display-width.ts';
import { escapeText } from './escape-text.ts';

/** Where a line may break: at spaces, and before or after each wide character (Chinese, Japanese and Korean text). */
const pieces = (word: string): readonly string[] => {
  const all: string[] = [];
  let narrow = '';
  for (const character of word) {
    if (characterWidth(character) === 2) {
      if (narrow !== '') all.push(narrow);
      all.push(character);
      narrow = '';
    } else narrow += character;
  }
  return narrow === '' ? all : [...all, narrow];
};

interface Piece {
  readonly text: string;
  /** What stands before it, unless it begins a line. */
  readonly glue: '' | ' ';
}

const piecesOf = (text: string): readonly Piece[] =>
  text
    .split(' ')
    .filter((word) => word !== '')
    .flatMap((word) => pieces(word).map((piece, at): Piece => ({ text: piece, glue: at === 0 ? ' ' : '' })));

/**
 * Breaks text, escaped for a terminal first, into lines of at most `columns` columns. A word that is longer by itself
 * (an id, a path) keeps its line and stays whole, so that it can be copied. Never returns nothing.
 */
export const wrap = (text: string, columns: number): readonly string[] => {
  const lines: string[] = [];
  let line = '';
  for (const piece of piecesOf(escapeText(text))) {
    const longer = line + piece.glue + piece.text;
    if (line === '') line = piece.text;
    else if (displayWidth(longer) <= columns) line = longer;
    else {
      lines.push(line);
      line = piece.text;
    }
  }
  return [...lines, line].map(untied);
};

/** Puts items side by side as long as they fit into `width` columns, two of them indent; an item is kept whole. */
export const flow = (items: readonly string[], between: string, width: number): readonly string[] => {
  const lines: string[] = [];
  for (const item of items.map(escapeText)) {
    const last = lines.at(-1);
    const longer = last === undefined ? item : last + between + item;
    if (last !== undefined && displayWidth(longer) <= width - 2) lines[lines.length - 1] = longer;
    else lines.push(item);
  }
  return lines.flatMap((line) => (displayWidth(line) <= width - 2 ? [line] : wrap(line, width - 2)));
};

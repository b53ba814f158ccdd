import { LineCounter } from 'yaml';
import type { Place } from '../core/diagnostic.ts';

/** Turns an offset of a file's text into its place. */
export type PlaceAt = (offset: number) => Place;

/** Places in a text. Lines end with LF or CRLF; columns count UTF-16 units from 1; no place lies behind the text. */
export const placesIn = (file: string, text: string): PlaceAt => {
  const lines = new LineCounter();
  lines.addNewLine(0);
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) lines.addNewLine(at + 1);
  return (offset) => {
    const { line, col } = lines.linePos(Math.min(Math.max(0, offset), text.length));
    return { file, line, column: col };
  };
};

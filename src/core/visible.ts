import { unseen } from './visible-json.ts';

/** Stretches in which one may be: most of what is shown is ASCII, and asking that of each character takes a tenth of the time. */
const unplain = /[^\x20-\x7e]+/g;

const short: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

const named = (character: string): string => {
  const point = character.codePointAt(0) ?? 0;
  if (point > 0xffff) return `\\u{${point.toString(16)}}`;
  return short[character] ?? `\\u${point.toString(16).padStart(4, '0')}`;
};

/**
 * What a log's reader obeys: GitHub's `::name::` at the start of a line, where wrapping may put any word, and the older
 * `##[name]` of GitHub, Azure and TeamCity, wherever it stands. One character is written as its number.
 */
const uncommanded = (text: string): string =>
  text.includes('::') || text.includes('##')
    ? text.replace(/:(?=:[a-z][\w-]*[^:]*::)/gi, '\\u003a').replace(/#(?=#\w*\[)/g, '\\u0023')
    : text;

/** Writes every character that a reader could not see as its number (`\u001b`), so that nothing is forged by it. */
export const visible = (text: string): string =>
  uncommanded(text.replace(unplain, (run) => run.replace(unseen, named)));

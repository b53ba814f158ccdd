/**
 * Characters that move the cursor, hide, or turn the reading direction: controls (C0, C1, ANSI's escape), formats (bidi
 * overrides, zero-width), surrogates without a partner, private use, line and paragraph separators, and everything
 * Unicode calls ignorable, but for the two selectors that only choose how an emoji looks.
 */
export const unseen =
  /(?![\ufe0e\ufe0f])[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800]/gu;

/** Stretches in which one may be: a plan is megabytes of ASCII, and asking that of each character takes a tenth of the time. */
const unplain = /[^\x20-\x7e]+/g;
const unplainInLines = /[^\n\x20-\x7e]+/g;

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

/** The same for JSON text: each is written as JSON's own escape, so that the value stays what it was. */
export const visibleInJson = (json: string): string =>
  json.replace(/#(?=#\w*\[)/g, '\\u0023').replace(unplainInLines, (run) =>
    run.replace(unseen, (character) =>
      Array.from({ length: character.length }, (_, at) => character.charCodeAt(at))
        .map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`)
        .join(''),
    ),
  );

/**
 * Characters that move the cursor, hide, or turn the reading direction: controls (C0, C1, ANSI's escape), formats (bidi
 * overrides, zero-width), surrogates without a partner, private use, line and paragraph separators, and everything
 * Unicode calls ignorable, but for the two selectors that only choose how an emoji looks.
 */
export const unseen =
  /(?![\ufe0e\ufe0f])[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800]/gu;

/** Stretches in which one may be: a plan is megabytes of ASCII, and asking that of each character takes a tenth of the time. */
const unplainInLines = /[^\n\x20-\x7e]+/g;

/** Writes every character of JSON text that a reader could not see as JSON's own escape, so that the value stays what it was. */
export const visibleInJson = (json: string): string =>
  json.replace(/#(?=#\w*\[)/g, '\\u0023').replace(unplainInLines, (run) =>
    run.replace(unseen, (character) =>
      Array.from({ length: character.length }, (_, at) => character.charCodeAt(at))
        .map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`)
        .join(''),
    ),
  );

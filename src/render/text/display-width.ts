/** East Asian wide and fullwidth characters (Unicode UAX #11), by block; emoji are told by their property. */
const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}]|\p{Emoji_Presentation}/u;

/** Marks that sit on the character before them. */
const combining = /[\p{Mn}\p{Me}]/u;

/** An emoji's look is chosen: a character of one column becomes one of two, as terminals mostly draw it. */
const emojiLook = '\ufe0f';

/** Columns of one character: 0, 1 or 2. */
export const characterWidth = (character: string): number => {
  if (character === emojiLook) return 1;
  if (combining.test(character)) return 0;
  return wide.test(character) ? 2 : 1;
};

/** Columns that a terminal needs for escaped text. */
export const displayWidth = (text: string): number => {
  let columns = 0;
  for (const character of text) columns += characterWidth(character);
  return columns;
};

export const padTo = (text: string, columns: number): string =>
  text + ' '.repeat(Math.max(0, columns - displayWidth(text)));

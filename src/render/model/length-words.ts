const units = [
  { seconds: 86_400, word: 'd' },
  { seconds: 3600, word: 'h' },
  { seconds: 60, word: 'min' },
] as const;

/** Whole units, the largest that fits: `1 d`, `23 h`, `5 min`. */
export const lengthWords = (seconds: number): string => {
  const { seconds: one, word } = units.find((unit) => seconds >= unit.seconds) ?? units[2];
  return `${Math.floor(seconds / one)} ${word}`;
};

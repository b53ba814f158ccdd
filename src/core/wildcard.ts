/**
 * Whether a text is what a pattern says: `*` any characters, `?` one. Goes back to the last star alone, so that the time
 * grows with the product of the lengths at most.
 */
export const matchesWildcards = (pattern: string, text: string): boolean => {
  let [at, from, star, tried] = [0, 0, -1, 0];
  while (from < text.length) {
    if (pattern[at] === '*') {
      [star, tried] = [at, from];
      at += 1;
    } else if (at < pattern.length && (pattern[at] === '?' || pattern[at] === text[from])) {
      at += 1;
      from += 1;
    } else if (star >= 0) {
      tried += 1;
      [at, from] = [star + 1, tried];
    } else return false;
  }
  return /^\**$/.test(pattern.slice(at));
};

const mostAlternatives = 256;

/** The first innermost `{a,b}` of a pattern. */
const braces = /\{([^{}]*,[^{}]*)\}/;

/** A pattern without braces for each of their alternatives, or null when there are more than 256. */
export const alternatives = (pattern: string): readonly string[] | null => {
  let patterns = [pattern];
  for (let round = 0; round < mostAlternatives; round += 1) {
    if (!patterns.some((each) => braces.test(each))) return [...new Set(patterns)];
    patterns = patterns.flatMap((each) => {
      const found = braces.exec(each);
      if (found?.[1] === undefined) return [each];
      const before = each.slice(0, found.index);
      const after = each.slice(found.index + found[0].length);
      return found[1].split(',').map((one) => `${before}${one}${after}`);
    });
    if (patterns.length > mostAlternatives) return null;
  }
  return null;
};

export const isGlob = (text: string): boolean => /[*?]/.test(text) || braces.test(text);

/**
 * Whether a name matches one segment of a glob: `*` any characters, `?` one. Names that begin with a dot only match a
 * segment that does. Goes back to the last star alone, so that the time grows with the product of the lengths at most.
 */
export const matchesSegment = (segment: string, name: string): boolean => {
  if (name.startsWith('.') && !segment.startsWith('.')) return false;
  let [at, from, star, tried] = [0, 0, -1, 0];
  while (from < name.length) {
    if (segment[at] === '*') {
      [star, tried] = [at, from];
      at += 1;
    } else if (at < segment.length && (segment[at] === '?' || segment[at] === name[from])) {
      at += 1;
      from += 1;
    } else if (star >= 0) {
      tried += 1;
      [at, from] = [star + 1, tried];
    } else return false;
  }
  return /^\**$/.test(segment.slice(at));
};

import { matchesWildcards } from '../core/wildcard.ts';

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

/** Whether a name matches one segment of a glob. Names that begin with a dot only match a segment that does. */
export const matchesSegment = (segment: string, name: string): boolean =>
  (!name.startsWith('.') || segment.startsWith('.')) && matchesWildcards(segment, name);

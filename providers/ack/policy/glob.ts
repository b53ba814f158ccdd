/** What a pattern says of a question: that it covers all of it, none of it, or that it covers a part or cannot be told. */
export type Covers = 'yes' | 'no' | 'maybe';

/** Does the pattern cover everything that the question's text can stand for? A `*` of the question is covered by a `*` only. */
const contains = (pattern: string, text: string): boolean => {
  let reached = new Set([0]);
  const spread = (positions: ReadonlySet<number>): Set<number> => {
    const all = new Set(positions);
    for (const at of all) if (pattern[at] === '*') all.add(at + 1);
    return all;
  };
  reached = spread(reached);
  for (const char of text) {
    const next = new Set<number>();
    for (const at of reached) {
      const wild = pattern[at];
      if (wild === '*') next.add(at);
      else if (char !== '*' && (wild === '?' || wild === char)) next.add(at + 1);
    }
    reached = spread(next);
  }
  return reached.has(pattern.length);
};

/**
 * Is there any text that both patterns cover? Told for every ending of `a` and of `b`, the shortest first: a pattern may be as
 * long as a policy, and a call within a call for each of its characters would be too many.
 */
const meets = (a: string, b: string): boolean => {
  const last = b.length;
  let shorter: readonly boolean[] = [];
  for (let i = a.length; i >= 0; i -= 1) {
    const own = new Array<boolean>(last + 1);
    for (let j = last; j >= 0; j -= 1) {
      const [takeA, takeB] = [shorter[j] === true, own[j + 1] === true];
      if (a[i] === '*' || b[j] === '*') own[j] = takeA || takeB;
      else if (i === a.length || j === last) own[j] = i === a.length && j === last;
      else own[j] = (a[i] === '?' || b[j] === '?' || a[i] === b[j]) && shorter[j + 1] === true;
    }
    shorter = own;
  }
  return shorter[0] === true;
};

/**
 * Compares a pattern of a policy (`*` any text, `?` one character) with a question, which may have a `*` of its own, as in
 * `bucket/*`: then it asks for everything that it stands for.
 */
export const covers = (pattern: string, question: string): Covers => {
  if (contains(pattern, question)) return 'yes';
  return meets(pattern, question) ? 'maybe' : 'no';
};

/** `acs:<product>:<region>:<account>:<path>`; the path may have colons of its own. null for a text of fewer parts. */
const partsOf = (resource: string): readonly string[] | null => {
  const parts = resource.split(':');
  return parts.length < 5 ? null : [...parts.slice(0, 4), parts.slice(4).join(':')];
};

/** Compares resource names part by part, as RAM names things: a `*` for the region stands for no account and no bucket. */
export const coversResource = (pattern: string, question: string): Covers => {
  const [ours, asked] = [partsOf(pattern), partsOf(question)];
  if (ours === null || asked === null) return covers(pattern, question);
  return both(ours.map((part, index) => covers(part, asked[index] ?? '')));
};

/** Do some patterns together cover it? One that covers all of it decides; parts are not added up. */
export const anyCovers = (patterns: readonly string[], question: string, compare = covers): Covers => {
  const all = patterns.map((pattern) => compare(pattern, question));
  if (all.includes('yes')) return 'yes';
  return all.includes('maybe') ? 'maybe' : 'no';
};

export const not = (covered: Covers): Covers => (covered === 'yes' ? 'no' : covered === 'no' ? 'yes' : 'maybe');

/** All of them must cover it. */
export const both = (all: readonly Covers[]): Covers => {
  if (all.includes('no')) return 'no';
  return all.includes('maybe') ? 'maybe' : 'yes';
};

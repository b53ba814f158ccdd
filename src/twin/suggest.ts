/** Levenshtein's distance: how many letters to change, add or leave out. */
function distance(left: string, right: string): number {
  let row = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let i = 0; i < left.length; i += 1) {
    const next = [i + 1];
    for (let j = 0; j < right.length; j += 1) {
      next.push(Math.min((next[j] ?? 0) + 1, (row[j + 1] ?? 0) + 1, (row[j] ?? 0) + (left[i] === right[j] ? 0 : 1)));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}

/** "; did you mean x?" when a known word is near, else "". */
export function suggest(word: string, known: readonly string[]): string {
  const near = known
    .map((candidate) => ({ candidate, far: distance(word.toLowerCase(), candidate.toLowerCase()) }))
    .filter(({ candidate, far }) => far < candidate.length && far <= Math.max(2, Math.floor(candidate.length / 3)))
    .toSorted((left, right) => left.far - right.far)[0];
  return near === undefined ? '' : `; did you mean ${near.candidate}?`;
}

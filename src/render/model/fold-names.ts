/** How many names are written out before the rest is counted, where nobody says otherwise. */
const few = 4;

/** What all names begin with, up to a hyphen or dot, so that a tail is whole: `erp-web-` of `erp-web-1`, `erp-web-2`. */
const commonHead = ([first = '', ...others]: readonly string[]): string => {
  let end = first.length;
  for (const name of others) while (!name.startsWith(first.slice(0, end))) end -= 1;
  return /^.*[-.]/.exec(first.slice(0, end))?.[0] ?? '';
};

/** Longer tails are words of their own: the names are then easier to read whole. */
const longestTail = 3;

/** A name that could be taken for several, or for our own words between them, stands in quotes. */
const quoted = (name: string): string =>
  name === '' || /[\s,"]/.test(name) ? `"${name.replaceAll('"', '\\"')}"` : name;

/** `erp-web-1,2`; `erp-db, shop-1`; `erp-1, erp-2, erp-3 and 34 more`. */
export const foldNames = (names: readonly string[], most = few): string => {
  const shown = (names.length > most ? names.slice(0, most - 1) : names).map(quoted);
  const left = names.length - shown.length;
  const head = names.length > 1 ? commonHead(shown) : '';
  const tails = shown.map((name) => name.slice(head.length));
  const isShort = head !== '' && tails.every(({ length }) => length > 0 && length <= longestTail);
  const list = isShort ? head + tails.join(',') : shown.join(', ');
  return left === 0 ? list : `${list} and ${left} more`;
};

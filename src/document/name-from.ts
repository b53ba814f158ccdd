/** As long as a document's name may be (schemas/document.schema.json). */
const longest = 63;

const trimmed = (name: string): string => name.replace(/^-+|-+$/g, '');

/** A text as a document's name: letters without their accents, everything else a hyphen; '' where nothing is left. */
export const nameFrom = (text: string): string => {
  const ascii = text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  return trimmed(trimmed(ascii.replace(/[^a-z0-9]+/g, '-')).slice(0, longest));
};

/** The name itself, or with the first number behind it that nobody has yet. */
export const unused = (name: string, taken: ReadonlySet<string>, count = 1): string => {
  const suffix = count === 1 ? '' : `-${count}`;
  const numbered = `${trimmed(name.slice(0, longest - suffix.length))}${suffix}`;
  return taken.has(numbered) ? unused(name, taken, count + 1) : numbered;
};

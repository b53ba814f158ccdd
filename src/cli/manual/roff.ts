/** The marks of a manual page: roff, with the macros of man(7). */

const named: Readonly<Record<string, string>> = { '\\': '\\e', '-': '\\-', '’': '\\(cq', '–': '\\(en', '…': '\\&...' };

const character = (one: string): string => {
  const point = one.codePointAt(0) ?? 0;
  return named[one] ?? (point > 0x7e ? `\\[u${point.toString(16).toUpperCase().padStart(4, '0')}]` : one);
};

/** A text as it is: no sign of it is roff's, and no line of it a request. */
export const plain = (text: string): string =>
  Array.from(text, character)
    .join('')
    .replace(/^(?=[.'])/gm, '\\&');

export const bold = (text: string): string => `\\fB${plain(text)}\\fR`;

/** Within quotes, as an argument of a macro. */
const argument = (text: string): string => `"${plain(text).replaceAll('"', '\\(dq')}"`;

export const section = (title: string, ...lines: readonly string[]): readonly string[] => [
  `.SH ${argument(title)}`,
  ...lines,
];

export const subsection = (title: string, ...lines: readonly string[]): readonly string[] => [
  `.SS ${argument(title)}`,
  ...lines,
];

/** A term and what it means. */
export const entry = (term: string, means: string): readonly string[] => ['.TP', bold(term), plain(means)];

/** Lines that stay as they are. */
export const literal = (lines: readonly string[]): readonly string[] => [
  '.PP',
  '.nf',
  ...lines.map((line) => plain(line)),
  '.fi',
];

export const heading = (name: string, part: number, version: string): string =>
  `.TH ${argument(name.toUpperCase())} ${String(part)} "" ${argument(`${name} ${version}`)} ""`;

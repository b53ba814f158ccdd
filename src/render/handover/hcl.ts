import type { Json } from '../../core/fact.ts';
import { unseen } from '../../core/visible-json.ts';

const short: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

const escaped = (character: string): string => {
  const point = character.codePointAt(0) ?? 0;
  if (short[character] !== undefined) return short[character];
  return point > 0xffff ? `\\U${point.toString(16).padStart(8, '0')}` : `\\u${point.toString(16).padStart(4, '0')}`;
};

/**
 * A text as a quoted template of Terraform's language: nothing in it opens an interpolation (`${`) or a directive (`%{`),
 * ends the text, or hides from a reader. Half a character, which no file can hold, becomes U+FFFD.
 */
export const hclText = (text: string): string => {
  const plain = text
    .replace(/\p{Cs}/gu, '\ufffd')
    .replaceAll('\\', '\\\\')
    .replaceAll('"', '\\"')
    .replaceAll('${', () => '$${')
    .replaceAll('%{', '%%{');
  return `"${plain.replace(unseen, escaped)}"`;
};

/** A line, or several: the first and last of those belong to whatever stands before and after. */
type Lines = readonly string[];

const isList = (value: Json): value is readonly Json[] => Array.isArray(value);

const indented = (lines: Lines): Lines => lines.map((line) => (line === '' ? '' : `  ${line}`));

const scalar = (value: null | boolean | number | string): string =>
  typeof value === 'string' ? hclText(value) : String(value);

const list = (items: readonly Json[]): Lines => {
  if (items.every((item) => typeof item !== 'object' || item === null))
    return [`[${items.map((item) => hclValue(item).join('')).join(', ')}]`];
  return ['[', ...indented(items.flatMap((item) => withComma(hclValue(item)))), ']'];
};

const withComma = (lines: Lines): Lines => [...lines.slice(0, -1), `${lines.at(-1) ?? ''},`];

/** A value as `terraform fmt` writes it. */
export const hclValue = (value: Json): Lines => {
  if (typeof value !== 'object' || value === null) return [scalar(value)];
  if (isList(value)) return list(value);
  const entries = Object.entries(value);
  if (entries.length === 0) return ['{}'];
  return [
    '{',
    ...indented(hclAttributes(entries.map(([key, one]) => ({ key: hclText(key), lines: hclValue(one) })))),
    '}',
  ];
};

/** JSON text, written as a value that a person can read. */
export const hclDocument = (value: Json): Lines => {
  const lines = hclValue(value);
  return [`jsonencode(${lines[0] ?? ''}${lines.length === 1 ? ')' : ''}`, ...withClosing(lines.slice(1))];
};

const withClosing = (lines: Lines): Lines =>
  lines.length === 0 ? [] : [...lines.slice(0, -1), `${lines.at(-1) ?? ''})`];

/** Columns as the formatter counts them: characters a reader sees. */
const widthOf = (text: string): number => [...new Intl.Segmenter('en').segment(text)].length;

/** Attributes as `terraform fmt` aligns them: `=` stands in one column over neighbouring lines; longer values stay apart. */
export const hclAttributes = (attributes: readonly { readonly key: string; readonly lines: Lines }[]): Lines => {
  const groups: { key: string; lines: Lines }[][] = [];
  for (const attribute of attributes) {
    const before = groups.at(-1);
    const joins = attribute.lines.length === 1 && before?.at(-1)?.lines.length === 1;
    if (before !== undefined && joins) before.push(attribute);
    else groups.push([attribute]);
  }
  return groups.flatMap((group) => {
    const width = Math.max(...group.map(({ key }) => widthOf(key)));
    return group.flatMap(({ key, lines: [first = '', ...rest] }) => [
      `${key}${' '.repeat(width - widthOf(key))} = ${first}`,
      ...rest,
    ]);
  });
};

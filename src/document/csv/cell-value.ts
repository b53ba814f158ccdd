import type { Json } from '../../core/fact.ts';
import type { JsonMap } from '../../core/merge.ts';
import { schemaBelow, type SchemaNode } from '../schema-node.ts';

/** How the text of a cell becomes a value. What does not fit stays text, so that the schema says what is wrong with it. */
export type ReadCell = (text: string) => Json;

const readNumber: ReadCell = (text) => (/^-?\d{1,15}(\.\d+)?$/.test(text) ? Number(text) : text);

/** Spreadsheets write TRUE. */
const readBoolean: ReadCell = (text) => (/^(true|false)$/i.test(text) ? text.toLowerCase() === 'true' : text);

const scalars: Readonly<Record<string, ReadCell>> = {
  string: (text) => text,
  integer: readNumber,
  number: readNumber,
  boolean: readBoolean,
};

const scalarOf = ({ type, enum: words }: SchemaNode): ReadCell | undefined =>
  words === undefined ? scalars[type ?? ''] : (text) => text;

const items = (text: string, separator: RegExp): readonly string[] =>
  text
    .split(separator)
    .map((item) => item.trim())
    .filter((item) => item !== '');

/** Items stand between semicolons; where there is none, between spaces, so that `a b;` is one item with a space in it. */
const listOf =
  (read: ReadCell): ReadCell =>
  (text) =>
    items(text, text.includes(';') ? /;/ : /\s+/).map(read);

/** `a=b;c=d` where an item has exactly two members, both of them texts that must be there. */
const pairsOf = (root: SchemaNode, node: SchemaNode): ReadCell | undefined => {
  const names = Object.keys(node.properties ?? {});
  const [left = '', right = ''] = names;
  const areTexts = names.every((name) => schemaBelow(root, node, name)?.type === 'string');
  if (names.length !== 2 || !areTexts || !names.every((name) => node.required?.includes(name))) return undefined;
  const read = (text: string): JsonMap | string => {
    const parts = text.split('=').map((part) => part.trim());
    if (parts.length > 2) return text;
    return Object.fromEntries(
      parts.flatMap((part, index) => (part === '' ? [] : [[index === 0 ? left : right, part]])),
    );
  };
  return (text) => items(text, /;/).map(read);
};

/** How a cell says a value of a schema; undefined where it cannot. */
export const cellReaderOf = (root: SchemaNode, node: SchemaNode): ReadCell | undefined => {
  if (node.type !== 'array') return scalarOf(node);
  const item = schemaBelow(root, node, '0') ?? {};
  const scalar = scalarOf(item);
  return scalar === undefined ? pairsOf(root, item) : listOf(scalar);
};

import { SaxesParser } from 'saxes';
import type { Json } from '../../src/core/fact.ts';
import type { JsonObject } from '../wire/json.ts';

interface Element {
  readonly name: string;
  text: string;
  readonly children: (readonly [string, Json])[];
}

/** Children of one name become a list where there are several, and always where their name is among `lists`. */
const objectOf = (children: Element['children'], lists: readonly string[]): { readonly [name: string]: Json } => {
  const byName = new Map<string, Json[]>();
  for (const [name, value] of children) byName.set(name, [...(byName.get(name) ?? []), value]);
  return Object.fromEntries(
    [...byName].map(([name, values]) => [name, values.length > 1 || lists.includes(name) ? values : (values[0] ?? '')]),
  );
};

const valueOf = ({ text, children }: Element, lists: readonly string[]): Json =>
  children.length === 0 ? text.trim() : objectOf(children, lists);

/**
 * An XML document as plain data, without attributes: an element with children is an object, any other its text. null where the
 * text is not one whole document: half a list must not look like a short one. Entities of a DOCTYPE are not expanded.
 */
export const parseXml = (document: string, lists: readonly string[]): JsonObject | null => {
  const root: Element = { name: '', text: '', children: [] };
  const open: Element[] = [root];
  const parser = new SaxesParser();
  const add = (text: string): void => {
    const element = open.at(-1);
    if (element !== undefined) element.text += text;
  };
  parser.on('opentag', ({ name }) => {
    open.push({ name, text: '', children: [] });
  });
  parser.on('text', add);
  parser.on('cdata', add);
  parser.on('closetag', () => {
    const element = open.pop();
    if (element !== undefined) open.at(-1)?.children.push([element.name, valueOf(element, lists)]);
  });
  try {
    parser.write(document).close();
  } catch {
    return null;
  }
  return objectOf(root.children, lists);
};

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Text as it stands between two tags. */
export const xmlText = (text: string): string => text.replaceAll(/[&<>"]/g, (char) => entities[char] ?? char);

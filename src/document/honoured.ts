import type { Finding } from './finding.ts';
import { below, segmentsOf } from '../core/pointer.ts';
import { schemaBelow, type SchemaNode } from './schema-node.ts';
import { described, pathOf } from './wording.ts';

const says = (pointer: string, what: string, remedy: string): Finding => ({
  code: 'DOC020',
  pointer,
  on: 'key',
  summary: `${pathOf(segmentsOf(pointer))}${what} is not honoured by this version of onward`,
  remedy,
});

/** What the schema says of one value itself, whatever it holds. */
const findHere = (node: SchemaNode, value: unknown, pointer: string): Finding | undefined => {
  const { honoured, unhonouredPattern, form } = node['x-onward'] ?? {};
  if (honoured === false) return says(pointer, '', 'take it out');
  if (unhonouredPattern === undefined || typeof value !== 'string') return undefined;
  if (!new RegExp(unhonouredPattern).test(value)) return undefined;
  return { ...says(pointer, `: ${described(value)}`, `take it out, or write ${form ?? 'another value'}`), on: 'value' };
};

interface Part {
  readonly node: SchemaNode;
  readonly value: unknown;
  readonly pointer: string;
}

const findIn = (root: SchemaNode, { node, value, pointer }: Part): readonly Finding[] => {
  const here = findHere(node, value, pointer);
  if (here !== undefined) return [here];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, member]) => {
    const child = schemaBelow(root, node, key);
    return child === undefined ? [] : findIn(root, { node: child, value: member, pointer: below(pointer, key) });
  });
};

/**
 * Fields and values that the schema knows and this version does not act on. They are refused, never ignored: a document
 * must not promise what does not happen. `pointer` is where the value stands in its document.
 */
export const findUnhonoured = (schema: SchemaNode, value: unknown, pointer: string): readonly Finding[] =>
  findIn(schema, { node: schema, value, pointer });

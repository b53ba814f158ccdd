import type { Finding } from './finding.ts';
import { below, segmentsOf } from '../core/pointer.ts';
import { schemaBelow, type SchemaNode } from './schema-node.ts';
import { pathOf } from './wording.ts';

const says = (pointer: string): Finding => ({
  code: 'DOC020',
  pointer,
  on: 'key',
  summary: `${pathOf(segmentsOf(pointer))} is not honoured by this version of onward`,
  remedy: 'take it out',
});

interface Part {
  readonly node: SchemaNode;
  readonly value: unknown;
  readonly pointer: string;
}

const findIn = (root: SchemaNode, { node, value, pointer }: Part): readonly Finding[] => {
  if (node['x-onward']?.honoured === false) return [says(pointer)];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, member]) => {
    const child = schemaBelow(root, node, key);
    return child === undefined ? [] : findIn(root, { node: child, value: member, pointer: below(pointer, key) });
  });
};

/**
 * Fields that the schema knows and this version does not act on. They are refused, never ignored: a document
 * must not promise what does not happen. `pointer` is where the value stands in its document.
 */
export const findUnhonoured = (schema: SchemaNode, value: unknown, pointer: string): readonly Finding[] =>
  findIn(schema, { node: schema, value, pointer });

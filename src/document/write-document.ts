import { Document, isMap, isScalar, type ParsedNode, type YAMLMap } from 'yaml';
import type { Json } from '../core/fact.ts';
import { commentOf } from './comment.ts';
import { schemaBelow, type SchemaNode } from './schema-node.ts';

/** A name written twice must not become an anchor, and a long text must stay on its line: documents are read in reviews. */
const plain = { aliasDuplicateObjects: false } as const;

const explainKeys = (spec: YAMLMap, schema: SchemaNode): void => {
  for (const { key } of spec.items as YAMLMap<ParsedNode>['items']) {
    if (!isScalar(key)) continue;
    const node = schemaBelow(schema, schema, String(key.value));
    const comment = node === undefined ? '' : commentOf(node);
    if (comment !== '') key.commentBefore = comment;
  }
};

/** Writes a document as YAML. Where a schema is given, each field of the spec has a comment that says what it is. */
export const writeDocument = (value: Json, schema?: SchemaNode): string => {
  const document = new Document(value, plain);
  const spec = document.get('spec', true);
  if (schema !== undefined && isMap(spec)) explainKeys(spec, schema);
  return document.toString({ lineWidth: 0 });
};

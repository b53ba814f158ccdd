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

/** What is said around a document's values. */
export interface Around {
  /** Each field of the spec has a comment that says what it is. */
  readonly schema?: SchemaNode;
  /** The first lines, as comments. */
  readonly says?: readonly string[];
}

/** Text of others within a comment: on its line, and with nothing in it that a reader could not see. */
const commentLine = (line: string): string => ` ${line.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}]/gu, '\u00b7')}`;

/** Writes a document as YAML. */
export const writeDocument = (value: Json, { schema, says = [] }: Around = {}): string => {
  const document = new Document(value, plain);
  const spec = document.get('spec', true);
  if (schema !== undefined && isMap(spec)) explainKeys(spec, schema);
  const text = document.toString({ lineWidth: 0 });
  return `${says.map((line) => `#${commentLine(line)}\n`).join('')}${text}`;
};

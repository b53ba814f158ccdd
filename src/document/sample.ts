import { Document, Pair, Scalar, YAMLMap, YAMLSeq, type Node } from 'yaml';
import documentSchema from '../../schemas/document.schema.json' with { type: 'json' };
import { commentOf, questionOf } from './comment.ts';
import type { DocumentKind } from './document-kind.ts';
import { schemaAt, schemaBelow, type SchemaNode } from './schema-node.ts';
import { apiVersion } from './validate.ts';

/** What is to be filled in stands empty: a sample that named an id or a target would be taken for an answer. */
const style = { nullStr: '', lineWidth: 0 } as const;

interface Field {
  readonly name: string;
  readonly node: SchemaNode;
  readonly isRequired: boolean;
}

/** The fields of a map that this version acts on. */
const fieldsOf = (root: SchemaNode, node: SchemaNode): readonly Field[] =>
  Object.keys(node.properties ?? {}).flatMap((name) => {
    const field = schemaBelow(root, node, name);
    if (field === undefined || field['x-onward']?.honoured === false) return [];
    return [{ name, node: field, isRequired: node.required?.includes(name) ?? false }];
  });

const mapOf = (pairs: readonly (readonly [key: Scalar, value: Node])[]): YAMLMap => {
  const map = new YAMLMap();
  for (const [key, value] of pairs) map.items.push(new Pair(key, value));
  return map;
};

const isMapNode = ({ properties }: SchemaNode): boolean => properties !== undefined;

const emptyOf = (node: SchemaNode): Node => {
  if (node.type !== 'array' && node.type !== 'object') return new Scalar(null);
  const collection = node.type === 'array' ? new YAMLSeq() : new YAMLMap();
  collection.flow = true;
  return collection;
};

/** A field with all that may stand in it, each part with its meaning behind it. */
const outlineOf = (root: SchemaNode, node: SchemaNode): Node => {
  if (isMapNode(node)) {
    return mapOf(fieldsOf(root, node).map((field) => [new Scalar(field.name), outlineOf(root, field.node)] as const));
  }
  const item = schemaBelow(root, node, '0') ?? {};
  if (node.type === 'array' && isMapNode(item)) {
    const list = new YAMLSeq();
    list.items.push(outlineOf(root, item));
    return list;
  }
  const empty = emptyOf(node);
  empty.comment = questionOf(node).replaceAll('\n', '');
  return empty;
};

/** A field that may stay out, as a comment: what it means, and then the lines that it takes. */
const asComment = (root: SchemaNode, { name, node }: Field): string => {
  const outline = outlineOf(root, node);
  const isLeaf = !isMapNode(node) && !(outline instanceof YAMLSeq && outline.items.length > 0);
  if (isLeaf) outline.comment = null;
  const lines = new Document(mapOf([[new Scalar(name), outline]])).toString(style).trimEnd();
  return [isLeaf ? questionOf(node) : commentOf(node), ...lines.split('\n').map((line) => ` ${line}`)].join('\n');
};

/** A map with what it must have; what it may have stands below that as a comment. */
const minimumOf = (root: SchemaNode, node: SchemaNode): YAMLMap => {
  const fields = fieldsOf(root, node);
  const map = mapOf(
    fields
      .filter(({ isRequired }) => isRequired)
      .map((field) => {
        const key = new Scalar(field.name);
        key.commentBefore = (isMapNode(field.node) ? commentOf : questionOf)(field.node);
        return [key, isMapNode(field.node) ? minimumOf(root, field.node) : emptyOf(field.node)] as const;
      }),
  );
  const more = fields.filter(({ isRequired }) => !isRequired).map((field) => asComment(root, field));
  map.comment = ['', ...more].join('\n\n').slice(1);
  return map;
};

const envelope: SchemaNode = documentSchema;

const nameOnly = (): YAMLMap => {
  const key = new Scalar('name');
  key.commentBefore = commentOf(schemaAt(envelope, '/metadata/name'));
  return mapOf([[key, new Scalar(null)]]);
};

/** A document of a kind to be filled in: all that it must say, empty, and what it may say as comments. */
export const sampleOf = ({ name, schema }: Pick<DocumentKind, 'name' | 'schema'>): string => {
  const root: SchemaNode = schema;
  const document = new Document(
    mapOf([
      [new Scalar('apiVersion'), new Scalar(apiVersion)],
      [new Scalar('kind'), new Scalar(name)],
      [new Scalar('metadata'), nameOnly()],
      [new Scalar('spec'), minimumOf(root, root)],
    ]),
  );
  document.commentBefore = [
    commentOf(root),
    ' Fill in what stands empty; take the # away from what else is to be said.',
  ].join('\n');
  // A map of comments alone is written with {} before them, which would be in the way of whoever takes a # away.
  return document.toString(style).replace(/^ +\{\}\n/m, '');
};

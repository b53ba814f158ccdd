import { below, segmentsOf } from '../../core/pointer.ts';
import documentSchema from '../../../schemas/document.schema.json' with { type: 'json' };
import { schemaBelow, type SchemaNode } from '../schema-node.ts';
import { cellReaderOf, type ReadCell } from './cell-value.ts';

/** A field of a document that a cell can say. */
export interface Column {
  /** The path of the field without its first step: `machine.name`, `labels.KEY`. */
  readonly name: string;
  /** Where the field stands: `/spec/machine/name`; of an open column, the map that holds its fields. */
  readonly pointer: string;
  /** Any key may follow, as in labels. */
  readonly isOpen: boolean;
  readonly node: SchemaNode;
  readonly read: ReadCell;
}

interface Walk {
  readonly root: SchemaNode;
  readonly node: SchemaNode;
  readonly pointer: string;
}

const columnAt = ({ root, node, pointer }: Walk, isOpen: boolean): readonly Column[] => {
  const read = cellReaderOf(root, node);
  const name = [...segmentsOf(pointer).slice(1), ...(isOpen ? ['KEY'] : [])].join('.');
  return read === undefined ? [] : [{ name, pointer, isOpen, node, read }];
};

const columnsBelow = (walk: Walk): readonly Column[] => {
  const { root, node, pointer } = walk;
  const ways = (node.anyOf ?? []).flatMap((way) =>
    columnsBelow({ ...walk, node: { ...way, description: node.description ?? '' } }),
  );
  const members = Object.keys(node.properties ?? {}).flatMap((name) => {
    const member = schemaBelow(root, node, name);
    return member === undefined ? [] : columnsBelow({ root, node: member, pointer: below(pointer, name) });
  });
  const any =
    typeof node.additionalProperties === 'object'
      ? columnAt({ root, node: node.additionalProperties, pointer }, true)
      : [];
  return [...columnAt(walk, false), ...ways, ...members, ...any];
};

const envelope: SchemaNode = documentSchema;

/** The columns that a table of documents of one kind may have, in the order of its schema. */
export const columnsOf = (schema: SchemaNode): readonly Column[] => [
  ...columnsBelow({ root: envelope, node: schemaBelow(envelope, envelope, 'metadata') ?? {}, pointer: '/metadata' }),
  ...columnsBelow({ root: schema, node: schema, pointer: '/spec' }),
];

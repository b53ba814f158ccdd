import { segmentsOf } from '../core/pointer.ts';

/** A part of a JSON schema, as far as it is read here; the rest is the validators' business. */
export interface SchemaNode {
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, SchemaNode>>;
  readonly description?: string;
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly SchemaNode[];
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly additionalProperties?: boolean | SchemaNode;
  readonly items?: SchemaNode;
  /** What the schema says to Onward alone. */
  readonly 'x-onward'?: {
    /** False: this version does not act on the field, and refuses it. */
    readonly honoured?: boolean;
    /** What the pattern asks for, in words. */
    readonly form?: string;
    /** Other names of the field as a column of a table. */
    readonly columns?: readonly string[];
    /** What the value names, of which the project has a list. */
    readonly refersTo?: 'window';
    /** True: a document without a name is named after the field. */
    readonly names?: boolean;
  };
}

/** What a reference within one schema file points to (`#/$defs/name`). */
const resolved = (root: SchemaNode, node: SchemaNode): SchemaNode => {
  const name = node.$ref?.replace('#/$defs/', '');
  return name === undefined ? node : (root.$defs?.[name] ?? {});
};

/** The schema of one member or item of a value, or undefined where the schema names none. */
export const schemaBelow = (root: SchemaNode, node: SchemaNode, segment: string): SchemaNode | undefined => {
  const { properties = {}, additionalProperties, items } = node;
  const named = Object.hasOwn(properties, segment) ? properties[segment] : undefined;
  const other = typeof additionalProperties === 'object' ? additionalProperties : undefined;
  const child = named ?? other ?? (/^\d+$/.test(segment) ? items : undefined);
  return child === undefined ? undefined : resolved(root, child);
};

/** The schema that speaks of the value at a pointer; an empty one where none does. */
export const schemaAt = (root: SchemaNode, pointer: string): SchemaNode =>
  segmentsOf(pointer).reduce<SchemaNode>((node, segment) => schemaBelow(root, node, segment) ?? {}, root);

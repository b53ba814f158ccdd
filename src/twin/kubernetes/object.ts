/** One object that another belongs to. */
export interface OwnerReference {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  readonly uid: string;
  readonly controller?: boolean;
  readonly blockOwnerDeletion?: boolean;
}

/** A Kubernetes object, as far as the API server itself looks into it. */
export interface KubernetesObject {
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly uid?: string;
    readonly resourceVersion?: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
    readonly ownerReferences?: readonly OwnerReference[];
    readonly finalizers?: readonly string[];
    readonly generation?: number;
    /** RFC 3339; set: the object is on its way out. */
    readonly deletionTimestamp?: string;
    /** Seconds. */
    readonly deletionGracePeriodSeconds?: number;
    readonly [field: string]: unknown;
  };
  readonly [field: string]: unknown;
}

export type Verb = 'get' | 'list' | 'create' | 'update' | 'patch' | 'delete';

/** One kind of object that the API serves, in one version. */
export interface Resource {
  /** Plural, as in paths. */
  readonly name: string;
  readonly kind: string;
  /** "" is the core group. */
  readonly group: string;
  readonly version: string;
  readonly namespaced: boolean;
  readonly shortNames?: readonly string[];
  /** Fields a fieldSelector may name, as in spec.nodeName. */
  readonly fields: readonly string[];
  readonly verbs: readonly Verb[];
  /** What stands behind a name in a path: status, scale, eviction. */
  readonly subresources?: readonly string[];
  /** The first and the last minor version of Kubernetes 1 that has it. */
  readonly since?: number;
  readonly until?: number;
}

/** Under which the store keeps objects, whatever version they are asked in. */
export const storeKey = ({ name, group }: Pick<Resource, 'name' | 'group'>): string =>
  group === '' ? name : `${name}.${group}`;

export const apiVersionOf = ({ group, version }: Resource): string => (group === '' ? version : `${group}/${version}`);

/** Part of an object that is a mapping; {} when it is none. */
export const mapping = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};

/** A mapping without some of its keys. */
export const without = (value: unknown, ...names: readonly string[]): Readonly<Record<string, unknown>> =>
  Object.fromEntries(Object.entries(mapping(value)).filter(([name]) => !names.includes(name)));

/** A scalar as text, for messages; anything else as JSON. */
export const spell = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

/** The value at a path like spec.template.spec. */
export const at = (object: unknown, path: string): unknown =>
  path.split('.').reduce<unknown>((value, name) => mapping(value)[name], object);

/** A Kubernetes object, as far as lists and selectors look into it. */
export interface KubernetesObject {
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly [field: string]: unknown;
  };
  readonly [field: string]: unknown;
}

/** One kind of object that the API serves. */
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
}

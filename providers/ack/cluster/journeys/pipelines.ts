interface Tag {
  readonly key: string;
  readonly value: string;
}

/** Tags by which a pipeline says that a cluster is its own, as `key=value`. */
export const pipelinesIn = (tags: readonly Tag[]): readonly string[] =>
  tags.map(({ key, value }) => `${key}=${value}`).filter((tag) => /terraform|pulumi/i.test(tag));

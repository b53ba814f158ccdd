/** What `make` makes, made when it is first asked for, and kept. */
export const once = <T>(make: () => T): (() => T) => {
  let kept: { readonly value: T } | null = null;
  return () => (kept ??= { value: make() }).value;
};

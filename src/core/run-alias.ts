/**
 * What people call a run: `prod-hangzhou-7f3a`, the name of its plan's first target, or of the set that that is a member of, and 4
 * hex of the run's id.
 */
export const runAlias = (
  id: string,
  [first]: readonly { readonly address: string; readonly set: string }[],
): string => {
  const named = first === undefined ? '' : first.set === '' ? first.address : first.set;
  return `${named.slice(named.indexOf('/') + 1) || 'run'}-${id.slice(0, 4)}`;
};

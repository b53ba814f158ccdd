/** What YAML holds; `unknown` where a member is not looked at yet. */
type Members = Readonly<Record<string, unknown>>;

const isMembers = (value: unknown): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** By what an item of a list is told: the first of these that it has. */
const keys = ['id', 'name', 'instance'] as const;

const keyOf = (item: unknown): string | null => {
  if (!isMembers(item)) return null;
  const found = keys.map((key) => item[key]).find((value) => typeof value === 'string');
  return found ?? null;
};

/** A key that no item has is a slip that would make the scenario say nothing, so that it is refused. */
const mergeItems = (base: readonly unknown[], patch: Members, at: string): readonly unknown[] => {
  for (const key of Object.keys(patch))
    if (!base.some((item) => keyOf(item) === key)) throw new Error(`${at}: there is no item ${key} to change`);
  return base.flatMap((item) => {
    const change = patch[keyOf(item) ?? ''];
    if (change === undefined) return [item];
    return change === null ? [] : [mergePatch(item, change, `${at}/${keyOf(item) ?? ''}`)];
  });
};

/**
 * A merge patch as RFC 7396 has it: members replace members, null takes one away, a list replaces a list. Beyond it, a
 * mapping over a list changes its items by their `id`, `name` or `instance`.
 */
export const mergePatch = (base: unknown, patch: unknown, at = ''): unknown => {
  if (!isMembers(patch)) return patch;
  if (Array.isArray(base)) return mergeItems(base, patch, at);
  const members = isMembers(base) ? base : {};
  const kept = Object.entries(members).filter(([name]) => !(name in patch));
  const changed = Object.entries(patch)
    .filter(([, value]) => value !== null)
    .map(([name, value]) => [name, mergePatch(members[name], value, `${at}/${name}`)] as const);
  // In the order of the base: members that change stay where they were.
  const order = [...Object.keys(members), ...Object.keys(patch)];
  return Object.fromEntries([...kept, ...changed].sort(([a], [b]) => order.indexOf(a) - order.indexOf(b)));
};

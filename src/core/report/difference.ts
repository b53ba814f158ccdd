import { equal } from '../canonical.ts';
import type { Json } from '../fact.ts';
import { isJsonMap, memberOf } from '../merge.ts';

/** Where two values part, as a path of members (`calls/3/request`), with both sides. */
export interface Difference {
  readonly path: string;
  readonly told: Json | undefined;
  readonly found: Json | undefined;
}

interface Sides {
  readonly path: string;
  readonly told: Json | undefined;
  readonly found: Json | undefined;
}

const below = ({ path }: Sides, name: string | number): string => (path === '' ? String(name) : `${path}/${name}`);

const inLists = (told: readonly Json[], found: readonly Json[], sides: Sides): readonly Sides[] =>
  Array.from({ length: Math.max(told.length, found.length) }, (_, at) => ({
    path: below(sides, at),
    told: told[at],
    found: found[at],
  }));

/** `exactly`: one and the same version wrote both. Else a member that only one of them knows is no difference: formats grow. */
const parts = (sides: Sides, exactly: boolean): readonly Sides[] | null => {
  const { told, found } = sides;
  if (Array.isArray(told) && Array.isArray(found)) return inLists(told as Json[], found as Json[], sides);
  if (!isJsonMap(told) || !isJsonMap(found)) return null;
  return [...new Set([...Object.keys(told), ...Object.keys(found)])]
    .filter((name) => exactly || (Object.hasOwn(told, name) && Object.hasOwn(found, name)))
    .map((name) => ({ path: below(sides, name), told: memberOf(told, name), found: memberOf(found, name) }));
};

/** Every place at which what is told differs from what was found. */
export const differencesOf = (
  told: Json | undefined,
  found: Json | undefined,
  { exactly, path = '' }: { readonly exactly: boolean; readonly path?: string },
): readonly Difference[] => {
  const sides = { path, told, found };
  const inner = parts(sides, exactly);
  if (inner !== null) return inner.flatMap((one) => differencesOf(one.told, one.found, { exactly, path: one.path }));
  return told !== undefined && found !== undefined && equal(told, found) ? [] : [sides];
};

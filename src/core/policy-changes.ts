import { canonical } from './canonical.ts';
import type { Json } from './fact.ts';
import { isJsonMap, memberOf } from './merge.ts';
import type { Alteration } from './plan-policy.ts';

/** How an entry of a list is called: by its name where it has one, else by its place. */
const entryName = (entry: Json, index: number): string => {
  const name = memberOf(entry, 'name');
  return typeof name === 'string' ? name : String(index);
};

/** Every value that is no map and no list of named things, by the path of names that leads to it. */
const leaves = (value: Json, path: string): readonly (readonly [string, Json])[] => {
  if (isJsonMap(value)) return Object.entries(value).flatMap(([name, member]) => leaves(member, `${path}.${name}`));
  const isNamed = Array.isArray(value) && value.length > 0 && value.every((entry) => isJsonMap(entry as Json));
  if (!isNamed) return [[path, value]];
  return (value as readonly Json[]).flatMap((entry, index) => leaves(entry, `${path}.${entryName(entry, index)}`));
};

const without = (name: string, all: readonly (readonly [string, Json])[]) =>
  all.filter(([path]) => !path.endsWith(`.${name}`));

/** What one part of the policy says otherwise than the part that counts, value by value. */
export const alterationsOf = (
  part: string,
  counts: Json | undefined,
  asked: Json | undefined,
): readonly Alteration[] => {
  const [one, other] = [counts, asked].map(
    (value) => new Map(value === undefined ? [] : without('name', leaves(value, part))),
  );
  if (one === undefined || other === undefined) return [];
  return [...new Set([...one.keys(), ...other.keys()])].flatMap((key) => {
    const [is, wants] = [one.get(key) ?? null, other.get(key) ?? null];
    return canonical(is) === canonical(wants) ? [] : [{ key, counts: is, asked: wants }];
  });
};

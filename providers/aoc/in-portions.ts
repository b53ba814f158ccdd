import { allOf, type Reading, type Source } from '../wire/reading.ts';

/** So many names or ids stand in one question; its answer has a page of its own size. */
const portion = 200;

const portions = <T>(all: readonly T[]): readonly (readonly T[])[] =>
  Array.from({ length: Math.ceil(all.length / portion) }, (_, at) => all.slice(at * portion, (at + 1) * portion));

const unique = (all: readonly string[]): readonly string[] => [...new Set(all)].sort();

/** One list for each portion of the values, joined. Nothing to ask for is an empty list: no call is made. */
export const inPortions = async <T>(
  values: readonly string[],
  source: Source,
  ask: (portion: readonly string[]) => Promise<Reading<readonly T[]>>,
): Promise<Reading<readonly T[]>> => {
  const readings = await Promise.all(portions(unique(values)).map(ask));
  const all = allOf(readings, source);
  return all.ok ? { ...all, value: all.value.flat() } : all;
};

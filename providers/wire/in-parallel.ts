/** Maps with at most `width` at a time; the results keep the order of the items. */
export const inParallel = async <T, R>(
  items: readonly T[],
  width: number,
  map: (item: T) => Promise<R>,
): Promise<readonly R[]> => {
  const results: { readonly index: number; readonly value: R }[] = [];
  const queue = items.entries();
  const work = async (): Promise<void> => {
    // One iterator shared by all workers: each takes the next item when it is free.
    for (const [index, item] of queue) results.push({ index, value: await map(item) });
  };
  await Promise.all(Array.from({ length: Math.min(width, items.length) }, work));
  return results.sort((a, b) => a.index - b.index).map(({ value }) => value);
};

import type { Shelf } from './shelf.ts';
import { epochsOf } from './target-file.ts';

/** Files of one folder whose names differ in a number alone: `before`, the number from 1 on, `after`. */
export interface Series {
  readonly folder: string;
  readonly before: string;
  readonly after: string;
}

export const pathInSeries = ({ folder, before, after }: Series, epoch: number): string =>
  `${folder}/${before}${String(epoch)}${after}`;

/**
 * The numbers that are there, ascending. A list of names may be older than what is there, and on the newest number rests who
 * may write: so what would follow it is asked for by name, until it is not there.
 */
export const epochsThere = async (shelf: Shelf, series: Series): Promise<readonly number[]> => {
  const { folder, before, after } = series;
  const found = [...epochsOf(await shelf.names(folder, before), before, after)];
  for (let next = (found.at(-1) ?? 0) + 1; await shelf.exists(pathInSeries(series, next)); next += 1) found.push(next);
  return found;
};

import type { Compared, RowAge } from '../../core/drift/memory.ts';
import type { DriftModel, DriftRow, GoneRow } from './drift-model.ts';
import { lengthWords } from './length-words.ts';

/** The value of a row that may change while it is still there, in words; '' where it has none. */
export const valueOf = ({ duty, after, is, says, class: of }: DriftRow): string => {
  if (duty !== undefined) return duty.left.join(', ');
  return after ?? is ?? (of === 'alarm' ? says : '');
};

const stillWords = (firstSeen: string, at: string): string => {
  const seconds = Math.floor((Date.parse(at) - Date.parse(firstSeen)) / 1000);
  return seconds >= 60 ? lengthWords(seconds) : 'still';
};

/** A duty's lateness is its age; that it was not told before stands in front of it. */
const ageWords = (row: DriftRow, { is, firstSeen }: RowAge, at: string): string => {
  const age = is === 'still' ? stillWords(firstSeen, at) : is;
  if (row.age === undefined) return age;
  return is === 'still' ? row.age : `${is}, ${row.age}`;
};

/** A row with its age in it; as it was where nobody remembers. */
export const agedRow = (
  row: DriftRow,
  id: string,
  { at, age }: { readonly at: string; readonly age: RowAge | undefined },
): DriftRow => {
  if (age === undefined) return { ...row, id };
  const { is: standing, firstSeen, was } = age;
  return { ...row, id, standing, firstSeen, ...(was === undefined ? {} : { was }), age: ageWords(row, age, at) };
};

export const sinceOf = (rows: readonly DriftRow[], compared: Compared | null): DriftModel['since'] => {
  if (compared === null) return null;
  const [fresh, still, changed] = (['new', 'still', 'changed'] as const).map(
    (name) => rows.filter(({ standing }) => standing === name).length,
  ) as [number, number, number];
  return { new: fresh, still: still + changed, changed, gone: compared.gone.length };
};

export const goneOf = (compared: Compared | null): readonly GoneRow[] =>
  (compared?.gone ?? []).map(({ id, class: is, address, topic, says, firstSeen }) => ({
    id,
    class: is,
    address,
    topic,
    says,
    firstSeen,
  }));

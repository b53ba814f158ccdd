import type { CheckRow } from './check-groups.ts';

/** `FAIL ACK103 x2`, `ASK ACK122`: each thing that is said, by its code, in the order in which it first came. */
export const codeCounts = (rows: readonly Pick<CheckRow, 'word' | 'code'>[]): readonly string[] => {
  const counts = new Map<string, number>();
  for (const { word, code } of rows) counts.set(`${word} ${code}`, (counts.get(`${word} ${code}`) ?? 0) + 1);
  return [...counts].map(([says, count]) => (count === 1 ? says : `${says} x${count}`));
};

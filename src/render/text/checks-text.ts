import type { CheckGroups, CheckRow } from '../model/check-groups.ts';
import { unbroken } from './unbroken.ts';
import { flow } from './wrap.ts';
import { atRight, paragraph, type Line, type Style } from './line.ts';

const styleOf = {
  FAIL: 'bad',
  ASK: 'care',
  UNKNOWN: 'bad',
  WARN: 'care',
  LATER: 'faint',
  WAIVED: 'care',
} as const satisfies Record<CheckRow['word'], Style>;

/** Details, evidence and the fix stand under the code. */
const under = ' '.repeat(7);

const checkLines = (row: CheckRow, width: number): readonly Line[] => {
  const head = paragraph({
    lead: `  ${row.word.padEnd(4)} `,
    text: `${row.code} ${row.summary}`,
    width,
    hang: under.length,
    style: styleOf[row.word],
  });
  const details = [...row.details, ...row.evidence].flatMap((text) => paragraph({ lead: under, text, width }));
  const told = [...head, ...details];
  return [
    ...(row.place === null ? told : atRight(told, row.place, width)),
    ...(row.fix === null
      ? []
      : paragraph({ lead: `${under}fix: `, text: unbroken(row.fix), width, hang: under.length })),
  ];
};

export const checksInFull = (rows: readonly CheckRow[], width: number): readonly Line[] =>
  rows.flatMap((row) => checkLines(row, width));

interface Shown {
  readonly width: number;
  /** A yes accepts the warnings, so they are read in full. */
  readonly accepted: boolean;
  /** Read in full though nothing can be accepted. */
  readonly full?: boolean;
  /** When it was read, by the cloud's clock. */
  readonly readAt: string;
}

/** Rules of which this version makes no check: they are named, so that nobody takes silence for a pass. */
const notYetLines = ({ notYet }: CheckGroups, { width, accepted, full = false }: Shown): readonly Line[] => {
  if (notYet.length === 0) return [];
  const words = 'NOT YET CHECKED by this version';
  const codes = notYet.map(({ code }) => code).join(' ');
  const head = { lead: '  ', hang: under.length, width, style: 'care', whole: true } as const;
  if (!accepted && !full) return paragraph({ ...head, text: `${words}: ${codes}` });
  return [
    ...paragraph({ ...head, text: `${words}; look yourself:` }),
    ...notYet.flatMap(({ code, demands }) => paragraph({ lead: under, text: `${code} ${demands}`, width })),
  ];
};

/** What a yes accepts, what is set aside, and the count of all. */
export const checksText = (groups: CheckGroups, shown: Shown): readonly Line[] => [
  ...(shown.accepted && groups.warn.length > 0 ? [{ text: '  A yes also accepts:', style: 'strong' } as const] : []),
  ...(shown.accepted || shown.full === true ? checksInFull(groups.warn, shown.width) : []),
  ...checksInFull(groups.waived, shown.width),
  ...notYetLines(groups, shown),
  ...flow([...groups.counts, `read ${shown.readAt}`], ' | ', shown.width).map((text) => ({ text: `  ${text}` })),
];

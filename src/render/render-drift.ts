import { driftClasses, type DriftClass } from '../core/drift/classes.ts';
import { findingWords, goneWords, headWords, memoryWords, remedyWords, sinceWords } from './model/drift-words.ts';
import type { DriftModel, DriftRow } from './model/drift-model.ts';
import { atRight, paragraph, printed, type Line, type Style } from './text/line.ts';
import type { Print } from './text/print.ts';
import { unbroken } from './text/unbroken.ts';

const styleOf = {
  alarm: 'bad',
  unread: 'bad',
  regression: 'care',
  residue: 'care',
  outside: 'care',
  'in-flight': 'faint',
} as const satisfies Record<DriftClass, Style>;

const word = (of: DriftClass): string => (of === 'alarm' || of === 'unread' ? of.toUpperCase() : of);

const columns = Math.max(...driftClasses.map((name) => name.length));

const indent = ' '.repeat(columns + 4);

const remedyLines = (row: DriftRow, width: number): readonly Line[] => {
  const text = remedyWords(row);
  return text === '' ? [] : paragraph({ lead: `${indent}fix: `, text: unbroken(text), width, hang: indent.length });
};

const rowLines = (row: DriftRow, { at }: DriftModel, width: number): readonly Line[] => {
  const lead = `  ${word(row.class).padEnd(columns)}  `;
  const text = `${row.address} ${findingWords(row, at)}`;
  const lines = paragraph({ lead, text, width, style: styleOf[row.class] });
  const first = row.age === undefined ? lines : atRight(lines, row.age, width);
  return [...first, ...remedyLines(row, width)];
};

const head = (model: DriftModel, width: number): readonly Line[] => {
  const lines = paragraph({ lead: 'DRIFT ', text: headWords(model), width, style: 'strong' });
  return model.since === null ? lines : atRight(lines, sinceWords(model), width);
};

const memoryLines = (model: DriftModel, width: number): readonly Line[] => {
  const text = memoryWords(model);
  return text === null ? [] : paragraph({ lead: '  ', text, width, style: 'faint', whole: true });
};

const goneLines = ({ gone, at }: DriftModel, width: number): readonly Line[] =>
  gone.flatMap((row) => {
    const lead = `  ${'gone'.padEnd(columns)}  `;
    return paragraph({ lead, text: `${row.address} ${goneWords(row, at)}`, width, style: 'good' });
  });

const title = (lead: string, text: string, width: number): readonly Line[] =>
  paragraph({ lead, text, width, style: 'faint' });

const quietLines = (model: DriftModel, width: number): readonly Line[] => {
  const rows = model.quiet ?? [];
  if (rows.length === 0) return [];
  const text = `${rows.length} left behind that ${rows.length === 1 ? 'is' : 'are'} not due, done, or attested`;
  return [...title('QUIET ', text, width), ...rows.flatMap((row) => rowLines(row, model, width))];
};

const ignoredLines = (model: DriftModel, width: number): readonly Line[] => {
  const { count, rows } = model.ignored;
  if (count === 0) return [];
  const text = `${count} set aside by rules of the Project${rows === null ? '; --all shows them' : ''}`;
  return [...title('IGNORED ', text, width), ...(rows ?? []).flatMap((row) => rowLines(row, model, width))];
};

/** Whether there is nothing to tell: what rules set aside is none by itself, where it was not asked for. */
export const isSilent = ({ rows, quiet, gone, ignored }: DriftModel): boolean =>
  rows.length + gone.length + (quiet?.length ?? 0) + (ignored.rows?.length ?? 0) === 0;

/** Rows, worst first. */
export const worstFirst = (rows: readonly DriftRow[]): readonly DriftRow[] =>
  driftClasses.flatMap((name) => rows.filter((row) => row.class === name));

/** What is not as it is to be, worst first. Nothing to say: nothing at all, not even a line feed. */
export const renderDrift = (model: DriftModel, { width, color }: Print): string => {
  if (isSilent(model)) return '';
  const loud = worstFirst(model.rows).flatMap((row) => rowLines(row, model, width));
  const lines = [
    ...head(model, width),
    ...memoryLines(model, width),
    ...loud,
    ...goneLines(model, width),
    ...quietLines(model, width),
    ...ignoredLines(model, width),
  ];
  return printed(lines, color);
};

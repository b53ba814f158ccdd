import { driftClasses, type DriftClass, type DriftModel, type DriftRow } from './model/drift-model.ts';
import { momentWords, timeBeside } from './model/moment.ts';
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

const valueWords = ({ before, after, asked, is }: DriftRow): string => {
  if (asked !== undefined && is !== undefined) return `asked ${asked}, is ${is}`;
  return before === undefined && after === undefined ? '' : `${before ?? '(none)'} -> ${after ?? '(none)'}`;
};

/** What the row is about; of a duty the name by which a document attests it. */
const topicWords = (row: DriftRow): string => {
  if (row.duty !== undefined) return `${row.duty.id}:`;
  return row.fact === undefined ? '' : `${row.fact}${valueWords(row) === '' ? '' : ':'}`;
};

const rowWords = (row: DriftRow, at: string): string => {
  const { address, says, since, next } = row;
  const words = [
    address,
    topicWords(row),
    valueWords(row),
    says,
    since === undefined ? '' : `since ${timeBeside(since, at)}`,
  ]
    .filter((part) => part !== '')
    .join(' ');
  return next === undefined ? words : `${words}; next: ${next}`;
};

const indent = ' '.repeat(columns + 4);

/** How a duty that is owed is done, as one can copy it. */
const remedyLines = ({ duty }: DriftRow, width: number): readonly Line[] => {
  if (duty === undefined || duty.is === 'done' || duty.is === 'attested') return [];
  const text = `${duty.remedy}${duty.code === undefined ? '' : ` (onward explain ${duty.code})`}`;
  return paragraph({ lead: `${indent}fix: `, text: unbroken(text), width, hang: indent.length });
};

const rowLines = (row: DriftRow, { at }: DriftModel, width: number): readonly Line[] => {
  const lead = `  ${word(row.class).padEnd(columns)}  `;
  const lines = paragraph({ lead, text: rowWords(row, at), width, style: styleOf[row.class] });
  const first = row.age === undefined ? lines : atRight(lines, row.age, width);
  return [...first, ...remedyLines(row, width)];
};

const head = (model: DriftModel, width: number): readonly Line[] => {
  const { rows, targets, at, since } = model;
  const touched = new Set(rows.map(({ address }) => address)).size;
  const text = `${rows.length} in ${touched} of ${targets} targets  ${momentWords(at)}`;
  const lines = paragraph({ lead: 'DRIFT ', text, width, style: 'strong' });
  return since === null ? lines : atRight(lines, `${since.new} new, ${since.still} still, ${since.gone} gone`, width);
};

const quietLines = (model: DriftModel, width: number): readonly Line[] => {
  const { quiet } = model;
  if (quiet === null || quiet.length === 0) return [];
  const text = `${quiet.length} left behind that ${quiet.length === 1 ? 'is' : 'are'} not due, done, or attested`;
  return [
    ...paragraph({ lead: 'QUIET ', text, width, style: 'faint' }),
    ...quiet.flatMap((row) => rowLines(row, model, width)),
  ];
};

/** What is not as it was left, worst first. Nothing to say: nothing at all, not even a line feed. */
export const renderDrift = (model: DriftModel, { width, color }: Print): string => {
  if (model.rows.length + (model.quiet?.length ?? 0) === 0) return '';
  const rows = driftClasses.flatMap((name) => model.rows.filter((row) => row.class === name));
  const loud = rows.flatMap((row) => rowLines(row, model, width));
  return printed([...head(model, width), ...loud, ...quietLines(model, width)], color);
};

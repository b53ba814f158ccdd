import { driftClasses, type DriftClass } from '../core/drift/classes.ts';
import type { DriftModel, DriftRow, GoneRow } from './model/drift-model.ts';
import { momentWords, timeBeside } from './model/moment.ts';
import { atRight, paragraph, printed, type Line, type Style } from './text/line.ts';
import type { Print } from './text/print.ts';

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
  const { address, says, since, was, ignored, next } = row;
  const words = [
    address,
    topicWords(row),
    valueWords(row),
    says,
    since === undefined ? '' : `since ${timeBeside(since, at)}`,
    was === undefined || was === '' ? '' : `(${was} at the look before)`,
    ignored === undefined ? '' : `(ignored until ${ignored.expires}: ${ignored.reason}; ${ignored.at})`,
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
  return paragraph({ lead: `${indent}fix: `, text, width, hang: indent.length });
};

const rowLines = (row: DriftRow, { at }: DriftModel, width: number): readonly Line[] => {
  const lead = `  ${word(row.class).padEnd(columns)}  `;
  const lines = paragraph({ lead, text: rowWords(row, at), width, style: styleOf[row.class] });
  const first = row.age === undefined ? lines : atRight(lines, row.age, width);
  return [...first, ...remedyLines(row, width)];
};

const sinceWords = ({ new: fresh, still, changed, gone }: NonNullable<DriftModel['since']>): string =>
  `${fresh} new, ${still} still${changed === 0 ? '' : ` (${changed} changed)`}, ${gone} gone`;

const head = (model: DriftModel, width: number): readonly Line[] => {
  const { rows, targets, at, since } = model;
  const touched = new Set(rows.map(({ address }) => address)).size;
  const text = `${rows.length} in ${touched} of ${targets} targets  ${momentWords(at)}`;
  const lines = paragraph({ lead: 'DRIFT ', text, width, style: 'strong' });
  return since === null ? lines : atRight(lines, sinceWords(since), width);
};

const goneLines = ({ gone, at }: DriftModel, width: number): readonly Line[] =>
  gone.flatMap((row: GoneRow) => {
    const lead = `  ${'gone'.padEnd(columns)}  `;
    const text = `${row.address} ${row.topic}: ${row.class}, first seen ${timeBeside(row.firstSeen, at)}`;
    return paragraph({ lead, text, width, style: 'good' });
  });

const aside = (
  { rows, title, model }: { rows: readonly DriftRow[]; title: Line[]; model: DriftModel },
  width: number,
) => (rows.length === 0 ? [] : [...title, ...rows.flatMap((row) => rowLines(row, model, width))]);

const quietLines = (model: DriftModel, width: number): readonly Line[] => {
  const rows = model.quiet ?? [];
  const text = `${rows.length} left behind that ${rows.length === 1 ? 'is' : 'are'} not due, done, or attested`;
  return aside({ rows, title: [...paragraph({ lead: 'QUIET ', text, width, style: 'faint' })], model }, width);
};

const ignoredLines = (model: DriftModel, width: number): readonly Line[] => {
  const { count, rows } = model.ignored;
  if (count === 0) return [];
  const text = `${count} set aside by rules of the Project${rows === null ? '; --all shows them' : ''}`;
  const title = [...paragraph({ lead: 'IGNORED ', text, width, style: 'faint' })];
  return rows === null ? title : aside({ rows, title, model }, width);
};

const memoryWords: Readonly<Record<DriftModel['memory'], string | null>> = {
  kept: null,
  none: 'There is no store here: compared with what the documents ask for alone, and nothing is remembered.',
  unread: 'What earlier runs found could not be read: nobody can say what is new.',
  unwritten: 'This run could not be remembered: the next one tells the same as new.',
};

const memoryLines = ({ memory }: DriftModel, width: number): readonly Line[] => {
  const text = memoryWords[memory];
  return text === null ? [] : paragraph({ lead: '  ', text, width, style: 'faint', whole: true });
};

/** Whether there is anything to tell: what rules set aside is none by itself, where it was not asked for. */
const isSilent = ({ rows, quiet, gone, ignored }: DriftModel): boolean =>
  rows.length + gone.length + (quiet?.length ?? 0) + (ignored.rows?.length ?? 0) === 0;

/** What is not as it is to be, worst first. Nothing to say: nothing at all, not even a line feed. */
export const renderDrift = (model: DriftModel, { width, color }: Print): string => {
  if (isSilent(model)) return '';
  const rows = driftClasses.flatMap((name) => model.rows.filter((row) => row.class === name));
  const loud = rows.flatMap((row) => rowLines(row, model, width));
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

import { driftClasses, type DriftClass, type DriftModel, type DriftRow } from './model/drift-model.ts';
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

const rowWords = ({ address, says, fact, before, after, since }: DriftRow, at: string): string =>
  [
    address,
    fact === undefined ? '' : `${fact}${before === undefined && after === undefined ? '' : ':'}`,
    before === undefined && after === undefined ? '' : `${before ?? '(none)'} -> ${after ?? '(none)'}`,
    says,
    since === undefined ? '' : `since ${timeBeside(since, at)}`,
  ]
    .filter((part) => part !== '')
    .join(' ');

const rowLines = (row: DriftRow, { at }: DriftModel, width: number): readonly Line[] => {
  const lead = `  ${word(row.class).padEnd(columns)}  `;
  const lines = paragraph({ lead, text: rowWords(row, at), width, style: styleOf[row.class] });
  return row.age === undefined ? lines : atRight(lines, row.age, width);
};

const head = (model: DriftModel, width: number): readonly Line[] => {
  const { rows, targets, at, since } = model;
  const touched = new Set(rows.map(({ address }) => address)).size;
  const text = `${rows.length} in ${touched} of ${targets} targets  ${momentWords(at)}`;
  const lines = paragraph({ lead: 'DRIFT ', text, width, style: 'strong' });
  return since === null ? lines : atRight(lines, `${since.new} new, ${since.still} still, ${since.gone} gone`, width);
};

/** What is not as it was left, worst first. Nothing to say: nothing at all, not even a line feed. */
export const renderDrift = (model: DriftModel, { width, color }: Print): string => {
  if (model.rows.length === 0) return '';
  const rows = driftClasses.flatMap((name) => model.rows.filter((row) => row.class === name));
  return printed([...head(model, width), ...rows.flatMap((row) => rowLines(row, model, width))], color);
};

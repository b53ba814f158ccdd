import { canonical } from '../core/canonical.ts';
import type { Json } from '../core/fact.ts';
import { joined, say, type Markdown } from './markdown/escape-markdown.ts';
import { momentWords } from './model/moment.ts';
import type { VerifyModel, VerifyRow, VerifyTarget } from './model/verify-model.ts';
import { paragraph, printed, type Line, type Style } from './text/line.ts';
import type { Print } from './text/print.ts';

const words: Readonly<Record<VerifyRow['is'], string>> = {
  same: 'same',
  'as-asked': 'as asked',
  differs: 'DIFFERS',
  unread: 'UNREAD',
};

const styles: Readonly<Record<VerifyRow['is'], Style>> = {
  same: 'faint',
  'as-asked': 'good',
  differs: 'bad',
  unread: 'bad',
};

const value = (json: Json): string => (typeof json === 'string' ? json : canonical(json));

/** An asked fact was never promised to have been so; a fact of the inventory was so when it was taken. */
const rowText = ({ title, from, before, now, is }: VerifyRow, { run, takenAt }: VerifyTarget): string => {
  if (is === 'same' || is === 'as-asked') return `${title}: ${value(now)}`;
  if (from === 'document')
    return is === 'unread'
      ? `${title}: could not be read, asked ${value(before)}`
      : `${title}: ${value(now)}, asked ${value(before)}`;
  const was = `was ${value(before)} (inventory of run ${run}, ${momentWords(takenAt)})`;
  return is === 'unread' ? `${title}: could not be read, ${was}` : `${title}: ${value(now)}, ${was}`;
};

const columns = Math.max(...Object.values(words).map((word) => word.length));

const standings: Readonly<Record<VerifyTarget['standing'], string>> = {
  verified: 'VERIFIED',
  differs: 'DIFFERS',
  unread: 'UNREAD',
  'in-flight': 'IN FLIGHT',
  'not-migrated': 'NOT MIGRATED',
};

const head = (target: VerifyTarget): string =>
  `${target.address}  ${target.rows.length} facts  inventory of run ${target.run}, ${momentWords(target.takenAt)}`;

/** What stands above the facts, since it says what they can prove. */
const remarks = ({ last, note }: VerifyTarget): readonly string[] => [
  ...(last.is === 'done' ? [] : [last.says]),
  ...(note === null ? [] : [note]),
];

const linesOf = (target: VerifyTarget, width: number): readonly Line[] => [
  ...paragraph({ lead: `${standings[target.standing]}  `, text: head(target), width, style: 'strong' }),
  ...remarks(target).flatMap((text) => paragraph({ lead: '  ', text, width, style: 'strong' })),
  ...target.rows.flatMap((row) =>
    paragraph({
      lead: `  ${words[row.is].padEnd(columns)}  `,
      text: rowText(row, target),
      width,
      style: styles[row.is],
    }),
  ),
];

/** Each fact with what it was or was asked to be, and what it is, for a terminal. */
export const renderVerify = ({ targets }: VerifyModel, { width, color }: Print): string =>
  printed(
    targets.flatMap((target) => linesOf(target, width)),
    color,
  );

const markdownRow = ({ title, from, before, now, is }: VerifyRow): Markdown =>
  say`| ${words[is]} | ${title} | ${from === 'document' ? value(before) : ''} | ${from === 'inventory' ? value(before) : ''} | ${is === 'unread' ? 'could not be read' : value(now)} |`;

const markdownOf = (target: VerifyTarget): Markdown => {
  const lines = [
    say`### ${standings[target.standing]} · ${target.address}`,
    say``,
    ...remarks(target).flatMap((text) => [say`${text}`, say``]),
    say`Inventory of run ${target.run}, taken ${momentWords(target.takenAt)}; compared ${momentWords(target.at)}.`,
    say``,
    say`| | fact | asked | was | is |`,
    say`|---|---|---|---|---|`,
    ...target.rows.map(markdownRow),
    say``,
  ];
  return joined(lines, '\n');
};

/** The same as a Markdown table a target. */
export const renderVerifyMarkdown = ({ targets }: VerifyModel): string =>
  joined(targets.map(markdownOf), '\n').markdown;

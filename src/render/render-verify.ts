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

const rowText = ({ title, before, now, is }: VerifyRow): string => {
  if (is === 'same' || is === 'as-asked') return `${title}: ${value(now)}`;
  return is === 'unread' ? `${title}: could not be read` : `${title}: ${value(now)}, was ${value(before)}`;
};

const columns = Math.max(...Object.values(words).map((word) => word.length));

const standing = ({ rows }: VerifyTarget): string => {
  if (rows.some(({ is }) => is === 'differs')) return 'DIFFERS';
  return rows.some(({ is }) => is === 'unread') ? 'UNREAD' : 'VERIFIED';
};

const head = (target: VerifyTarget): string =>
  `${target.address}  ${target.rows.length} facts  inventory of run ${target.run}, ${momentWords(target.takenAt)}`;

const linesOf = (target: VerifyTarget, width: number): readonly Line[] => [
  ...paragraph({ lead: `${standing(target)}  `, text: head(target), width, style: 'strong' }),
  ...target.rows.flatMap((row) =>
    paragraph({ lead: `  ${words[row.is].padEnd(columns)}  `, text: rowText(row), width, style: styles[row.is] }),
  ),
];

/** Each fact with what it was and is, for a terminal. */
export const renderVerify = ({ targets }: VerifyModel, { width, color }: Print): string =>
  printed(
    targets.flatMap((target) => linesOf(target, width)),
    color,
  );

const markdownRow = ({ title, before, now, is }: VerifyRow): Markdown =>
  say`| ${words[is]} | ${title} | ${value(before)} | ${value(now)} |`;

const markdownOf = (target: VerifyTarget): Markdown => {
  const lines = [
    say`### ${standing(target)} · ${target.address}`,
    say``,
    say`Inventory of run ${target.run}, taken ${target.takenAt}; compared ${target.at}.`,
    say``,
    say`| | fact | before | now |`,
    say`|---|---|---|---|`,
    ...target.rows.map(markdownRow),
    say``,
  ];
  return joined(lines, '\n');
};

/** The same as a Markdown table a target. */
export const renderVerifyMarkdown = ({ targets }: VerifyModel): string =>
  joined(targets.map(markdownOf), '\n').markdown;

import {
  contactWords,
  findingWords,
  goneWords,
  headWords,
  memoryWords,
  remedyWords,
  sinceWords,
} from '../model/drift-words.ts';
import type { DriftModel, DriftRow } from '../model/drift-model.ts';
import { worstFirst } from '../render-drift.ts';
import { visible } from '../../core/visible.ts';

/** What the service takes at most: blocks of a message, characters of a block's text and of its header. */
const most = { blocks: 50, text: 3000, header: 150 } as const;

/** Its control characters as entities; a mention by name is parted from its sign by a character that nobody sees. */
const escaped = (text: string): string =>
  visible(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replace(/@(?=\w)/g, '@\u200b');

/** Cut where it is too long, and never within an entity. */
const within = (text: string, longest: number): string => {
  const all = escaped(text);
  if (all.length <= longest) return all;
  return `${all.slice(0, longest - 1).replace(/&[a-z]{0,3}$|[\ud800-\udbff]$/, '')}…`;
};

/** Plain: nothing in it becomes a link, a mention or a style. */
const section = (text: string) => ({
  type: 'section',
  text: { type: 'plain_text', text: within(text, most.text), emoji: false },
});

const rowText = (row: DriftRow, at: string): string => {
  const age = row.age === undefined ? '' : ` (${row.age})`;
  const remedy = remedyWords(row);
  return `${row.class.toUpperCase()} ${row.address} ${findingWords(row, at)}${age}${remedy === '' ? '' : `\nfix: ${remedy}`}`;
};

/** The message for Slack and what takes its webhooks: `text` for the notification, blocks for who opens it. */
export const slackMessage = (model: DriftModel): object => {
  const { at, rows, gone } = model;
  const head = `Drift: ${headWords(model)}`;
  const [since, memory, contacts] = [sinceWords(model), memoryWords(model), contactWords(model)];
  const talk = [since, memory ?? '', contacts].filter((part) => part !== '').join('\n');
  const texts = [
    ...worstFirst(rows).map((row) => rowText(row, at)),
    ...gone.map((row) => `gone ${row.address} ${goneWords(row, at)}`),
  ];
  const room = most.blocks - 3;
  const left = texts.length - room;
  const text = { type: 'plain_text', text: within(head, most.header), emoji: false };
  return {
    text: within([head, since].filter((part) => part !== '').join('; '), most.text),
    blocks: [
      { type: 'header', text },
      ...(talk === '' ? [] : [section(talk)]),
      ...texts.slice(0, room).map(section),
      ...(left > 0 ? [section(`${left} more; onward drift shows all`)] : []),
    ],
  };
};

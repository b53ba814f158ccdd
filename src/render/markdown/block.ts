import { joined, type Markdown } from './escape-markdown.ts';

/** Written when it is known that there is room for it: of a plan of a thousand targets, most is not. */
export type Item = () => Markdown;

/**
 * A part of a comment. Items may be cut from its end to keep the comment within its size; `open` and `close` stand around
 * them. Lower ranks are kept first. 0: the first screen of the whole. 1: that of each target. 2: what is done, and what
 * changes. 3: what else was found. 4: the evidence.
 */
export interface Block {
  readonly rank: 0 | 1 | 2 | 3 | 4;
  readonly open: Markdown;
  /** Stands for `open` where there is no room even for that. */
  readonly brief?: Markdown;
  readonly items: readonly Item[];
  readonly close: Markdown;
  /** What follows even the line that counts what was cut. */
  readonly after: Markdown;
  /** What an item is called when some were cut: "steps". */
  readonly noun: string;
  /** What is told of the items from this one on, though they are cut. */
  readonly rest?: (from: number) => Markdown;
}

const encoder = new TextEncoder();

export const bytes = (text: string): number => encoder.encode(text).length;

const seeAll = '`onward show plan.json --full` prints them all.';

const cutLine = ({ items, noun, rest }: Block, kept: number): string => {
  if (kept === items.length) return '';
  const told = rest === undefined ? '' : ` (${rest(kept).markdown})`;
  return `\n\n_${items.length - kept} of ${items.length} ${noun} cut${told}; ${seeAll}_\n`;
};

const assembled = (block: Block, kept: readonly string[]): string =>
  block.open.markdown + kept.join('\n') + block.close.markdown + cutLine(block, kept.length) + block.after.markdown;

/** A block with all that it holds. */
export const inFull = (block: Block): Markdown => ({
  markdown: assembled(
    block,
    block.items.map((item) => item().markdown),
  ),
});

interface Room {
  readonly room: number;
  /** No more items than these, though there were room for more. */
  readonly only: number;
}

/** Its first items, as many as fit; null when not even the frame does. No more is written than one item too many. */
const fitting = (block: Block, { room, only }: Room): readonly string[] | null => {
  // Measured with the counting line at its longest: no item kept.
  const roomIfCut = room - bytes(assembled(block, []));
  const roomIfWhole = room - bytes(block.open.markdown + block.close.markdown + block.after.markdown);
  const kept: string[] = [];
  let used = 0;
  let whole = 0;
  for (const item of block.items.slice(0, only)) {
    const text = item().markdown;
    used += bytes(text) + 1;
    if (used > roomIfWhole) break;
    kept.push(text);
    if (used <= roomIfCut) whole = kept.length;
  }
  if (kept.length === block.items.length && used <= roomIfWhole) return kept;
  return roomIfCut < 0 ? null : kept.slice(0, whole);
};

interface Shown {
  readonly text: string;
  readonly isWhole: boolean;
}

const shortened = ({ brief, ...block }: Block, room: Room): Shown | null => {
  const kept = fitting(block, room);
  if (kept !== null) return { text: assembled(block, kept), isWhole: kept.length === block.items.length };
  return brief === undefined ? null : shortened({ ...block, open: brief }, room);
};

const gone = (parts: number): string => (parts === 0 ? '' : `\n_${parts} more parts cut; ${seeAll}_\n`);

/** What a block takes at the least, if it can be had at all. */
const least = (block: Block): number => (block.rank === 0 ? bytes(assembled(block, [])) : 0);

/**
 * Joins blocks within `room` bytes. What matters most is kept first, and of equals what stands first; where something of
 * one rank was cut, lists of the next are counts. No list of a first screen grows at the cost of the next one's head.
 */
export const fit = (blocks: readonly Block[], room: number): Markdown => {
  let free = room - bytes(gone(blocks.length));
  let kept = blocks.reduce((all, block) => all + least(block), 0);
  let lossFrom = Infinity;
  const texts = new Map<Block, string>();
  for (const block of [...blocks].sort((a, b) => a.rank - b.rank)) {
    kept -= least(block);
    const only = block.rank > lossFrom ? 0 : block.items.length;
    const shown = shortened(block, { only, room: Math.max(free - kept, Math.min(free, least(block))) });
    if (shown?.isWhole !== true) lossFrom = Math.min(lossFrom, block.rank);
    if (shown === null) continue;
    free -= bytes(shown.text);
    texts.set(block, shown.text);
  }
  const text = blocks.map((block) => texts.get(block) ?? '').join('');
  return { markdown: text + gone(blocks.length - texts.size) };
};

/** A title of own words and numbers: inside `summary` Markdown is not read, so nothing foreign may stand there. */
export type Title = `${string}: ${number}${string}` | 'What each step expects right before it is sent';

/** A folded list, table or fence, with the blank lines that Markdown inside HTML needs. */
export const folded = (title: Title, block: Omit<Block, 'after'>): readonly Block[] =>
  block.items.length === 0
    ? []
    : [
        {
          ...block,
          open: { markdown: `<details><summary>${title}</summary>\n\n${block.open.markdown}` },
          after: { markdown: '\n\n</details>\n\n' },
        },
      ];

/** Items of a list. */
export const listed = (items: readonly Item[]): readonly Item[] =>
  items.map((item) => () => joined([{ markdown: '- ' }, item()], ''));

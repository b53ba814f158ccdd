import { joined, type Markdown } from './escape-markdown.ts';

/**
 * A part of a comment. Items may be cut from its end to keep the comment within its size; `open` and `close` stand around
 * them. Lower ranks are kept first: 0 is the first screen.
 */
export interface Block {
  readonly rank: 0 | 1 | 2 | 3;
  readonly open: Markdown;
  readonly items: readonly Markdown[];
  readonly close: Markdown;
  /** What follows even the line that counts what was cut. */
  readonly after: Markdown;
  /** What an item is called when some were cut: "steps". */
  readonly noun: string;
}

const encoder = new TextEncoder();

export const bytes = (text: string): number => encoder.encode(text).length;

const assembled = (block: Block, kept: number): string => {
  const left = block.items.length - kept;
  const cut =
    left === 0 ? '' : `\n\n_${left} of ${block.items.length} ${block.noun} cut; \`onward show\` prints them all._\n`;
  const items = joined(block.items.slice(0, kept), '\n').markdown;
  return block.open.markdown + items + block.close.markdown + cut + block.after.markdown;
};

/** A block with all that it holds. */
export const inFull = (block: Block): Markdown => ({ markdown: assembled(block, block.items.length) });

/** How many items fit, or null when not even the frame does. */
const fitting = (block: Block, room: number): number | null => {
  if (bytes(assembled(block, block.items.length)) <= room) return block.items.length;
  let free = room - bytes(assembled(block, 0));
  if (free < 0) return null;
  // The counting line was measured at its longest, with no item kept.
  let kept = 0;
  for (const item of block.items) {
    free -= bytes(item.markdown) + 1;
    if (free < 0) break;
    kept += 1;
  }
  return kept;
};

const gone = (parts: number): string =>
  parts === 0 ? '' : `\n_${parts} more parts cut; \`onward show\` prints them all._\n`;

/** Joins blocks within `room` bytes: what matters most is kept first, and what was cut is counted where it was. */
export const fit = (blocks: readonly Block[], room: number): Markdown => {
  let free = room - bytes(gone(blocks.length));
  const texts = new Map<Block, string>();
  for (const block of [...blocks].sort((a, b) => a.rank - b.rank)) {
    const kept = fitting(block, free);
    if (kept === null) continue;
    const text = assembled(block, kept);
    free -= bytes(text);
    texts.set(block, text);
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

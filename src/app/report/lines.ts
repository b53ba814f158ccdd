import type { EpochText } from '../../core/journal-epochs.ts';
import type { JournalLine } from '../../core/journal.ts';

/** A line with the epoch whose file it stands in. */
export interface PlacedLine {
  readonly epoch: number;
  readonly line: JournalLine;
}

/** The lines of a journal whose chain is proven, file by file: each writer's words in the order in which it spoke. */
export const placedLines = (journal: readonly EpochText[]): readonly PlacedLine[] =>
  journal.flatMap(({ epoch, texts }) => texts.map((text) => ({ epoch, line: JSON.parse(text) as JournalLine })));

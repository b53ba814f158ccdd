import {
  endOf,
  readChain,
  readJoint,
  type ChainBreak,
  type ChainEnd,
  type Link,
  type Sha256,
} from './journal-chain.ts';
import type { JournalLine } from './journal.ts';

/** The whole lines of `journal.<epoch>.ndjson`, in order. */
export interface EpochText {
  readonly epoch: number;
  readonly texts: readonly string[];
}

/**
 * A line that a writer added to its epoch after the next one had been chained to an earlier line of it: the writer had
 * lost the run, and what it says is evidence, never discarded. It stands after the first `after` lines of the chain.
 */
export interface LateLine {
  readonly epoch: number;
  readonly after: number;
  readonly line: JournalLine;
}

/** A journal over all its epochs. */
export interface JoinedJournal {
  readonly lines: readonly JournalLine[];
  readonly late: readonly LateLine[];
  readonly end: ChainEnd;
}

interface Segment {
  readonly epoch: number;
  readonly from: ChainEnd;
  readonly links: readonly Link[];
}

const same = (a: ChainEnd, b: ChainEnd | undefined): boolean => a.hash === b?.hash && a.seq === b.seq;

/** How many lines of a segment the next epoch was chained to; all of them where its first line names none. */
const cut = (segment: Segment, first: string): number => {
  const joint = readJoint(first);
  if (same(segment.from, joint)) return 0;
  const at = segment.links.findLastIndex((link) => same(endOf(link), joint));
  return at === -1 ? segment.links.length : at + 1;
};

const lastOf = (segment: Segment, kept: number): ChainEnd => {
  const link = segment.links[kept - 1];
  return link === undefined ? segment.from : endOf(link);
};

type Joined =
  | { readonly ok: true; readonly journal: JoinedJournal }
  | { readonly ok: false; readonly epoch: number; readonly broken: ChainBreak };

/**
 * Joins the epochs of one run: each chains to a line of the last epoch that has any. An epoch without a whole line
 * (its writer died at once) is passed over.
 */
export const joinEpochs = (epochs: readonly EpochText[], start: ChainEnd, sha256: Sha256): Joined => {
  const lines: JournalLine[] = [];
  const late: LateLine[] = [];
  let segment: Segment = { epoch: 0, from: start, links: [] };
  const close = (kept: number): void => {
    for (const [index, { line }] of segment.links.entries()) {
      if (index < kept) lines.push(line);
      else late.push({ epoch: segment.epoch, after: lines.length, line });
    }
  };
  const written = epochs.filter(({ texts }) => texts.length > 0);
  for (const [index, { epoch, texts }] of written.entries()) {
    const kept = cut(segment, texts[0] ?? '');
    close(kept);
    const from = lastOf(segment, kept);
    const { links, broken } = readChain(texts, from, sha256, written[index + 1]?.texts[0]);
    if (broken !== undefined) return { ok: false, epoch, broken };
    segment = { epoch, from, links };
  }
  close(segment.links.length);
  return { ok: true, journal: { lines, late, end: lastOf(segment, segment.links.length) } };
};

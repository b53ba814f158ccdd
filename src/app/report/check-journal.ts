import { chainStart, readJoint, type ChainEnd } from '../../core/journal-chain.ts';
import { joinEpochs, type EpochText, type JoinedJournal } from '../../core/journal-epochs.ts';
import type { Report, ToldEpoch } from '../../core/report/report.ts';
import type { CheckedPart } from '../../render/model/report-check-model.ts';
import type { Host } from '../host.ts';

type Sha256 = Host['sha256'];

interface Checked {
  readonly parts: readonly CheckedPart[];
  /** Null where the chain is broken. */
  readonly journal: JoinedJournal | null;
}

interface Place {
  readonly epoch: number;
  readonly line?: number;
}

const altered = ({ epoch, line }: Place, says: string): CheckedPart => ({
  part: 'journal',
  is: 'altered',
  says: `epoch ${epoch}${line === undefined ? '' : `, line ${line}`}: ${says}`,
  epoch,
  ...(line === undefined ? {} : { line }),
});

/** Files are numbered from 1 without a gap; a file that is gone is seen by that. */
const gapIn = (journal: readonly EpochText[]): CheckedPart | null => {
  const at = journal.findIndex(({ epoch }, index) => epoch !== index + 1);
  return at === -1 ? null : altered({ epoch: at + 1 }, 'the file of this number is missing');
};

const countWords = (lines: number): string => `${lines} ${lines === 1 ? 'line' : 'lines'}`;

/** What no chain shows: lines at the very end, and those of a writer that had lost the run. */
const endOf = ({ epoch, texts }: EpochText, told: ToldEpoch | undefined, sha256: Sha256): CheckedPart | null => {
  if (told === undefined) return altered({ epoch, line: 1 }, 'the report does not tell of this file');
  const { lines, last } = told;
  if (texts.length < lines)
    return altered({ epoch, line: texts.length + 1 }, `it is missing; the report tells of ${countWords(lines)}`);
  if (texts.length > lines)
    return altered({ epoch, line: lines + 1 }, `it was added; the report tells of ${countWords(lines)}`);
  const end = texts.at(-1);
  if (end === undefined || last === sha256(end)) return null;
  return altered({ epoch, line: texts.length }, 'its bytes are not those that the report was made of');
};

const ends = ({ told, evidence: { journal } }: Report, sha256: Sha256): readonly CheckedPart[] => [
  ...journal.flatMap(
    (one) =>
      endOf(
        one,
        told.epochs.find(({ epoch }) => epoch === one.epoch),
        sha256,
      ) ?? [],
  ),
  ...told.epochs
    .filter(({ epoch }) => !journal.some((one) => one.epoch === epoch))
    .map(({ epoch }) => altered({ epoch }, 'the file of this number is missing')),
];

/**
 * Where the chain begins. A first line that vouches for another plan accuses the plan, or, where that is proven by itself, the
 * line; the rest of the chain is proven all the same.
 */
const beginning = ({ evidence }: Report, planHolds: boolean, sha256: Sha256) => {
  const start = chainStart(evidence.plan, sha256);
  const joint = readJoint(evidence.journal[0]?.texts[0] ?? '');
  if (joint === undefined || joint.seq !== 0 || joint.hash === start.hash) return { start, parts: [] };
  const accused: CheckedPart = planHolds
    ? altered({ epoch: 1, line: 1 }, 'it is chained to another plan than the one in the report')
    : { part: 'plan', is: 'altered', says: 'its bytes are not those that the first line of the journal is chained to' };
  return { start: { seq: 0, hash: joint.hash } satisfies ChainEnd, parts: [accused] };
};

const proven = ({ lines, late, end }: JoinedJournal, epochs: number): CheckedPart => ({
  part: 'journal',
  is: 'proven',
  says: `${countWords(lines.length)} in ${epochs} ${epochs === 1 ? 'epoch' : 'epochs'}, each chained to the one before and the first to the plan; number ${end.seq} is the last, ${end.hash.slice(0, 12)}${late.length === 0 ? '' : `; ${countWords(late.length)} of a writer that had lost the run, beside the chain`}`,
});

/** Proves each line by the one after it, from the plan on, and what no line follows by what the report tells. */
export const checkJournal = (report: Report, planHolds: boolean, sha256: Sha256): Checked => {
  const { journal } = report.evidence;
  const gap = gapIn(journal);
  const { start, parts } = beginning(report, planHolds, sha256);
  const joined = joinEpochs(journal, start, sha256);
  if (!joined.ok) {
    const place = { epoch: joined.epoch, line: joined.broken.index + 1 };
    return { parts: [...parts, ...(gap === null ? [] : [gap]), altered(place, joined.broken.says)], journal: null };
  }
  if (joined.journal.lines.length === 0)
    return { parts: [altered({ epoch: 1 }, 'there is no line at all')], journal: null };
  const wrong = [...parts, ...(gap === null ? ends(report, sha256) : [gap])];
  return { parts: wrong.length > 0 ? wrong : [proven(joined.journal, journal.length)], journal: joined.journal };
};

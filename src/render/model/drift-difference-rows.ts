import { commandOf } from '../../core/command-line.ts';
import type { DriftRow } from './drift-model.ts';
import type { About } from './drift-rows.ts';

/** How the newest run of a target ended, as far as drift needs it. */
export type PastEnd = 'applied' | 'failed' | 'undone' | 'ended';

/** What a row of a difference says of the past; null where there was no run. */
export interface DifferencePast {
  readonly is: PastEnd;
  readonly run: string;
  /** The run got past its point of no return: nothing that begins it again is proposed. */
  readonly turned: boolean;
  /** The run applied the value that is asked for now. */
  readonly asAsked: boolean;
}

const endWords = {
  failed: 'tried and failed',
  undone: 'was taken back',
  ended: 'ended before it was done',
  applied: 'applied what was asked for then; the document has changed since',
} as const;

const pastWords = (past: DifferencePast | null): string => {
  if (past === null) return '(never applied from this store)';
  const isApplied = past.is === 'applied' && past.asAsked;
  return isApplied ? `(applied by run ${past.run})` : `(run ${past.run} ${endWords[past.is]})`;
};

/** What a one-way step brought about is compared with what was written down before it; the rest is planned. */
const nextFor = ({ file }: About, past: DifferencePast | null): string =>
  commandOf(past?.turned === true && past.asAsked ? 'verify' : 'plan', [file]);

/** A difference from what is asked for. Values are words. */
export interface Difference {
  readonly fact: string;
  readonly asked: string;
  readonly is: string;
}

/** What was applied has changed; what never was, is only asked for. */
export const differenceRow = (about: About, { fact, asked, is }: Difference, past: DifferencePast | null): DriftRow => {
  const { address } = about;
  const base = { address, topic: fact, says: pastWords(past), fact, next: nextFor(about, past) };
  return past?.is === 'applied' && past.asAsked
    ? { class: 'regression', ...base, before: asked, after: is, run: past.run }
    : { class: 'outside', ...base, asked, is, ...(past === null ? {} : { run: past.run }) };
};

/** What no document asks for and a run wrote down, and somebody else has changed since. */
export const outsideRow = (
  { address, file }: About,
  {
    fact,
    before,
    after,
    run,
  }: { readonly fact: string; readonly before: string; readonly after: string; readonly run: string },
): DriftRow => ({
  class: 'outside',
  address,
  topic: fact,
  says: `(since run ${run}, which does not change it)`,
  fact,
  before,
  after,
  run,
  next: commandOf('verify', [file]),
});

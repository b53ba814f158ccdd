/** One class of what a drift run finds. */
interface DriftClassEntry {
  readonly means: string;
  /** Where a value is told as well: a change of it is worth telling again. */
  readonly valued: boolean;
}

/** The one registry of classes, worst first: the order in which they are shown. */
const entries = {
  alarm: {
    means: 'what cannot wait: a target is gone, runs twice, or waits past its deadline',
    valued: true,
  },
  unread: { means: 'what could not be read, so that nothing is concluded of it', valued: false },
  regression: { means: 'what a run applied and proved, and is lost again', valued: true },
  residue: { means: 'what a run left behind, or a rule that ignores drift, past its due date', valued: true },
  outside: {
    means: 'what somebody else changed, or what is asked for and no run of this store has applied',
    valued: true,
  },
  'in-flight': { means: 'a run that has not ended', valued: false },
} as const satisfies Record<string, DriftClassEntry>;

export type DriftClass = keyof typeof entries;

export const driftClasses = Object.keys(entries) as readonly DriftClass[];

export const isDriftClass = (word: string): word is DriftClass => Object.hasOwn(entries, word);

/** `alarm: what cannot wait …`, for whoever asks which there are. */
export const meaningOf = (name: DriftClass): string => entries[name].means;

/** Whether a row of this class that says another value than before has changed. A run that goes on has not. */
export const isValued = (name: DriftClass): boolean => entries[name].valued;

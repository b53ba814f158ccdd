/** One exit code: its number, the name the last line on stderr says, and what a person does next. */
export interface ExitCode {
  readonly code: number;
  readonly name: string;
  readonly means: string;
}

/** The one registry of exit codes (a contract: others' scripts hold on to it). */
export const exitCodes = {
  done: { code: 0, name: 'done', means: 'done, or nothing to do' },
  error: { code: 1, name: 'error', means: 'an error; what it was, and whether anything was sent, is said' },
  changes: { code: 2, name: 'changes', means: 'changes or drift' },
  usage: { code: 3, name: 'usage', means: 'a mistake in the command line or a document' },
  credentials: { code: 4, name: 'credentials', means: 'credentials or permission are missing' },
  blocked: { code: 5, name: 'blocked', means: 'a check failed' },
  stale: { code: 6, name: 'stale', means: 'the plan is altered, stale or consumed' },
  locked: { code: 7, name: 'locked', means: 'another run holds the target' },
  cancelled: { code: 8, name: 'cancelled', means: 'cancelled cleanly' },
  parked: { code: 9, name: 'parked', means: 'parked at a gate; not a failure' },
  ambiguous: { code: 10, name: 'ambiguous', means: 'it cannot be known whether a one-way call was accepted' },
  unapproved: { code: 11, name: 'unapproved', means: 'an approval is missing or void' },
  partial: { code: 12, name: 'partial', means: 'partly applied' },
  bug: { code: 70, name: 'bug', means: 'a bug in onward' },
} as const satisfies Record<string, ExitCode>;

export type ExitName = keyof typeof exitCodes;

/** Worst first: many targets end with one code, and this order says which. */
const worstFirst: readonly ExitName[] = [
  'bug',
  'ambiguous',
  'partial',
  'error',
  'credentials',
  'usage',
  'locked',
  'stale',
  'unapproved',
  'blocked',
  'parked',
  'cancelled',
  'changes',
  'done',
];

/** The one code that many outcomes end with. Nothing at all is `done`. */
export const worst = (names: readonly ExitName[]): ExitName =>
  worstFirst.find((name) => names.includes(name)) ?? 'done';

import type { CheckResult, Verdict } from '../../core/check.ts';
import type { Place } from '../../core/diagnostic.ts';
import type { Evidence } from '../../core/fact.ts';
import type { PlanTarget } from '../../core/plan.ts';

export interface CheckRow {
  readonly word: 'FAIL' | 'ASK' | 'UNKNOWN' | 'WARN' | 'LATER' | 'WAIVED';
  readonly code: string;
  readonly summary: string;
  /** Each a line of its own. */
  readonly details: readonly string[];
  readonly evidence: readonly string[];
  readonly place: string | null;
  readonly fix: string | null;
}

/** The checks of one target. Nothing is in no group: what passed is counted, everything else is named. */
export interface CheckGroups {
  /** What stands in the way: fails, then what could not be read, then what a person must say. */
  readonly inTheWay: readonly CheckRow[];
  readonly warn: readonly CheckRow[];
  readonly later: readonly CheckRow[];
  readonly waived: readonly CheckRow[];
  /** Checks of the rules that this version does not make yet. */
  readonly notYet: readonly { readonly code: string; readonly demands: string }[];
  readonly pass: number;
  /** All that were made or will be; those not yet made do not count. */
  readonly total: number;
  /** `23 pass`, `2 warn ACK124 ACK126`, `1 later ACK105 (step 1)`, `0 waived`, `0 unknown`: never one left out. */
  readonly counts: readonly string[];
}

const words = {
  fail: 'FAIL',
  ask: 'ASK',
  unknown: 'UNKNOWN',
  warn: 'WARN',
  later: 'LATER',
  waived: 'WAIVED',
} as const satisfies Record<Exclude<Verdict, 'pass'>, CheckRow['word']>;

export const placeWords = (place: Place): string =>
  place.line === undefined ? place.file : `${place.file}:${place.line}`;

/** One line a call: the facts it gave, its name, its request id and the cloud's time. */
export const evidenceLines = (evidence: readonly Evidence[]): readonly string[] => {
  const factsOf = new Map<string, string[]>();
  for (const { fact, call, request, at } of evidence) {
    const by = `by ${call}${request === '' ? '' : `, request ${request}`}, ${at}`;
    const facts = factsOf.get(by);
    if (facts === undefined) factsOf.set(by, [fact]);
    else facts.push(fact);
  }
  return [...factsOf].map(([by, facts]) => `read: ${facts.join(', ')} ${by}`);
};

interface Around {
  readonly target: PlanTarget;
  /** The number of a step within the target, by its id. */
  readonly numbers: ReadonlyMap<string, number>;
}

/** The reason and the expiry of a waiver, unless the check's own detail tells both. */
const waiverLines = ({ code, verdict, detail = '' }: CheckResult, { target }: Around): readonly string[] =>
  verdict === 'waived'
    ? target.waivers
        .filter((waiver) => waiver.code === code)
        .filter(({ reason, expires }) => !(detail.includes(reason) && detail.includes(expires)))
        .map(({ reason, expires }) => `Waived until ${expires}: ${reason}`)
    : [];

/** A text of several lines as items: the first as it is, the others marked, so that none of them poses as a line of ours. */
export const itemLines = (text: string): readonly string[] =>
  text.split('\n').map((line, at) => (at === 0 ? line : `- ${line}`));

const answeredBy = (check: CheckResult, { numbers }: Around): string | null => {
  if (check.later === undefined) return null;
  const number = numbers.get(check.later);
  return number === undefined ? check.later : `step ${number}`;
};

const checkRow = (check: CheckResult, around: Around): CheckRow => {
  const step = answeredBy(check, around);
  return {
    word: check.verdict === 'pass' ? 'WARN' : words[check.verdict],
    code: check.code,
    summary: check.summary,
    details: [
      ...(check.detail === undefined ? [] : itemLines(check.detail)),
      ...waiverLines(check, around),
      ...(step === null ? [] : [`answered by ${step}`]),
    ],
    evidence: evidenceLines(check.evidence),
    place: check.at === undefined ? null : placeWords(check.at),
    fix: check.remedy ?? null,
  };
};

const notYetWords = /^not yet checked( by this version)?:? */i;

/** A warn that says so is no finding: the rule asks for a check which this version does not make. */
const isNotYet = (check: CheckResult): boolean => check.verdict === 'warn' && notYetWords.test(check.summary);

const countWords = (checks: readonly CheckResult[], around: Around): readonly string[] =>
  (['warn', 'later', 'waived', 'unknown'] as const).map((verdict) => {
    const of = checks.filter((check) => check.verdict === verdict);
    const codes = of.map((check) => {
      const step = answeredBy(check, around);
      return ` ${check.code}${step === null ? '' : ` (${step})`}`;
    });
    return `${of.length} ${verdict}${codes.join('')}`;
  });

export const checkGroups = (checks: readonly CheckResult[], around: Around): CheckGroups => {
  const made = checks.filter((check) => !isNotYet(check));
  const rows = (...verdicts: readonly Verdict[]): readonly CheckRow[] =>
    verdicts.flatMap((verdict) =>
      made.filter((check) => check.verdict === verdict).map((check) => checkRow(check, around)),
    );
  const notYet = checks
    .filter(isNotYet)
    .map(({ code, summary }) => ({ code, demands: summary.replace(notYetWords, '') }));
  const pass = made.filter(({ verdict }) => verdict === 'pass').length;
  return {
    inTheWay: rows('fail', 'unknown', 'ask'),
    warn: rows('warn'),
    later: rows('later'),
    waived: rows('waived'),
    notYet,
    pass,
    total: made.length,
    counts: [
      `${pass} pass`,
      ...countWords(made, around),
      ...(notYet.length > 0 ? [`${notYet.length} not yet checked`] : []),
    ],
  };
};

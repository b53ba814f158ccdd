import { changeNumberOf } from '../../core/annotation.ts';
import type { CheckResult } from '../../core/check.ts';
import type { Diagnostic, Place } from '../../core/diagnostic.ts';
import type { Plan, PlanTarget } from '../../core/plan.ts';
import { itemLines } from '../model/check-groups.ts';

/** One thing that is said of a place in a file: what a forge shows beside the line. Every string may hold foreign text. */
export interface Finding {
  readonly code: string;
  readonly level: 'error' | 'warning' | 'note';
  /** The verdict of a check, or the severity of a message: `FAIL`, `ASK`, `warning`. */
  readonly word: string;
  readonly summary: string;
  /** Each a line of its own: details, and the way past it. */
  readonly more: readonly string[];
  readonly place: Place | null;
  readonly address: string | null;
  /** The number of the change request that the target's document names. */
  readonly changeNumber: string | null;
  /** Why it does not count, where a person set it aside. */
  readonly waived: string | null;
}

const levels = {
  fail: 'error',
  unknown: 'error',
  ask: 'error',
  warn: 'warning',
  waived: 'note',
} as const;

type Told = keyof typeof levels;

const isTold = (verdict: string): verdict is Told => Object.hasOwn(levels, verdict);

const moreOf = ({ detail, remedy }: Pick<Diagnostic, 'detail' | 'remedy'>): readonly string[] => [
  ...(detail === undefined ? [] : itemLines(detail)),
  ...(remedy === undefined ? [] : [`fix: ${remedy}`]),
];

const ofCheck = (check: CheckResult, verdict: Told, target: PlanTarget | undefined): Finding => {
  const waiver = target?.waivers.find(({ code }) => code === check.code);
  return {
    code: check.code,
    level: levels[verdict],
    word: verdict.toUpperCase(),
    summary: check.summary,
    more: moreOf(check),
    place: check.at ?? null,
    address: check.address,
    changeNumber: target === undefined ? null : changeNumberOf(target),
    waived: verdict === 'waived' ? (waiver?.reason ?? '') : null,
  };
};

/** Diagnostics as findings: those of documents, or of a plan. */
export const diagnosticFindings = (diagnostics: readonly Diagnostic[]): readonly Finding[] =>
  diagnostics.map((diagnostic) => ({
    code: diagnostic.code,
    level: diagnostic.severity === 'info' ? 'note' : diagnostic.severity,
    word: diagnostic.severity,
    summary: diagnostic.summary,
    more: moreOf(diagnostic),
    place: diagnostic.at ?? null,
    address: diagnostic.address ?? null,
    changeNumber: null,
    waived: null,
  }));

const worstFirst: readonly Finding['level'][] = ['error', 'warning', 'note'];

/** What a plan says of lines in files: what stands in the way, then what a yes accepts, then what was set aside. */
export const planFindings = (plan: Plan): readonly Finding[] => {
  const targets = new Map(plan.targets.map((target) => [target.address, target]));
  const all = [
    ...plan.checks.flatMap((check) =>
      isTold(check.verdict) ? [ofCheck(check, check.verdict, targets.get(check.address))] : [],
    ),
    ...diagnosticFindings(plan.diagnostics),
  ];
  return worstFirst.flatMap((level) => all.filter((finding) => finding.level === level));
};

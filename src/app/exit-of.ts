import type { Diagnostic } from '../core/diagnostic.ts';
import { worst, type ExitName } from '../core/exit-code.ts';
import type { Unread } from '../core/observed.ts';
import type { Plan } from '../core/plan.ts';

/** Families whose errors end with a code of their own; every other error ends 1. */
const byFamily: Readonly<Record<string, ExitName>> = { DOC: 'usage', USE: 'usage', CRD: 'credentials', TWN: 'usage' };

/** Codes that end otherwise than their family. */
const byCode: Readonly<Record<string, ExitName>> = {
  DRF001: 'usage',
  DRF006: 'usage',
  USE003: 'error',
  USE005: 'bug',
  PLN003: 'usage',
  PLN004: 'stale',
  PLN005: 'stale',
  PLN006: 'blocked',
  PLN007: 'stale',
  PLN008: 'stale',
  PLN009: 'unapproved',
  PLN010: 'usage',
  PLN011: 'usage',
  PLN012: 'unapproved',
  PLN020: 'usage',
  PLN021: 'usage',
  PLN022: 'usage',
  PLN023: 'usage',
  PLN035: 'usage',
  PLN036: 'usage',
  PLN037: 'usage',
  PLN025: 'usage',
  PLN026: 'unapproved',
  PLN027: 'unapproved',
  PLN028: 'unapproved',
  PLN029: 'unapproved',
  PLN030: 'usage',
  PLN031: 'usage',
  TWN010: 'error',
  RUN001: 'ambiguous',
  RUN002: 'ambiguous',
  RUN003: 'blocked',
  RUN004: 'usage',
  RUN005: 'usage',
  RUN006: 'stale',
  RUN010: 'blocked',
  RUN011: 'locked',
  RUN012: 'parked',
  RUN014: 'blocked',
  RUN015: 'usage',
  RUN016: 'stale',
  RUN018: 'blocked',
  RUN019: 'usage',
  RUN020: 'unapproved',
  RUN021: 'unapproved',
  RUN022: 'unapproved',
  RUN023: 'usage',
  RUN024: 'stale',
  RUN025: 'unapproved',
  RUN026: 'usage',
  STO020: 'locked',
  STO021: 'locked',
  STO022: 'locked',
  STO023: 'locked',
  STO024: 'locked',
  STO025: 'usage',
  STO026: 'usage',
  STO027: 'locked',
  STO030: 'stale',
  STO031: 'usage',
  STO032: 'credentials',
  STO033: 'usage',
  STO034: 'usage',
  STO035: 'usage',
  STO038: 'usage',
  STO040: 'usage',
};

/** The exit that diagnostics of severity error lead to; `done` when there is none. */
export const exitOfDiagnostics = (diagnostics: readonly Diagnostic[]): ExitName =>
  worst(
    diagnostics
      .filter(({ severity }) => severity === 'error')
      .map(({ code }) => byCode[code] ?? byFamily[code.slice(0, 3)] ?? 'error'),
  );

/** 4 when everything unread was refused, or for want of credentials; else 1. */
export const exitOfUnread = (unread: readonly Unread[]): ExitName => {
  const denied = ({ failure, code }: Unread): boolean => failure === 'refused' || (code?.startsWith('CRD') ?? false);
  return unread.length > 0 && unread.every(denied) ? 'credentials' : 'error';
};

/** Incomplete ends 1, or 4 when everything unread was refused; blocked 5; else 0, or 2 where changes are asked about. */
export const exitOfPlan = (plan: Plan, options: { readonly detailed: boolean }): ExitName => {
  const unread = plan.targets.flatMap((target) => target.observed.unread);
  if (!plan.complete) return exitOfUnread(unread);
  if (plan.checks.some(({ verdict }) => verdict === 'fail' || verdict === 'ask')) return 'blocked';
  return options.detailed && plan.steps.length > 0 ? 'changes' : 'done';
};

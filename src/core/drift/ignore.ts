import type { Place } from '../diagnostic.ts';
import { matchesWildcards } from '../wildcard.ts';
import type { DriftClass } from './classes.ts';

/** A rule of the Project: what of drift is known and set aside, why, and until when (YYYY-MM-DD, inclusive, UTC). */
export interface IgnoreRule {
  /** A pattern of addresses: `*` any characters, `?` one. */
  readonly address: string;
  readonly fact?: string;
  /** Without one the rule speaks of every class but alarm. */
  readonly class?: DriftClass;
  readonly reason: string;
  readonly expires: string;
  readonly at: Place;
}

/** What a rule looks at in a row. */
interface Ignorable {
  readonly class: DriftClass;
  readonly address: string;
  readonly fact?: string;
}

const speaksOf = (rule: IgnoreRule, row: Ignorable): boolean => {
  // What could not be read is never known well enough to be set aside.
  if (row.class === 'unread') return false;
  if (rule.class === undefined ? row.class === 'alarm' : row.class !== rule.class) return false;
  if (rule.fact !== undefined && rule.fact !== row.fact) return false;
  return matchesWildcards(rule.address, row.address);
};

/** `at`: the cloud's clock, RFC 3339. */
const isRuleExpired = ({ expires }: IgnoreRule, at: string): boolean => expires < at.slice(0, 10);

export interface Ignored<Row> {
  readonly row: Row;
  readonly rule: IgnoreRule;
}

/** Rows that are left, those that a rule sets aside, and rules that found nothing to set aside. */
export interface Sifted<Row> {
  readonly rows: readonly Row[];
  readonly ignored: readonly Ignored<Row>[];
  readonly expired: readonly IgnoreRule[];
  readonly unused: readonly IgnoreRule[];
}

/** Sets rows aside by the first rule that speaks of them and holds. */
export const sift = <Row extends Ignorable>(
  rows: readonly Row[],
  rules: readonly IgnoreRule[],
  at: string,
): Sifted<Row> => {
  const expired = rules.filter((rule) => isRuleExpired(rule, at));
  const holding = rules.filter((rule) => !expired.includes(rule));
  const judged = rows.map((row) => ({ row, rule: holding.find((rule) => speaksOf(rule, row)) }));
  return {
    rows: judged.filter(({ rule }) => rule === undefined).map(({ row }) => row),
    ignored: judged.flatMap(({ row, rule }) => (rule === undefined ? [] : [{ row, rule }])),
    expired,
    unused: holding.filter((rule) => !rows.some((row) => speaksOf(rule, row))),
  };
};

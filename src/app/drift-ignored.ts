import { codes } from '../core/codes.ts';
import { warning, type Diagnostic } from '../core/diagnostic.ts';
import { sift, type IgnoreRule } from '../core/drift/ignore.ts';
import { matchesWildcards } from '../core/wildcard.ts';
import type { DriftRow } from '../render/model/drift-model.ts';
import { expiredRuleRow, placeWords } from '../render/model/drift-ignore-row.ts';
import type { Subject } from './observe.ts';

/** What rules of the Project leave of a look's rows. */
export interface SiftedRows {
  readonly rows: readonly DriftRow[];
  readonly ignored: readonly DriftRow[];
  readonly diagnostics: readonly Diagnostic[];
}

const unusedRule = (rule: IgnoreRule): Diagnostic =>
  warning('DOC044', {
    summary: `no drift is set aside by the rule for ${rule.address}`,
    detail: codes.DOC044.means,
    at: rule.at,
    remedy: codes.DOC044.remedy,
  });

export interface Sifting {
  readonly rules: readonly IgnoreRule[];
  readonly subjects: readonly Subject[];
  /** The cloud's clock, RFC 3339. */
  readonly at: string;
  /** All documents of the Project were looked at: a rule that speaks of none of them speaks of nothing. */
  readonly whole: boolean;
}

/** A rule is of use for what was looked at; of what was not read nobody knows whether it is needed. */
const isJudged = (rule: IgnoreRule, { subjects, whole }: Sifting): boolean => {
  const meant = subjects.filter(({ desired }) => matchesWildcards(rule.address, desired.address));
  const isRead = meant.every(({ observed }) => observed.state === 'present' && observed.unread.length === 0);
  return isRead && (whole || meant.length > 0);
};

/** Sets aside what the Project says is known; a rule that has run out is a row of its own. */
export const siftRows = (rows: readonly DriftRow[], sifting: Sifting): SiftedRows => {
  const sifted = sift(rows, sifting.rules, sifting.at);
  return {
    rows: [...sifted.rows, ...sifted.expired.map(expiredRuleRow)],
    ignored: sifted.ignored.map(({ row, rule: { reason, expires, at: place } }) => ({
      ...row,
      ignored: { reason, expires, at: placeWords(place) },
    })),
    diagnostics: sifted.unused.filter((rule) => isJudged(rule, sifting)).map(unusedRule),
  };
};

import { codes, type CodeEntry } from '../core/codes.ts';
import { error, fail, succeed, type Result } from '../core/diagnostic.ts';
import type { Kind } from '../core/kind.ts';

export interface Explanation extends CodeEntry {
  readonly code: string;
}

const waiving = (waivable: boolean, code: string): string =>
  waivable
    ? `It may be waived in the document: waivers: [{code: ${code}, reason: "...", expires: YYYY-MM-DD}].`
    : 'It cannot be waived.';

/** A check that is asked otherwise of another journey has a row for each, and is explained once. */
const once = ({ checks }: Kind): Kind['checks'] =>
  checks.filter(({ code }, at) => checks.findIndex((check) => check.code === code) === at);

const checksOf = (kinds: readonly Kind[]): readonly Explanation[] =>
  kinds.flatMap((kind) =>
    once(kind).map(({ code, demands, waivable, facts, explains, remedy }) => ({
      code,
      title: demands,
      means: `${explains ?? `Asked of every ${kind.name} ${facts.length === 0 ? 'from its document' : `from ${facts.join(', ')}`}.`} ${waiving(waivable, code)}`,
      remedy: remedy ?? 'The plan says the number, the limit and the way past it.',
    })),
  );

/** Every code of this version, from the registry and the kinds' checks. */
const allExplanations = (kinds: readonly Kind[]): readonly Explanation[] =>
  [
    ...checksOf(kinds),
    ...kinds.flatMap((kind) => kind.topics ?? []),
    ...Object.entries(codes).map(([code, entry]) => ({ code, ...entry })),
  ].sort((a, b) => (a.code < b.code ? -1 : 1));

/** One code, or all of them. Offline: nothing is read. */
export const explain = (code: string | null, kinds: readonly Kind[]): Result<readonly Explanation[]> => {
  const all = allExplanations(kinds);
  if (code === null) return succeed(all);
  const found = all.filter((entry) => entry.code.toLowerCase() === code.toLowerCase());
  if (found.length > 0) return succeed(found);
  return fail(
    error('USE004', { summary: `there is no code ${code.slice(0, 40)}`, remedy: 'onward explain lists the codes' }),
  );
};

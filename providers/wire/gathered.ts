import { equal } from '../../src/core/canonical.ts';
import type { Evidence, Facts, Json } from '../../src/core/fact.ts';
import type { Unread } from '../../src/core/observed.ts';
import type { Failure } from './failure.ts';
import type { Reading, Source } from './reading.ts';

/** Facts of one target with their evidence, and those that could not be read. */
export interface Gathered {
  readonly facts: Facts;
  readonly evidence: readonly Evidence[];
  readonly unread: readonly Unread[];
}

/** Facts that one call proves. */
export const proven = (facts: Facts, source: Source): Gathered => ({
  facts,
  evidence: Object.keys(facts).map((fact) => ({ fact, ...source })),
  unread: [],
});

/** Facts that one call failed to give: unknown, which is not absent. */
export const notRead = (facts: readonly string[], call: string, failed: Failure): Gathered => {
  const { failure, message, request, diagnostic } = failed;
  const why = { why: message, failure, code: diagnostic, ...(request === '' ? {} : { request }) };
  return { facts: {}, evidence: [], unread: [{ facts, call, ...why }] };
};

/** The facts of one reading: named before it is made, so that each is either read or reported unread. */
export const gather = <T, Name extends string>(
  names: readonly Name[],
  reading: Reading<T>,
  facts: (value: T) => Readonly<Record<Name, Json>>,
): Gathered =>
  reading.ok ? proven(facts(reading.value), reading.source) : notRead(names, reading.call, reading.failure);

const isSameFailure = (a: Unread, b: Unread): boolean => equal({ ...a, facts: [] }, { ...b, facts: [] });

/** One line for one failed call, whatever number of facts it cost. */
const merged = (all: readonly Unread[]): readonly Unread[] =>
  all.reduce<readonly Unread[]>((lines, unread) => {
    const before = lines.find((line) => isSameFailure(line, unread));
    if (before === undefined) return [...lines, unread];
    const facts = [...new Set([...before.facts, ...unread.facts])];
    return lines.map((line) => (line === before ? { ...line, facts } : line));
  }, []);

export const together = (all: readonly Gathered[]): Gathered => ({
  facts: Object.fromEntries(all.flatMap(({ facts }) => Object.entries(facts))),
  evidence: all.flatMap(({ evidence }) => evidence),
  unread: merged(all.flatMap(({ unread }) => unread)),
});

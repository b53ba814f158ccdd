import type { Evidence, Facts, Json } from '../../../src/core/fact.ts';
import type { Unread } from '../../../src/core/observed.ts';
import type { Failure } from '../errors.ts';
import type { Reading, Source } from '../reading.ts';

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

export const together = (all: readonly Gathered[]): Gathered => ({
  facts: Object.fromEntries(all.flatMap(({ facts }) => Object.entries(facts))),
  evidence: all.flatMap(({ evidence }) => evidence),
  unread: all.flatMap(({ unread }) => unread),
});

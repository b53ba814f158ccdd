import { malformed, type Failure } from './failure.ts';

/** Where something was read: the call, its request id, and the cloud's time (RFC 3339). */
export interface Source {
  readonly call: string;
  readonly request: string;
  readonly at: string;
}

/** What came of a read. `call` is there in both cases, since a plan names what could not be read. */
export type Reading<T> =
  | { readonly ok: true; readonly value: T; readonly source: Source }
  | { readonly ok: false; readonly call: string; readonly failure: Failure };

/** Turns what was read into another form; null means that the answer was not of the documented form. */
export const mapReading = <T, R>(reading: Reading<T>, map: (value: T) => R | null, wanted: string): Reading<R> => {
  if (!reading.ok) return reading;
  const value = map(reading.value);
  if (value !== null) return { ...reading, value };
  const { call, request } = reading.source;
  return { ok: false, call, failure: malformed(`the answer has no ${wanted}`, request) };
};

/**
 * Turns the cloud's own word that the thing is not there into null: an answer of 404 whose code matches. Any other failure
 * stays one, since unknown is not absent.
 */
export const orAbsent = <T>(reading: Reading<T>, code: RegExp, at: string): Reading<T | null> => {
  if (reading.ok || reading.failure.status !== 404 || !code.test(reading.failure.code)) return reading;
  return { ok: true, value: null, source: { call: reading.call, request: reading.failure.request, at } };
};

/** Reads on where the first read gave a value; its failure is the failure of both. */
export const andThen = async <T, R>(
  reading: Reading<T>,
  next: (value: T, source: Source) => Promise<Reading<R>> | Reading<R>,
): Promise<Reading<R>> => (reading.ok ? next(reading.value, reading.source) : reading);

/** Two readings that belong together: the first failure, or both values with the second one's source. */
export const both = <A, B>(first: Reading<A>, second: Reading<B>): Reading<readonly [A, B]> => {
  if (!first.ok) return first;
  return second.ok ? { ...second, value: [first.value, second.value] } : second;
};

/** All values of several readings, or their first failure. `source` proves the list where it is empty. */
export const allOf = <T>(readings: readonly Reading<T>[], source: Source): Reading<readonly T[]> => {
  const failed = readings.find((reading) => !reading.ok);
  if (failed !== undefined && !failed.ok) return failed;
  const good = readings.filter((reading) => reading.ok);
  return { ok: true, value: good.map(({ value }) => value), source: good.at(-1)?.source ?? source };
};

import { malformed, type Failure } from './errors.ts';

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

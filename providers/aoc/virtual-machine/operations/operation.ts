import type { Answer, OperationCall, Probe, Proof, Since } from '../../../../src/core/operation.ts';
import type { Reading, Source } from '../../../wire/reading.ts';
import type { Centers } from '../../centers.ts';
import type { Aoc } from '../../clients/aoc.ts';
import type { Failure } from '../../../wire/failure.ts';
import { specOf } from '../spec.ts';

/** One operation's effects. `perform` sends at most one write and never again. */
export interface Operation {
  probe(aoc: Aoc, call: OperationCall, since?: Since): Promise<Probe>;
  perform(aoc: Aoc, call: OperationCall): Promise<Answer>;
}

export const prove = (source: Source, says: string): Proof => ({ ...source, says });

export const unreadable = (call: string, { message, diagnostic }: Failure): Probe => ({
  is: 'unreadable',
  why: `${call}: ${message}`,
  code: diagnostic,
});

/** Reads on where a read gave a value; what could not be read is unreadable, never not done. */
export const onRead = async <T>(
  reading: Reading<T>,
  next: (value: T, source: Source) => Probe | Promise<Probe>,
): Promise<Probe> => (reading.ok ? next(reading.value, reading.source) : unreadable(reading.call, reading.failure));

export const textOf = ({ args }: OperationCall, name: string): string => {
  const value = args[name];
  return typeof value === 'string' ? value : '';
};

/** Nothing was sent, and this says why. */
export const refuse = (code: `Onward.${string}`, why: string, denied = false): Answer => ({
  is: 'refused',
  code,
  request: '',
  why,
  ...(denied ? { denied } : {}),
});

/** What a write is answered whose reading before it failed: nothing was sent, and what may pass is tried again. */
export const notSent = (call: string, failure: Failure): Answer =>
  ['throttled', 'network', 'server'].includes(failure.failure)
    ? { is: 'throttled', request: failure.request, afterMs: failure.retryAfterMs ?? 5_000 }
    : {
        is: 'refused',
        code: failure.code || failure.diagnostic,
        request: failure.request,
        why: `the reading before it failed: ${call}: ${failure.message}`,
        denied: failure.diagnostic.startsWith('CRD'),
      };

/** The operation center of a call. */
export const centerOf = (centers: Centers, call: OperationCall): ReturnType<Centers['of']> =>
  centers.of(specOf(call.desired).operationCenter);

/** The service writes whole seconds, and an intent's clock may be a fraction ahead of them. */
const slackMs = 1000;

/** Was it made after the intent was written? A time that cannot be read proves nothing. */
export const isSince = (created: string, { at }: Since): boolean => {
  const difference = Date.parse(created) - Date.parse(at);
  return !Number.isNaN(difference) && difference >= -slackMs;
};

import type { Failure } from './failure.ts';
import type { Reading } from './reading.ts';

export interface RetryPolicy {
  readonly tries: number;
  /** Waits so many milliseconds of the cloud's time. */
  readonly wait: (ms: number) => Promise<void>;
}

const firstMs = 500;
const longestMs = 8_000;
const longestAskedMs = 30_000;

/** 0.5 s, doubled up to 8 s; longer when the service asks for it, up to 30 s. No jitter: runs can be repeated. */
const backoffMs = (attempt: number, askedMs: number): number =>
  Math.max(Math.min(firstMs * 2 ** attempt, longestMs), Math.min(askedMs, longestAskedMs));

/** Throttled, server, network, or an answer that is not the service's: another time the same read may succeed. */
export const mayPass = ({ failure, diagnostic, status }: Failure): boolean => {
  // An answer of the wrong form may be a proxy's bad moment; one that is too large will be so again.
  const garbled = diagnostic === 'OBS004' && status !== null;
  return failure === 'throttled' || failure === 'network' || failure === 'server' || garbled;
};

/** Tries a read again while its failure may pass. */
export const withRetries = async <T>(read: () => Promise<Reading<T>>, policy: RetryPolicy): Promise<Reading<T>> => {
  for (let attempt = 0; ; attempt += 1) {
    const reading = await read();
    if (reading.ok || !mayPass(reading.failure) || attempt + 1 >= policy.tries) return reading;
    await policy.wait(backoffMs(attempt, reading.failure.retryAfterMs ?? 0));
  }
};

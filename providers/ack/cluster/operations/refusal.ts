import type { Answer } from '../../../../src/core/operation.ts';
import type { Failure } from '../../errors.ts';

/** Why Onward itself sends nothing. A code of the cloud never looks like one of these: they begin with `Onward.`. */
export type OwnCode =
  | 'Onward.AlreadySo'
  | 'Onward.UnderWay'
  | 'Onward.Unreadable'
  | 'Onward.BadArguments'
  | 'Onward.NotThere'
  | 'Onward.NotThisOne'
  | 'Onward.NotOurs'
  | 'Onward.DefaultVersionChanged'
  | 'Onward.TooLong'
  | 'Onward.Prepaid'
  | 'Onward.OthersNotReady'
  | 'Onward.WouldBeLost'
  | 'Onward.NoBackup'
  | 'Onward.NotMigrated'
  | 'Onward.TooMany';

/** Nothing was sent, and this says why. */
export const refuse = (code: OwnCode, why: string): Answer => ({
  is: 'refused',
  code,
  request: '',
  why,
});

const laterMs = 5_000;

/**
 * What a write is answered whose reading before it failed: nothing was sent. A failure that may pass asks to come back, so
 * that the step is not over for a broken connection.
 */
export const notSent = (call: string, failure: Failure): Answer => {
  const passes = ['throttled', 'network', 'server'].includes(failure.failure);
  if (passes) return { is: 'throttled', request: failure.request, afterMs: failure.retryAfterMs ?? laterMs };
  const denied = failure.diagnostic.startsWith('CRD');
  const why = `the reading before it failed: ${call}: ${failure.message}`;
  return { is: 'refused', code: failure.code || failure.diagnostic, request: failure.request, why, denied };
};

/** A patch is held to the state that was read; one that moved in between (a kubelet writes often) is read and sent anew. */
export const orMoved = (answer: Answer): Answer =>
  answer.is === 'refused' && answer.code === 'Conflict'
    ? { is: 'throttled', request: answer.request, afterMs: 1_000 }
    : answer;

import type { Answer } from '../../../../src/core/operation.ts';
import type { Failure } from '../../../wire/failure.ts';
import { mayPass } from '../../../wire/retry.ts';

/** Why Onward itself sends nothing. A code of the cloud never looks like one of these: they begin with `Onward.`. */
export type OwnCode =
  | 'Onward.AlreadySo'
  | 'Onward.UnderWay'
  | 'Onward.Failed'
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

/** What was read tells nothing: nothing is sent on it, and it is read again. */
export const readAgain = (why: string): Answer => ({ is: 'unsent', why, afterMs: laterMs });

/** Want of a key, or one that is no longer good, may be over in a moment; want of permission is for a person to mend. */
const isKeyTrouble = ({ diagnostic }: Failure): boolean => /^CRD00[1-5]$/.test(diagnostic);

/**
 * What a write is answered whose reading before it failed: nothing was sent. After a failure that may pass it is tried again,
 * so that the step is not over for a broken connection or a key that could not be had just then.
 */
export const notSent = (call: string, failure: Failure): Answer => {
  const why = `the reading before it failed: ${call}: ${failure.message}`;
  if (mayPass(failure) || isKeyTrouble(failure)) return { is: 'unsent', why, afterMs: failure.retryAfterMs ?? laterMs };
  const denied = failure.diagnostic.startsWith('CRD');
  return { is: 'refused', code: failure.code || failure.diagnostic, request: failure.request, why, denied };
};

/** A patch is held to the state that was read; one that moved in between (a kubelet writes often) is read and sent anew. */
export const orMoved = (answer: Answer): Answer => {
  if (answer.is !== 'refused' || answer.code !== 'Conflict') return answer;
  const { code, request, why } = answer;
  return { is: 'throttled', code, request, why, afterMs: 1_000 };
};

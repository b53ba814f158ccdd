import type { Answer } from '../../src/core/operation.ts';
import { requestIdOf } from './errors.ts';
import type { Failure, HttpAnswer } from '../wire/failure.ts';
import { anyIn, isObject, parseJson } from '../wire/json.ts';
import type { Written } from './wire.ts';

/** Where the service names no time, a throttled call waits this long. */
const throttledMs = 2_000;
/** A key chain that failed is looked at again after this. */
const unsentMs = 5_000;

/** Object storage answers a write that it did with an empty body, and always with a request id of its own. */
const stored = (answer: HttpAnswer): Answer =>
  answer.headers['x-oss-request-id'] === undefined
    ? { is: 'unanswered', why: `HTTP ${answer.status} without a request id of object storage` }
    : { is: 'accepted', request: requestIdOf(answer), task: null };

const accepted = (answer: HttpAnswer, task: string): Answer => {
  const body = parseJson(answer.body);
  if (!isObject(body)) return { is: 'unanswered', why: `HTTP ${answer.status} with a body that is not a JSON object` };
  const id = anyIn(body, task);
  // An error's code under a good status proves neither that the call was taken nor that it was not.
  if (id === '' && anyIn(body, 'code') !== '')
    return { is: 'unanswered', why: `HTTP ${answer.status} with a code and no ${task}` };
  return { is: 'accepted', request: requestIdOf(answer), task: id || null };
};

const refused = (status: number, failure: Failure): Answer => {
  const { code, request, message, retryAfterMs } = failure;
  if (status >= 500) return { is: 'unanswered', why: message };
  // The nonce of this request was seen before: an earlier sending of it arrived. What became of it, a probe must tell.
  if (code === 'SignatureNonceUsed') return { is: 'unanswered', why: `${message}: the same request arrived before` };
  if (failure.failure === 'throttled')
    return { is: 'throttled', code, request, why: message, afterMs: retryAfterMs ?? throttledMs };
  // Without a code of the service it may be anything in between that answered; 408 is about waiting, not refusing.
  if (status < 400 || status === 408 || code === '') return { is: 'unanswered', why: message };
  return { is: 'refused', code, request, why: message, denied: failure.diagnostic.startsWith('CRD') };
};

const judge = (written: Written, good: (answer: HttpAnswer) => Answer): Answer => {
  switch (written.is) {
    case 'unsent': {
      const { code, message, diagnostic } = written.failure;
      // An argument that no request can carry stays one; a key that cannot be had may be there in a moment.
      if (diagnostic === 'CRD010') return { is: 'refused', code, request: '', why: message };
      return { is: 'unsent', why: message, afterMs: unsentMs };
    }
    case 'unanswered':
      return written;
    case 'answered': {
      const { answer, failure } = written;
      return failure === null ? good(answer) : refused(answer.status, failure);
    }
  }
};

/**
 * How a write was answered. Only a 4xx with the service's own code proves that nothing was done. `task` names the member of
 * the answer that becomes the accepted call's task.
 */
export const answerOf = (written: Written, task: string): Answer => judge(written, (answer) => accepted(answer, task));

/** The same for object storage, whose good answers have no body. */
export const storageAnswerOf = (written: Written): Answer => judge(written, stored);

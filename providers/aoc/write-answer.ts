import type { Json } from '../../src/core/fact.ts';
import type { Answer } from '../../src/core/operation.ts';
import type { Failure, HttpAnswer } from '../wire/failure.ts';
import { isObject, parseJson, textIn } from '../wire/json.ts';
import { requestOf } from './errors.ts';
import type { Written } from './session.ts';

/** Another task holds the machine: looked for again after so long. */
const lockedMs = 5_000;

/** The one row of an answer: a mutation answers a list, and an abort plain tasks (`id` in place of `task_id`). */
const taskOf = (body: Json | undefined): string | null | undefined => {
  const row = Array.isArray(body) ? (body as readonly Json[])[0] : body;
  if (!isObject(row)) return undefined;
  return textIn(row, 'task_id') || textIn(row, 'id') || null;
};

const accepted = (answer: HttpAnswer): Answer => {
  const body = parseJson(answer.body);
  // An empty list: the service found no machine of that id, and did nothing.
  if (Array.isArray(body) && body.length === 0)
    return { is: 'refused', code: 'NotFound', request: requestOf(answer), why: 'no machine of that id' };
  const task = taskOf(body);
  if (task === undefined) return { is: 'unanswered', why: `HTTP ${answer.status} with a body that names no task` };
  return { is: 'accepted', request: requestOf(answer), task };
};

const refused = ({ status }: HttpAnswer, failure: Failure): Answer => {
  const { code, request, message } = failure;
  if (status >= 500 || status === 408) return { is: 'unanswered', why: message };
  if (failure.failure === 'throttled') return { is: 'throttled', request, afterMs: lockedMs };
  // Not modified: the service says that it did nothing; a probe tells what is.
  if (status === 304) return { is: 'refused', code: 'NotModified', request, why: 'the service changed nothing (304)' };
  // Only what is plainly the service's own word proves that nothing was done: it answers errors with a message and a path.
  if (status < 400 || request === '') return { is: 'unanswered', why: message };
  const denied = failure.diagnostic.startsWith('CRD');
  return { is: 'refused', code: code || `HTTP${status}`, request, why: message, denied };
};

/** How a write was answered. HTTP 200 means that it was taken, not that it is done. */
export const answerOf = (written: Written): Answer => {
  switch (written.is) {
    case 'unsent': {
      const { code, message, diagnostic } = written.failure;
      return { is: 'refused', code, request: '', why: message, denied: diagnostic.startsWith('CRD') };
    }
    case 'unanswered':
      return written;
    case 'answered':
      return written.failure === null ? accepted(written.answer) : refused(written.answer, written.failure);
  }
};

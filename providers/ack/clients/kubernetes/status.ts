import type { Answer } from '../../../../src/core/operation.ts';
import type { Failure, HttpAnswer } from '../../../wire/failure.ts';
import { isObject, numberIn, objectIn, parseJson, textIn, type JsonObject } from '../../../wire/json.ts';

/** An answer's object; empty where it is none. */
export const bodyOf = ({ body }: HttpAnswer): JsonObject => {
  const parsed = parseJson(body);
  return isObject(parsed) ? parsed : {};
};

const messageOf = (answer: HttpAnswer, redact: (text: string) => string): string => {
  const said = textIn(bodyOf(answer), 'message');
  return `HTTP ${answer.status}${said === '' ? '' : `: ${redact(said).slice(0, 300)}`}`;
};

const requestOf = ({ headers }: HttpAnswer): string => headers['audit-id'] ?? '';

/** The API server's own errors are `Status` objects; their message names no secret. */
export const refusalOf = (answer: HttpAnswer, redact: (text: string) => string): Failure => {
  const { status } = answer;
  const common = {
    code: redact(textIn(bodyOf(answer), 'reason')),
    message: messageOf(answer, redact),
    request: requestOf(answer),
    status,
  };
  if (status === 401 || status === 403) return { ...common, failure: 'refused', diagnostic: 'CRD006' };
  if (status === 429) return { ...common, failure: 'throttled', diagnostic: 'OBS001' };
  if (status >= 500 || status === 410) return { ...common, failure: 'server', diagnostic: 'OBS003' };
  return { ...common, failure: 'malformed', diagnostic: 'OBS007' };
};

/** Does a 404 speak of this very name? One of a missing API group or of a proxy does not, and proves nothing. */
export const saysAbsent = (answer: HttpAnswer, name: string): boolean => {
  const body = bodyOf(answer);
  return (
    answer.status === 404 && textIn(body, 'reason') === 'NotFound' && textIn(objectIn(body, 'details'), 'name') === name
  );
};

/** Where the API server names no time, a throttled write waits this long. */
const throttledMs = 5_000;

/** Seconds, in the header or in the `Status`. */
const retryAfterOf = (answer: HttpAnswer): number => {
  const seconds = Number(answer.headers['retry-after'] ?? 'none');
  const said = numberIn(objectIn(bodyOf(answer), 'details'), 'retryAfterSeconds');
  const after = Number.isFinite(seconds) ? seconds : said;
  return after === null || after < 0 ? throttledMs : after * 1_000;
};

/** How a write was answered. Only a 4xx that is a `Status` with a reason proves that nothing was done. */
export const answerOfStatus = (answer: HttpAnswer, redact: (text: string) => string): Answer => {
  const { status } = answer;
  const request = requestOf(answer);
  const body = bodyOf(answer);
  if (status >= 200 && status < 300)
    return textIn(body, 'kind') === ''
      ? { is: 'unanswered', why: `HTTP ${status} with a body that is not the API server’s` }
      : { is: 'accepted', request, task: null };
  const code = redact(textIn(body, 'reason'));
  const why = messageOf(answer, redact);
  if (status === 429)
    return { is: 'throttled', code: code || 'TooManyRequests', request, why, afterMs: retryAfterOf(answer) };
  if (status < 400 || status >= 500 || status === 408 || code === '') return { is: 'unanswered', why };
  return { is: 'refused', code, request, why, denied: status === 401 || status === 403 };
};

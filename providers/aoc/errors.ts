import { oneLine, type Failure, type HttpAnswer } from '../wire/failure.ts';
import { isObject, parseJson, textIn } from '../wire/json.ts';

/** Header `x-tower-request-id` (AOC API, `CommonHeader`); '' where there is none. */
export const requestOf = ({ headers }: HttpAnswer): string => headers['x-tower-request-id'] ?? '';

/** The one code that the service enumerates: another task is at work on the machine or its volume (HTTP 400). */
const locked = 'ResourceLocked';

/** What the service's own words mean, and what to do (seen in the errors of its published controllers). */
const meanings: readonly (readonly [string, string])[] = [
  ['JOB_VM_SHUTDOWN_TIMEOUT', 'the guest did not shut down in time: shut it down from inside, or declare force'],
  ['HostAvailableMemoryFilter', 'no host has memory enough for it: free some, or name other hosts'],
  ['EAllocSpace', 'the target has no space left for its disks'],
  ['PlacementGroupMustFilter', 'a placement group forbids every host that is left'],
  ['PlacementGroupFilter', 'a placement group forbids every host that is left'],
  ['PlacementGroupPriorFilter', 'a placement group speaks against every host that is left'],
  ['GPU_ASSIGN_FAILED', 'no host has the GPU it needs'],
  ['PRECHECK_REQUEST_VGPU_COUNT_MORE_THAN_AVAILABLE', 'no host has so many vGPUs free'],
  ['VM_DUPLICATED_NAME', 'a machine of this name is on the target: give newName'],
  [locked, 'another task is at work on it: wait until it is free'],
];

/** A service's error text with what it means, where that is known; the service's words stay. */
export const explained = (text: string): string => {
  const found = meanings.find(([word]) => text.includes(word));
  return found === undefined ? text : `${text} (${found[1]})`;
};

const classOf = (status: number, code: string): Pick<Failure, 'failure' | 'diagnostic'> => {
  if (status >= 500) return { failure: 'server', diagnostic: 'OBS003' };
  if (status === 429 || code === locked) return { failure: 'throttled', diagnostic: 'OBS001' };
  if (status === 401) return { failure: 'refused', diagnostic: 'CRD013' };
  if (status === 403) return { failure: 'refused', diagnostic: 'CRD006' };
  return { failure: 'malformed', diagnostic: code === '' ? 'OBS004' : 'OBS007' };
};

/** Every answer that is an error (`{code?, message, status, path}`), in one form. Not for answers of 2xx. */
export const failureOf = (answer: HttpAnswer, redact: (text: string) => string): Failure => {
  const body = parseJson(answer.body);
  const said = isObject(body) ? body : {};
  const code = textIn(said, 'code');
  const message = textIn(said, 'message') || 'an answer without a message';
  return {
    ...classOf(answer.status, code),
    code: redact(code),
    message: oneLine(redact(explained(`${answer.status} ${code}: ${message}`.replace(' :', ':')))),
    request: requestOf(answer),
    status: answer.status,
  };
};

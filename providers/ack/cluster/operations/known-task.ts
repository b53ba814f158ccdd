import type { Since } from '../../../../src/core/operation.ts';
import type { ClusterTarget, Cs } from '../../clients/cs.ts';
import { anyIn, objectIn, textIn, type JsonObject } from '../../../wire/json.ts';
import type { Reading } from '../../../wire/reading.ts';

/** The task that the accepted call named. One that the service no longer knows counts as not named. */
export const readKnownTask = async (
  cs: Cs,
  target: ClusterTarget,
  since?: Since,
): Promise<Reading<JsonObject | null>> => {
  const nothing = { ok: true, value: null, source: { call: 'DescribeTaskInfo', request: '', at: '' } } as const;
  if (since?.task === undefined) return nothing;
  const reading = await cs.describeTaskInfo(target, since.task);
  return !reading.ok && reading.failure.status === 404 ? nothing : reading;
};

export const succeeded = (task: JsonObject): boolean => /^succe/i.test(textIn(task, 'state'));

/** How a task ended that did not succeed, with the service's reason where it gave one. */
export const failureText = (task: JsonObject): string => {
  const error = objectIn(task, 'error');
  const said = [anyIn(error, 'code'), anyIn(error, 'message')].filter((part) => part !== '').join(': ');
  return `task ${textIn(task, 'task_id')} ended ${textIn(task, 'state')}${said === '' ? '' : ` (${said})`}`;
};

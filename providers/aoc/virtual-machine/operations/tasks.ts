import type { Probe, Since } from '../../../../src/core/operation.ts';
import type { Reading, Source } from '../../../wire/reading.ts';
import type { Aoc } from '../../clients/aoc.ts';
import type { Task, TaskStage } from '../../clients/rows.ts';
import { explained } from '../../errors.ts';
import { isSince, prove } from './operation.ts';

/** Which of a machine's tasks are of the operation: by the words of their mutation or description. */
export type Kind = RegExp;

/** A move's task, by its mutation's name or its English words (a live, cold migration; migrate across). */
export const moves: Kind = /migrat|cutover/i;
export const powers: Kind = /shut|power|stop|start/i;

const isOf = (kind: Kind, { mutation, description }: Task): boolean => kind.test(mutation) || kind.test(description);

/** `mapReading` takes null for a malformed answer, so what may be null travels in a list of one or none. */
const newest = (rows: readonly Task[]): readonly Task[] =>
  [...rows].sort((a, b) => (a.createdAt < b.createdAt ? 1 : -1)).slice(0, 1);

/** The newest task of a machine and kind; none where none is visible (yet). */
export const newestTask = async (
  aoc: Aoc,
  machine: string,
  { kind, since }: { readonly kind: Kind; readonly since?: Since },
): Promise<Reading<readonly Task[]>> => {
  const rows = await aoc.tasks(since?.task === undefined ? { resource_id: machine } : { id: since.task });
  if (!rows.ok || since?.task !== undefined) return rows;
  const isLater = ({ createdAt }: Task): boolean => since === undefined || isSince(createdAt, since);
  return { ...rows, value: newest(rows.value.filter((task) => isOf(kind, task) && isLater(task))) };
};

const size = (bytes: number): string =>
  bytes >= 2 ** 30 ? `${(bytes / 2 ** 30).toFixed(1)} GiB` : `${Math.round(bytes / 2 ** 20)} MiB`;

const minutes = (seconds: number): string =>
  seconds < 90
    ? `${Math.ceil(seconds)} s`
    : seconds < 5400
      ? `${Math.ceil(seconds / 60)} min`
      : `${(seconds / 3600).toFixed(1)} h`;

const stageWords = ({ key, current, total, perSecond, unit, finished }: TaskStage): string => {
  if (current === null || total === null || finished) return `${key} ${finished ? 'finished' : 'under way'}`;
  const amount = unit === 'BYTE' ? `${size(current)} of ${size(total)}` : `${current} of ${total} ${unit}`;
  const rate = perSecond !== null && perSecond > 0 && unit === 'BYTE' ? `, ${size(perSecond)}/s` : '';
  const left = perSecond !== null && perSecond > 0 ? `, about ${minutes((total - current) / perSecond)} left` : '';
  return `${key} ${amount}${rate}${left}`;
};

/** How far a task is, by its stages: the scale of its own `progress` is not documented. */
export const progressWords = ({ status, stages, description }: Task): string => {
  const stage = stages.find(({ finished }) => !finished);
  return `${description || 'task'} is ${status}${stage === undefined ? '' : `: ${stageWords(stage)}`}`;
};

/** Ready for the shutdown: the task pauses, or all of its stages but the last are finished (the signal is not documented). */
export const isReadyToCutOver = ({ status, stages }: Task): boolean => {
  if (status === 'PAUSED') return true;
  const before = stages.slice(0, -1);
  return (
    status === 'EXECUTING' && before.length > 0 && before.every(({ finished }) => finished) && !stages.at(-1)?.finished
  );
};

/** A task that has not ended, or ended badly; null where it went well. */
export const unlessEnded = (task: Task, source: Source): Probe | null => {
  const proof = [prove(source, `task ${task.id} is ${task.status}`)];
  switch (task.status) {
    case 'SUCCESSED':
      return null;
    case 'FAILED':
      return { is: 'failed', why: explained(task.error || `task ${task.id} failed and does not say why`), proof };
    default:
      return { is: 'in-flight', task: task.id, says: progressWords(task), proof };
  }
};

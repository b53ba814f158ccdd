import type { Identifiers } from '../../identifiers.ts';
import type { AocUser } from '../../world-schema.ts';
import { cuid } from './identity.ts';
import type { LiveAoc, LiveAocTask, LiveMachine, LiveStep } from './live-aoc.ts';

/** What a mutation hands on to what it starts. */
export interface Commission {
  readonly aoc: LiveAoc;
  readonly ids: Identifiers;
  readonly user: AocUser;
  readonly now: number;
}

interface TaskDraft {
  readonly mutation: string;
  readonly description: string;
  readonly args: unknown;
  readonly steps?: readonly LiveStep[];
}

export function openTask({ aoc, ids, user, now }: Commission, machine: LiveMachine, draft: TaskDraft): LiveAocTask {
  const { mutation, description, args, steps = [] } = draft;
  const task: LiveAocTask = {
    id: cuid(ids, `task ${aoc.tasks.length}`),
    mutation,
    resourceId: machine.id,
    cluster: machine.cluster,
    user,
    description,
    args,
    created: now,
    steps: [...steps],
    status: 'PENDING',
    started: null,
    finished: null,
    error: undefined,
    hiddenFor: aoc.undocumented.lateTasks,
  };
  aoc.tasks.push(task);
  return task;
}

export function begin(task: LiveAocTask, at: number): void {
  task.status = 'EXECUTING';
  task.started ??= at;
}

export const isOver = ({ status }: LiveAocTask): boolean => status === 'SUCCESSED' || status === 'FAILED';

export function succeed(task: LiveAocTask, at: number): void {
  for (const step of task.steps) step.finished = true;
  task.status = 'SUCCESSED';
  task.finished = at;
}

export function fail(task: LiveAocTask, at: number, code: string, message: string = code): void {
  for (const step of task.steps) if (!step.finished) step.stoppedAt = at;
  task.status = 'FAILED';
  task.finished = at;
  task.error = { code, message };
}
/** How much of a step is done, in its unit. */
export function doneOf({ span, total, finished, stoppedAt = Infinity }: LiveStep, now: number): number {
  if (finished) return total;
  if (span === undefined) return 0;
  const share = (Math.min(now, stoppedAt) - span.from) / Math.max(1, span.to - span.from);
  return Math.floor(total * Math.min(1, Math.max(0, share)));
}

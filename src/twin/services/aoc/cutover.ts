import { minutes } from '../../time.ts';
import { answer, type Answer } from '../service.ts';
import { schedule } from './agenda.ts';
import type { LiveMigration } from './live-aoc.ts';
import { stop, takeFailure } from './machine-state.ts';
import { taskRow } from './other-rows.ts';
import { select } from './query.ts';
import { isUnderWay } from './queue.ts';
import { bad, isRow, noMatch, type AocRequest, type Endpoint } from './request.ts';
import { giveUp, moveDelta } from './stages.ts';
import { begin, fail, openTask, succeed } from './tasks.ts';

type Found =
  | { readonly ok: true; readonly migrations: readonly LiveMigration[] }
  | { readonly ok: false; readonly answer: Answer };

/** The migrations of the tasks that `tasks` matches; each must be one between clusters that is not over. */
function findMigrations({ aoc, body, graph }: AocRequest): Found {
  const no = (why: Answer): Found => ({ ok: false, answer: why });
  if (!isRow(body['tasks'])) return no(bad('"tasks" is required.'));
  const selected = select(graph.rows('tasks'), body['tasks'], graph);
  if (!selected.ok) return no(bad(selected.why));
  if (selected.rows.length === 0) return no(noMatch(aoc, 'Task'));
  const ids = selected.rows.map(({ id }) => id);
  const migrations = aoc.migrations.filter(({ task, type }) => type !== 'within' && ids.includes(task.id));
  return migrations.length < ids.length
    ? no(bad('The task is no migration to another cluster that is under way.'))
    : { ok: true, migrations };
}

const mayStop = ({ type, phase }: LiveMigration): boolean => type === 'CUTOVER_MIGRATE' && phase === 'waiting';

/**
 * Shuts the source down: its guest, or with `force` its power. That has a task of its own; the one of the migration waits on
 * when the guest does not listen. What the vendor's own answer names as task is not documented.
 */
function stopSource(request: AocRequest, migration: LiveMigration, force: boolean): string {
  const { aoc, now, body } = request;
  const { machine } = migration;
  const verb = force ? 'Power off' : 'Shut down';
  const task = openTask(request, machine, {
    mutation: 'stopVmInCutoverMigration',
    description: `${verb} the virtual machine ${machine.name} for the second phase of its migration`,
    args: body,
  });
  begin(task, now);
  migration.phase = 'shutdown';
  const failure = takeFailure(machine, 'shutdown');
  const listens = force || machine.heedsShutdown;
  const timeout = { code: 'JOB_VM_SHUTDOWN_TIMEOUT', message: 'JOB_VM_SHUTDOWN_TIMEOUT: the guest did not shut down' };
  const error = failure ?? (listens ? undefined : timeout);
  const stopping = listens ? aoc.minutes.shutdown : aoc.minutes.shutdownTimeout;
  const end = (at: number): void => {
    if (error !== undefined) {
      fail(task, at, error.code, error.message);
      migration.phase = 'waiting';
      return;
    }
    stop(machine, at);
    succeed(task, at);
    if (isUnderWay(aoc, migration)) moveDelta(aoc, migration, at);
  };
  schedule(aoc, now + minutes(force ? aoc.minutes.power : stopping), end, task);
  return task.id;
}

function stopInCutover(request: AocRequest): Answer {
  const found = findMigrations(request);
  if (!found.ok) return found.answer;
  const early = found.migrations.find((migration) => !mayStop(migration));
  if (early !== undefined) return bad(`The migration of VM ${early.machine.name} does not wait for a shutdown.`);
  const force = request.body['force'] === true;
  return answer(
    found.migrations.map((migration) => ({
      task_id: stopSource(request, migration, force),
      data: request.graph.follow('vm', { id: migration.machine.id }),
    })),
  );
}

/** Ends it at once, in any phase. The source stays as it is: what was shut down for it is not started again. */
function abort(request: AocRequest): Answer {
  const found = findMigrations(request);
  if (!found.ok) return found.answer;
  const { aoc, now } = request;
  for (const migration of found.migrations)
    giveUp(aoc, migration, now, { code: 'JOB_VM_MIGRATE_ABORTED', message: 'The migration was aborted.' });
  return answer(found.migrations.map(({ task }) => taskRow(task, aoc, now)));
}

export const cutoverEndpoints: Readonly<Record<string, Endpoint>> = {
  'stop-vm-in-cutover-migration': { kind: 'write', handle: stopInCutover },
  'abort-migrate-vm-across-cluster': { kind: 'write', handle: abort },
};

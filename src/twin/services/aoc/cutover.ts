import { minutes } from '../../time.ts';
import { answer, type Answer } from '../service.ts';
import { schedule } from './agenda.ts';
import type { LiveAoc, LiveAocTask, LiveMachine, LiveMigration } from './live-aoc.ts';
import { run, stop, takeFailure } from './machine-state.ts';
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

const timeout = { code: 'JOB_VM_SHUTDOWN_TIMEOUT', message: 'JOB_VM_SHUTDOWN_TIMEOUT: the guest did not shut down' };

/** How long it takes to shut a machine down, virtual ms, and how that ends. */
function foresee({ minutes: take }: LiveAoc, machine: LiveMachine, force: boolean): Foreseen {
  const failure = takeFailure(machine, 'shutdown');
  if (force || machine.status === 'STOPPED') return { ms: minutes(take.power), error: failure };
  if (machine.heedsShutdown) return { ms: minutes(take.shutdown), error: failure };
  return { ms: minutes(take.shutdownTimeout), error: failure ?? timeout };
}

interface Foreseen {
  readonly ms: number;
  readonly error: typeof timeout | undefined;
}

/** The task of the shutdown. Whether it has one is not documented: the world says. */
function openShutdown(request: AocRequest, { machine }: LiveMigration, force: boolean): LiveAocTask | undefined {
  if (request.aoc.undocumented.stopTask === 'migration') return undefined;
  const verb = force ? 'Power off' : 'Shut down';
  const task = openTask(request, machine, {
    mutation: 'stopVmInCutoverMigration',
    description: `${verb} the virtual machine ${machine.name} for the second phase of its migration`,
    args: request.body,
  });
  begin(task, request.now);
  return task;
}

/**
 * Shuts the source down: its guest, or with `force` its power. When the guest does not listen, the migration waits on. Somebody
 * may have shut it down by hand meanwhile, which is as good.
 */
function stopSource(request: AocRequest, migration: LiveMigration, force: boolean): string {
  const { aoc, now } = request;
  const { machine } = migration;
  const task = openShutdown(request, migration, force);
  migration.phase = 'shutdown';
  const { ms, error } = foresee(aoc, machine, force);
  const end = (at: number): void => {
    if (error !== undefined && machine.status !== 'STOPPED') {
      if (task !== undefined) fail(task, at, error.code, error.message);
      if (migration.phase === 'shutdown') migration.phase = 'waiting';
      return;
    }
    if (machine.status !== 'STOPPED') stop(machine, at);
    if (task !== undefined) succeed(task, at);
    if (isUnderWay(aoc, migration) && migration.phase === 'shutdown') moveDelta(aoc, migration, at);
  };
  schedule(aoc, now + ms, end, task ?? migration.task);
  return (task ?? migration.task).id;
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

/** Ends it at once, in any phase. What becomes of a source that was shut down for it is not documented: the world says. */
function abort(request: AocRequest): Answer {
  const found = findMigrations(request);
  if (!found.ok) return found.answer;
  const { aoc, now } = request;
  for (const migration of found.migrations) {
    giveUp(aoc, migration, now, { code: 'JOB_VM_MIGRATE_ABORTED', message: 'The migration was aborted.' });
    const { type, machine } = migration;
    const wasShutDown = type === 'CUTOVER_MIGRATE' && machine.status === 'STOPPED';
    if (wasShutDown && aoc.undocumented.abortLeavesSource === 'started') run(machine);
  }
  return answer(found.migrations.map(({ task }) => taskRow(task, aoc, now)));
}

export const cutoverEndpoints: Readonly<Record<string, Endpoint>> = {
  'stop-vm-in-cutover-migration': { kind: 'write', handle: stopInCutover },
  'abort-migrate-vm-across-cluster': { kind: 'write', handle: abort },
};

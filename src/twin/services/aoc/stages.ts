import { minutes } from '../../time.ts';
import type { AcrossConfig } from './across-config.ts';
import { cancel, schedule } from './agenda.ts';
import type { LiveAoc, LiveAocTask, LiveHost, LiveMachine, LiveMigration, LiveStep } from './live-aoc.ts';
import { addMachine, removeMachine, run, stop, takeFailure } from './machine-state.ts';
import { isUnderWay, leave } from './queue.ts';
import { fail, succeed } from './tasks.ts';

type Phase = Parameters<typeof takeFailure>[1];

/** Ends a migration that did not come to its end: the source is free as it is, the copy is what the world says. */
export function giveUp(
  aoc: LiveAoc,
  migration: LiveMigration,
  at: number,
  error: { code: string; message: string },
): void {
  const { task, machine, copy } = migration;
  cancel(aoc, task);
  fail(task, at, error.code, error.message);
  machine.lock = null;
  if (copy !== undefined) {
    copy.lock = null;
    if (aoc.undocumented.abortLeaves === 'nothing') removeMachine(aoc, copy);
  }
  leave(aoc, migration, at);
}

interface Stage {
  readonly phase: Phase;
  readonly ms: number;
  /** The step whose bytes it moves. */
  readonly step?: LiveStep | undefined;
}

/** Lets one stage pass, or fail half way where the world wants that; then goes on. */
function pass(
  aoc: LiveAoc,
  migration: LiveMigration,
  at: number,
  stage: Stage & { readonly then: (at: number) => void },
): void {
  const { phase, ms, step, then } = stage;
  if (step !== undefined) step.span = { from: at, to: at + ms };
  const failure = takeFailure(migration.machine, phase);
  if (failure !== undefined) {
    schedule(
      aoc,
      at + ms / 2,
      (now) => {
        giveUp(aoc, migration, now, failure);
      },
      migration.task,
    );
    return;
  }
  const finish = (now: number): void => {
    if (step !== undefined) step.finished = true;
    then(now);
  };
  schedule(aoc, at + ms, finish, migration.task);
}

function removeSource(aoc: LiveAoc, machine: LiveMachine): void {
  if (aoc.undocumented.deletedSource === 'gone') removeMachine(aoc, machine);
  else machine.inRecycleBin = true;
}

/** To whoever knows the machine by its ids it has moved; what stays behind is another. */
function exchangeIds(machine: LiveMachine, copy: LiveMachine): void {
  const { id, localId } = copy;
  Object.assign(copy, { id: machine.id, localId: machine.localId });
  Object.assign(machine, { id, localId });
}

/** The copy is the machine now; the source is off and stays, or goes as the call said. */
function complete(aoc: LiveAoc, migration: LiveMigration, at: number): void {
  const { task, machine, copy, deleteSource } = migration;
  if (copy !== undefined) {
    copy.lock = null;
    if (aoc.undocumented.copyIds === 'same') exchangeIds(machine, copy);
  }
  machine.lock = null;
  if (machine.status !== 'STOPPED') stop(machine, at);
  if (deleteSource) removeSource(aoc, machine);
  succeed(task, at);
  leave(aoc, migration, at);
}

function restart(aoc: LiveAoc, migration: LiveMigration, at: number): void {
  migration.phase = 'restart';
  const then = (now: number): void => {
    if (migration.copy !== undefined) run(migration.copy);
    complete(aoc, migration, now);
  };
  pass(aoc, migration, at, { phase: 'restart', ms: minutes(aoc.minutes.restart), then });
}

/** The second phase of a staged migration: the machine is off, what it wrote meanwhile follows. */
export function moveDelta(aoc: LiveAoc, migration: LiveMigration, at: number): void {
  const { task, machine } = migration;
  migration.phase = 'delta';
  task.status = 'EXECUTING';
  pass(aoc, migration, at, {
    phase: 'delta',
    ms: machine.deltaMs,
    step: task.steps[1],
    then: (now) => {
      restart(aoc, migration, now);
    },
  });
}

/** Off, and not by the call that a staged migration waits for; where that `counts`, the migration goes on. */
export function goOff(aoc: LiveAoc, machine: LiveMachine, at: number, counts: boolean): void {
  if (machine.status === 'STOPPED') return;
  stop(machine, at);
  const waiting = aoc.migrations.find((each) => each.machine === machine && each.phase === 'waiting');
  if (counts && waiting !== undefined) moveDelta(aoc, waiting, at);
}

/** Off from within the guest. Whether that counts is not documented (acos.md §6.2): the world says. */
export const goOffFromWithin = (aoc: LiveAoc, machine: LiveMachine, at: number): void => {
  goOff(aoc, machine, at, aoc.undocumented.guestShutdown === 'advances');
};

/** Waits, for as long as it takes, for somebody to shut the machine down. */
function awaitShutdown(aoc: LiveAoc, migration: LiveMigration, at: number): void {
  const { machine, task } = migration;
  if (machine.status === 'STOPPED' && aoc.undocumented.guestShutdown === 'advances') {
    moveDelta(aoc, migration, at);
    return;
  }
  migration.phase = 'waiting';
  if (aoc.undocumented.cutoverSignal === 'paused') task.status = 'PAUSED';
  if (machine.handShutdownMs === undefined) return;
  const byHand = (now: number): void => {
    const isExpected = migration.phase === 'waiting' || migration.phase === 'shutdown';
    if (isExpected && isUnderWay(aoc, migration)) goOffFromWithin(aoc, machine, now);
  };
  schedule(aoc, at + machine.handShutdownMs, byHand, task);
}

function afterCopy(aoc: LiveAoc, migration: LiveMigration, at: number): void {
  const { type, machine, copy, task } = migration;
  if (type === 'CUTOVER_MIGRATE') awaitShutdown(aoc, migration, at);
  else if (type === 'COLD_MIGRATE') complete(aoc, migration, at);
  else {
    const then = (now: number): void => {
      if (copy !== undefined && machine.status === 'RUNNING') run(copy);
      complete(aoc, migration, now);
    };
    pass(aoc, migration, at, { phase: 'delta', ms: machine.deltaMs, step: task.steps[1], then });
  }
}

interface Plan {
  readonly task: LiveAocTask;
  readonly machine: LiveMachine;
  readonly copy: LiveMachine;
  readonly to: LiveHost;
  readonly config: AcrossConfig;
}

/** A migration to another cluster, from its first byte on. */
export function planStages(aoc: LiveAoc, { config, ...plan }: Plan): LiveMigration {
  const { task, machine, copy } = plan;
  const migration: LiveMigration = {
    ...plan,
    from: machine.host,
    type: config.type,
    deleteSource: config.deleteSource,
    running: false,
    phase: 'copy',
    begin: (at) => {
      addMachine(aoc, copy);
      const failure = takeFailure(machine, 'start');
      if (failure !== undefined) {
        giveUp(aoc, migration, at, failure);
        return;
      }
      const then = (now: number): void => {
        afterCopy(aoc, migration, now);
      };
      pass(aoc, migration, at, { phase: 'copy', ms: machine.copyMs, step: task.steps[0], then });
    },
  };
  return migration;
}

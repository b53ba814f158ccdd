import type { OperationCall, Probe } from '../../../../src/core/operation.ts';
import type { Reading, Source } from '../../../wire/reading.ts';
import type { Aoc } from '../../clients/aoc.ts';
import type { Task } from '../../clients/rows.ts';
import { currentOf } from '../read/who.ts';
import { look } from './look.ts';
import { notSent, onRead, prove, refuse, textOf, type Operation } from './operation.ts';
import { isReadyToCutOver, moves, newestTask, progressWords, unlessEnded } from './tasks.ts';

/** The newest move of the machine, whoever started it: a copy has exactly one, found again after any crash. */
const newestMove = (aoc: Aoc, call: OperationCall): Promise<Reading<readonly Task[]>> =>
  newestTask(aoc, textOf(call, 'machine'), { kind: moves });

const runsThere = (aoc: Aoc, call: OperationCall): Promise<Probe> =>
  look(aoc, call, (who, source) => {
    const now = currentOf(who);
    const says =
      now === null ? 'the machine is in neither cluster' : `${now.id} is ${now.status} on ${now.cluster.name}`;
    const proof = [prove(source, says)];
    if (now?.cluster.name === textOf(call, 'clusterName') && now.status === 'RUNNING') return { is: 'done', proof };
    return { is: 'in-flight', task: null, says: `the task ended well; ${says}`, proof };
  });

/** Ready, and nobody shut it down yet; or what was asked is not seen yet. */
const stands = (task: Task, source: Source): Probe | null => {
  if (isReadyToCutOver(task))
    return { is: 'not-done', proof: [prove(source, `task ${task.id}: ${progressWords(task)}`)] };
  return unlessEnded(task, source);
};

/**
 * The second part of a staged move: the source is shut down, the rest is copied, it starts on the target. A shutdown by hand
 * moves the same task on, and is found here.
 */
export const cutOver: Operation = {
  probe: async (aoc, call) =>
    onRead(await newestMove(aoc, call), ([task], source) => {
      if (task === undefined) return runsThereOrNot(aoc, call);
      return stands(task, source) ?? runsThere(aoc, call);
    }),
  perform: async (aoc, call) => {
    const found = await newestMove(aoc, call);
    if (!found.ok) return notSent(found.call, found.failure);
    const [task] = found.value;
    if (task === undefined || !isReadyToCutOver(task))
      return refuse('Onward.NotReady', task === undefined ? 'no copy of it is under way' : progressWords(task));
    return aoc.stopInCutover(task.id, call.args['force'] === true);
  },
};

/** No task is visible any more: the machine itself tells. */
const runsThereOrNot = async (aoc: Aoc, call: OperationCall): Promise<Probe> => {
  const probe = await runsThere(aoc, call);
  return probe.is === 'in-flight' ? { is: 'not-done', proof: probe.proof } : probe;
};

/** Takes a copy back: the task is aborted, the machine runs on where it is; what was copied is lost. */
export const abortCopy: Operation = {
  probe: async (aoc, call) =>
    onRead(await newestMove(aoc, call), ([task], source) => {
      const proof = [prove(source, task === undefined ? 'no move of it is listed' : progressWords(task))];
      if (task === undefined || task.status === 'FAILED') return { is: 'done', proof };
      if (task.status === 'SUCCESSED')
        return { is: 'failed', why: 'the move has ended: there is nothing to abort', proof };
      return { is: 'not-done', proof };
    }),
  perform: async (aoc, call) => {
    const found = await newestMove(aoc, call);
    if (!found.ok) return notSent(found.call, found.failure);
    const [task] = found.value;
    return task === undefined ? refuse('Onward.AlreadySo', 'no move of it is under way') : aoc.abortAcross(task.id);
  },
};

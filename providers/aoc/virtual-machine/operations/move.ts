import type { Answer, OperationCall, Probe, Since } from '../../../../src/core/operation.ts';
import type { Json } from '../../../../src/core/fact.ts';
import { isObject, textIn } from '../../../wire/json.ts';
import type { Source } from '../../../wire/reading.ts';
import type { AcrossConfig, Aoc, MappedNetwork } from '../../clients/aoc.ts';
import type { Task } from '../../clients/rows.ts';
import { currentOf, type Who } from '../read/who.ts';
import { isOurs, look } from './look.ts';
import { onRead, prove, refuse, textOf, type Operation } from './operation.ts';
import { isReadyToCutOver, moves, progressWords, newestTask, unlessEnded } from './tasks.ts';

const arrived = (who: Who, call: OperationCall): boolean =>
  currentOf(who)?.cluster.name === textOf(call, 'clusterName');

const describe = (who: Who): string => {
  const now = currentOf(who);
  return now === null
    ? 'the machine is in neither cluster'
    : `${now.name} ${now.id} is ${now.status} on ${now.cluster.name}/${now.host.name}`;
};

/**
 * The state alone, where no task tells: moved, busy, or where it was. What is being moved is listed in both clusters long before all of it
 * is there: it has arrived once nothing is under way at either end.
 */
const byState = (who: Who, call: OperationCall, source: Source): Probe => {
  const proof = [prove(source, describe(who))];
  const busy = who.source?.busy ?? currentOf(who)?.busy ?? null;
  if (busy !== null) return { is: 'in-flight', task: null, says: `an operation is under way (${busy})`, proof };
  return arrived(who, call) ? { is: 'done', proof } : { is: 'not-done', proof };
};

/** A task that went well counts once the machine is seen where it should be: lists are late. */
const afterTask = (task: Task, who: Who, { call, source }: { call: OperationCall; source: Source }): Probe => {
  const proof = [prove(source, `task ${task.id} is ${task.status}`), prove(source, describe(who))];
  return arrived(who, call)
    ? { is: 'done', proof }
    : { is: 'in-flight', task: task.id, says: 'the task ended well; the machine is not seen on the target yet', proof };
};

const probeMove = async (aoc: Aoc, call: OperationCall, since?: Since): Promise<Probe> => {
  if (since === undefined) return look(aoc, call, (who, source) => byState(who, call, source));
  const machine = textOf(call, 'machine');
  return onRead(await newestTask(aoc, machine, { kind: moves, since }), ([task = null], source) => {
    const pending = task === null ? null : unlessEnded(task, source);
    if (pending !== null) return pending;
    return look(aoc, call, (who, seen) =>
      task === null ? byState(who, call, seen) : afterTask(task, who, { call, source: seen }),
    );
  });
};

const networksIn = (value: Json | undefined): readonly MappedNetwork[] =>
  Array.isArray(value)
    ? (value as readonly Json[])
        .filter(isObject)
        .map((pair) => ({ src_vlan_local_id: textIn(pair, 'from'), dest_vlan_local_id: textIn(pair, 'to') }))
    : [];

const configOf = ({ args }: OperationCall): AcrossConfig => {
  const { migrateType, newName, deleteSource, detachDevices, storage, networks } = args;
  return {
    migrate_type: migrateType as AcrossConfig['migrate_type'],
    network_mapping: networksIn(networks),
    // Its default is not documented, so it is always said.
    delete_src_vm: deleteSource === true,
    remove_unmovable_devices: detachDevices === true,
    ...(typeof newName === 'string' ? { new_name: newName } : {}),
    storage: isObject(storage) ? storage : {},
  };
};

const performAcross = (aoc: Aoc, call: OperationCall): Promise<Answer> => {
  const cluster = textOf(call, 'cluster');
  const machine = textOf(call, 'machine');
  if (cluster === '' || machine === '')
    return Promise.resolve(refuse('Onward.BadArguments', 'the step names no machine or no cluster'));
  const host = call.args['host'];
  return aoc.migrateAcross(
    machine,
    { clusterId: cluster, hostId: typeof host === 'string' ? host : null },
    configOf(call),
  );
};

/** A move to another cluster in one call. */
export const moveAcross: Operation = { probe: probeMove, perform: performAcross };

const isCopied = (task: Task, source: Source): Probe => {
  const proof = [prove(source, progressWords(task))];
  if (isReadyToCutOver(task) || task.status === 'SUCCESSED') return { is: 'done', proof, result: { task: task.id } };
  return unlessEnded(task, source) ?? { is: 'done', proof };
};

/** The first part of a staged move: done when it waits for the shutdown, which is believed and not documented. */
export const copy: Operation = {
  probe: async (aoc, call, since) =>
    since === undefined
      ? look(aoc, call, (who, source) => byState(who, call, source))
      : onRead(await newestTask(aoc, textOf(call, 'machine'), { kind: moves, since }), ([task = null], source) =>
          task === null ? look(aoc, call, (who, seen) => byState(who, call, seen)) : isCopied(task, source),
        ),
  perform: performAcross,
};

const hostsOf = ({ args }: OperationCall): readonly string[] =>
  Array.isArray(args['hosts']) ? args['hosts'].filter((name) => typeof name === 'string') : [];

const within = (who: Who, call: OperationCall, source: Source): Probe => {
  const proof = [prove(source, describe(who))];
  if (!isOurs(who, call)) return { is: 'failed', why: 'another machine has its name now', proof };
  const host = who.source?.host.name ?? '';
  return hostsOf(call).includes(host)
    ? { is: 'done', proof }
    : byState(who, { ...call, args: { ...call.args, clusterName: '' } }, source);
};

/** The task's own text says whether it runs hot or cold: one that says otherwise is not what was approved. */
const contradicts = ({ description }: Task, call: OperationCall): boolean =>
  (textOf(call, 'method') === 'hot' && /cold migration/i.test(description)) ||
  (textOf(call, 'method') === 'cold' && /live migration/i.test(description));

/** A move within its cluster. The API has no field for the method: the power decided it, and the task says which it was. */
export const moveWithin: Operation = {
  probe: async (aoc, call, since) => {
    if (since === undefined) return look(aoc, call, (who, source) => within(who, call, source));
    return onRead(await newestTask(aoc, textOf(call, 'machine'), { kind: moves, since }), ([task = null], source) => {
      if (task !== null && contradicts(task, call))
        return {
          is: 'failed',
          why: `the service runs another method: ${task.description}`,
          proof: [prove(source, task.description)],
        };
      const pending = task === null ? null : unlessEnded(task, source);
      return pending ?? look(aoc, call, (who, seen) => within(who, call, seen));
    });
  },
  perform: (aoc, call) => {
    const host = call.args['host'];
    return aoc.migrate(textOf(call, 'machine'), typeof host === 'string' ? host : null);
  },
};

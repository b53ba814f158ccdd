import type { OperationCall, Probe, Since } from '../../../../src/core/operation.ts';
import type { ClusterTarget } from '../../clients/cs.ts';
import { textIn, type JsonObject } from '../../../wire/json.ts';
import { lacks } from '../cluster-facts.ts';
import { askReady, hasEnded } from '../journey-facts.ts';
import { targetOf, type Observer } from '../observe.ts';
import { readKnownTask } from './known-task.ts';
import { judgeMigrate, type ApiState, type MigrateEvidence } from './migrate-verdict.ts';
import { isSince, prove, unreadable } from './operation.ts';
import { editionOf } from '../edition.ts';

/** The word for a migration's tasks is not documented; each of its spellings holds this. */
const isMigration = (task: JsonObject): boolean => /migrat/i.test(textIn(task, 'task_type'));

/** Migrations that run, whenever they began, and those that ended since the intent. Older ones are another story. */
const migrationsOf = (tasks: readonly JsonObject[], since?: Since) => {
  const all = tasks.filter(isMigration);
  const times = (task: JsonObject) => (since === undefined ? false : isSince(textIn(task, 'created'), since));
  return {
    running: all.filter((task) => !hasEnded(task)),
    ended: all.filter((task) => hasEnded(task) && times(task) === true),
    undated: all.filter((task) => hasEnded(task) && times(task) === null),
  };
};

/** The edition it starts from: only a dedicated cluster's etcd goes through a bucket. */
const fromEdition = (args: OperationCall['args']): MigrateEvidence['from'] =>
  'oss_bucket_name' in args ? 'dedicated' : 'standard';

const eventsOf = (events: readonly JsonObject[], since: Since): readonly JsonObject[] =>
  events.filter((event) => isSince(textIn(event, 'time'), since) !== false);

/** Only a cluster that is Pro already is asked: before that the API server's answer decides nothing. */
const readApi = async (observer: Observer, target: ClusterTarget, cluster: JsonObject): Promise<ApiState> => {
  if (editionOf(cluster) !== 'pro') return { is: 'unasked' };
  const asked = await askReady(observer, target);
  if (!asked.ok) return { is: 'unreadable', why: `${asked.call}: ${asked.failure.message}` };
  const { answer } = asked.value;
  if (answer.ok) return { is: 'answers', proof: prove(answer.reading.source, 'ready') };
  return { is: 'away', why: answer.reading.failure.message };
};

const noEvents = { ok: true, value: [], source: { call: 'DescribeEvents', request: '', at: '' } } as const;

/**
 * Reads tasks, then events, then the cluster, then its API server. The cluster is read after the lists, because its state
 * is what the call itself changes: whatever began before the lists were read shows in them, and what began later (or is
 * not listed yet, for lists may lag) shows in the state. State first could miss a migration that starts between the two
 * reads while the lists lag. A migration that ends between them is seen as in flight, and by the next probe as it is.
 */
export const probeMigrate = async (
  observer: Observer,
  { desired, args }: OperationCall,
  since?: Since,
): Promise<Probe> => {
  const { cs } = observer;
  const target = targetOf(desired);
  const known = await readKnownTask(cs, target, since);
  if (!known.ok) return unreadable(known.call, known.failure);
  const tasks = await cs.describeClusterTasks(target);
  if (!tasks.ok) return unreadable(tasks.call, tasks.failure);
  const events = since === undefined ? noEvents : await cs.describeEvents(target);
  const cluster = await cs.describeClusterDetail(target);
  if (!cluster.ok) return unreadable(cluster.call, cluster.failure);
  const missing = lacks(cluster.value);
  if (missing !== null) return { is: 'unreadable', why: `DescribeClusterDetail: the answer has no ${missing}` };
  const evidence: MigrateEvidence = {
    from: fromEdition(args),
    known,
    tasks: { ...migrationsOf(tasks.value, since), source: tasks.source },
    events: since !== undefined && events.ok ? { ...events, value: eventsOf(events.value, since) } : events,
    cluster,
    api: await readApi(observer, target, cluster.value),
  };
  return judgeMigrate(evidence);
};

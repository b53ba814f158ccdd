import type { Probe, Proof } from '../../../../src/core/operation.ts';
import { textIn, type JsonObject } from '../../../wire/json.ts';
import type { Reading, Source } from '../../../wire/reading.ts';
import { editionOf } from '../edition.ts';
import { hasEnded } from '../journey-facts.ts';
import { failureText, succeeded } from './known-task.ts';
import { prove, say } from './operation.ts';

export type ApiState =
  | { readonly is: 'unasked' }
  | { readonly is: 'answers'; readonly proof: Proof }
  | { readonly is: 'away'; readonly why: string }
  | { readonly is: 'unreadable'; readonly why: string };

type Read<T> = Extract<Reading<T>, { ok: true }>;

/** Everything a verdict rests on. Tasks and events are those since the intent; running tasks whenever they began. */
export interface MigrateEvidence {
  /** The edition that the cluster has as long as nothing was done. */
  readonly from: 'standard' | 'dedicated';
  /** The task that the accepted call named; null where none is known. */
  readonly known: Read<JsonObject | null>;
  readonly tasks: {
    readonly running: readonly JsonObject[];
    readonly ended: readonly JsonObject[];
    /** Ended, and it cannot be told whether before or after the intent. */
    readonly undated: readonly JsonObject[];
    readonly source: Source;
  };
  readonly events: Reading<readonly JsonObject[]>;
  readonly cluster: Read<JsonObject>;
  readonly api: ApiState;
}

const newest = (tasks: readonly JsonObject[]): JsonObject | null =>
  [...tasks].sort((a, b) => Date.parse(textIn(b, 'created')) - Date.parse(textIn(a, 'created')))[0] ?? null;

const taskProof = (task: JsonObject, source: Source): Proof =>
  prove(source, say(task, 'task_id', 'task_type', 'state', 'created'));

const clusterProof = ({ value, source }: MigrateEvidence['cluster']): Proof =>
  prove(source, say(value, 'state', 'cluster_type', 'cluster_spec'));

/** The task that tells how this migration stands: the one named, else the newest that ended since the intent. */
const tellingTask = ({ known, tasks }: MigrateEvidence): { task: JsonObject; source: Source } | null => {
  if (known.value !== null) return { task: known.value, source: known.source };
  const task = newest(tasks.ended);
  return task === null ? null : { task, source: tasks.source };
};

const proofs = (evidence: MigrateEvidence): readonly Proof[] => {
  const telling = tellingTask(evidence);
  return [
    ...evidence.tasks.running.map((task) => taskProof(task, evidence.tasks.source)),
    ...(telling === null ? [] : [taskProof(telling.task, telling.source)]),
    clusterProof(evidence.cluster),
    ...(evidence.api.is === 'answers' ? [evidence.api.proof] : []),
  ];
};

const inFlight = (evidence: MigrateEvidence, says: string): Probe => {
  const running = evidence.known.value ?? evidence.tasks.running[0] ?? null;
  const task = running === null ? null : textIn(running, 'task_id') || null;
  return { is: 'in-flight', task, says, proof: proofs(evidence) };
};

/** A Pro cluster whose migration ended: done when it runs and its API server is back. */
const judgePro = (evidence: MigrateEvidence, state: string): Probe => {
  if (state !== 'running') return inFlight(evidence, `Pro already, state=${state}`);
  const { api } = evidence;
  if (api.is === 'answers') return { is: 'done', proof: proofs(evidence) };
  if (api.is === 'unreadable') return { is: 'unreadable', why: api.why };
  return inFlight(evidence, `Pro already; its API server is not back: ${api.is === 'away' ? api.why : 'not asked'}`);
};

/** A task that ended badly: failed once the service has rolled the cluster back, in flight until then. */
const judgeFailed = (evidence: MigrateEvidence, task: JsonObject, state: string): Probe => {
  const edition = editionOf(evidence.cluster.value);
  if (edition === 'pro')
    return { is: 'unreadable', why: `${failureText(task)}, and yet the cluster is Pro: look at it in the console` };
  if (state !== 'running')
    return inFlight(evidence, `${failureText(task)}; the service is rolling back, state=${state}`);
  return { is: 'failed', why: `${failureText(task)}; the service rolled back`, proof: proofs(evidence) };
};

/** No migration is known: not done only when nothing at all speaks for one. */
const judgeNothing = (evidence: MigrateEvidence, state: string): Probe => {
  const { events, tasks, cluster } = evidence;
  const edition = editionOf(cluster.value);
  if (!events.ok)
    return { is: 'unreadable', why: `${events.call}: ${events.failure.message}`, code: events.failure.diagnostic };
  const [event] = events.value;
  if (event !== undefined)
    return { is: 'unreadable', why: `an event tells of a migration and no task does: ${say(event, 'type', 'time')}` };
  if (tasks.undated.length > 0)
    return { is: 'unreadable', why: 'a migration task ended at a time that cannot be read' };
  if (edition !== evidence.from || state !== 'running')
    return { is: 'unreadable', why: `the cluster is ${edition}, state=${state}, and no migration is known` };
  const none = prove(tasks.source, 'no migration task runs, and none was made since the intent');
  return { is: 'not-done', proof: [none, clusterProof(cluster)] };
};

/** Is it over, and how? Success needs all of: the task, the cluster's state, type and spec, and an API server that answers. */
export const judgeMigrate = (evidence: MigrateEvidence): Probe => {
  const state = textIn(evidence.cluster.value, 'state');
  const { known, tasks } = evidence;
  if (known.value !== null && !hasEnded(known.value))
    return inFlight(evidence, `${say(known.value, 'state', 'current_stage')}, cluster state=${state}`);
  // The task that the accepted call named outranks the list, which may lag behind it.
  if (known.value === null && tasks.running[0] !== undefined)
    return inFlight(evidence, `${say(tasks.running[0], 'task_type', 'state')}, cluster state=${state}`);
  if (state === 'migrating') return inFlight(evidence, 'state=migrating');
  const telling = tellingTask(evidence);
  if (telling !== null && !succeeded(telling.task)) return judgeFailed(evidence, telling.task, state);
  if (editionOf(evidence.cluster.value) === 'pro') return judgePro(evidence, state);
  if (telling !== null) return inFlight(evidence, 'the task succeeded; the cluster does not show it yet');
  return judgeNothing(evidence, state);
};

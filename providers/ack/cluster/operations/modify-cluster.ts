import { textIn, type JsonObject } from '../../../wire/json.ts';
import { malformed } from '../../../wire/failure.ts';
import type { Reading } from '../../../wire/reading.ts';
import { lacks } from '../cluster-facts.ts';
import { editionOf } from '../edition.ts';
import { hasEnded } from '../journey-facts.ts';
import { fromState, type Ask, type Verdict } from './from-state.ts';
import { failureText, readKnownTask, succeeded } from './known-task.ts';
import { isSince, say, type Hands, type Operation } from './operation.ts';
import { refuse } from './refusal.ts';

interface Found {
  readonly cluster: JsonObject;
  /** The task that the accepted call named. */
  readonly known: JsonObject | null;
  /** Tasks that run, begun since the intent; without one, none are asked for. */
  readonly running: readonly JsonObject[];
}

const runsSince = (tasks: readonly JsonObject[], { since }: Ask<string>): readonly JsonObject[] =>
  since === undefined ? [] : tasks.filter((one) => !hasEnded(one) && isSince(textIn(one, 'created'), since) !== false);

/** Tasks first, then the cluster: what began before the tasks were read shows in them, what began later in its state. */
const read = async ({ cs }: Hands, ask: Ask<string>): Promise<Reading<Found>> => {
  const known = await readKnownTask(cs, ask.target, ask.since);
  if (!known.ok) return known;
  const tasks = ask.since === undefined ? null : await cs.describeClusterTasks(ask.target);
  if (tasks?.ok === false) return tasks;
  const cluster = await cs.describeClusterDetail(ask.target);
  if (!cluster.ok) return cluster;
  const missing = lacks(cluster.value);
  const { call, request } = cluster.source;
  if (missing !== null) return { ok: false, call, failure: malformed(`the answer has no ${missing}`, request) };
  const running = tasks === null ? [] : runsSince(tasks.value, ask);
  return { ...cluster, value: { cluster: cluster.value, known: known.value, running } };
};

type Member = 'timezone' | 'cluster_spec';

/** Done is: the cluster shows it and is at rest. A task that failed is the end, unless what it was for is there. */
const judge = ({ cluster, known, running }: Found, member: Member, wanted: string): Verdict => {
  const says = say(cluster, 'state', member);
  const task = known ?? running[0];
  if (task !== undefined && !hasEnded(task))
    return { is: 'in-flight', task: textIn(task, 'task_id'), says: `${say(task, 'task_type', 'state')}; ${says}` };
  const rests = textIn(cluster, 'state') === 'running';
  const isSo = textIn(cluster, member) === wanted;
  if (isSo && rests) return { is: 'done', says };
  if (known !== null && !succeeded(known)) return { is: 'failed', says: failureText(known) };
  if (isSo || !rests) return { is: 'in-flight', says };
  return known === null ? { is: 'not-done', says } : { is: 'in-flight', says: `the task succeeded; ${says}` };
};

/** ModifyCluster with the time zone alone. Of a dedicated cluster it concerns nodes that are added later. */
export const setTimezone: Operation = fromState({
  demands: ['timezone'],
  read,
  judge: (found, { texts }) => judge(found, 'timezone', texts.timezone),
  write: ({ cs }, { ask }, fence) => cs.modifyCluster(ask.target, { timezone: ask.texts.timezone }, fence),
});

const isTier = (spec: string): boolean => /^ack\.pro\.[a-z0-9]+$/.test(spec);

/** ModifyCluster with another tier, of a Pro cluster only: the way to Pro is a migration. */
export const changeTier: Operation = fromState({
  demands: ['spec'],
  read,
  judge: (found, { texts }) => judge(found, 'cluster_spec', texts.spec),
  guard: (_, { ask: { texts }, found: { cluster } }) => {
    if (!isTier(texts.spec)) return refuse('Onward.BadArguments', `${texts.spec} is not a tier of Pro`);
    const edition = editionOf(cluster);
    return edition === 'pro' ? null : refuse('Onward.NotMigrated', `the cluster is ${edition}, and only Pro has tiers`);
  },
  write: ({ cs }, { ask }, fence) => cs.modifyCluster(ask.target, { cluster_spec: ask.texts.spec }, fence),
});

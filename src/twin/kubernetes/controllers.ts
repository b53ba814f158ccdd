import { utc } from '../time.ts';
import type { LiveCluster, LiveWorld } from '../live-world.ts';
import { follow } from './follow.ts';
import { conditionOf } from './pod-state.ts';
import { populate } from './populate.ts';
import { schedule, type Reacting } from './scheduler.ts';
import { later, listOf, revise, withFields, type Store } from './store.ts';
import { keepWorkloads } from './workload-controller.ts';
import { tellWorkloads } from './workload-status.ts';

/** What controllers take to notice a change, in ms. */
const noticedAfter = 1_000;

/** What a job takes, in ms. */
const jobTakes = 30_000;

function finishJobs(store: Store, now: number): void {
  for (const job of listOf(store, 'jobs.batch')) {
    const { creationTimestamp } = job.metadata;
    const made = Date.parse(String(creationTimestamp));
    if (conditionOf(job, 'Complete') === 'True' || now < made + jobTakes) continue;
    const done = { type: 'Complete', status: 'True', lastTransitionTime: utc(now) };
    revise(
      store,
      'jobs.batch',
      withFields(job, 'status', { succeeded: 1, completionTime: utc(now), conditions: [done] }),
    );
  }
}

/** Lets the controllers look again, a moment from now. To be called after each change. */
export function react(store: Store, now: number): void {
  const run = (then: number): void => {
    const when = reacting(store, then);
    keepWorkloads(store, when);
    schedule(store, when);
    tellWorkloads(store);
    finishJobs(store, then);
  };
  later(store, now, { after: noticedAfter, run });
}

/** The present, and that the controllers are to look again after whatever follows. */
export const reacting = (store: Store, now: number): Reacting => ({
  now,
  then: (later) => {
    react(store, later);
  },
});

/** A job that was just made is looked at again when it should be done. */
export function awaitJob(store: Store, now: number): void {
  const run = (then: number): void => {
    finishJobs(store, then);
  };
  later(store, now, { after: jobTakes, run, visible: true });
}

/** The cluster's objects as they are now: all that was due has happened. */
export function storeOf(cluster: LiveCluster, world: Pick<LiveWorld, 'ids' | 'clock'>): Store {
  const now = world.clock.now();
  const store = (cluster.kubernetes.store ??= populate({ cluster: cluster.told, ids: world.ids }));
  if (store.mirrored) return store;
  follow(store, cluster, reacting(store, now));
  return store;
}

import type { LiveCluster } from './live-cluster.ts';

/** What reads show, each of which may lag behind what was done by itself. */
export type View = 'state' | 'tasks' | 'events' | 'lists';

export const views: readonly View[] = ['state', 'tasks', 'events', 'lists'];

/** What of that there is of each product whose reads can be stale: of a bucket its lists, and never an object. */
export const viewsOf: Readonly<Record<string, readonly View[]>> = {
  CS: ['state', 'tasks', 'events'],
  AOC: ['state', 'tasks'],
  OSS: ['lists'],
};

/** How late a write is to be seen: in so many reads of each of these. */
export interface Lag {
  readonly reads: number;
  readonly of: readonly View[];
}

/** Clusters as some reads still see them. */
export interface StaleClusters {
  /** Keeps a cluster as it is now. */
  readonly freeze: (cluster: LiveCluster, lag: Lag) => void;
  /** The clusters as one read of a view sees them; that read counts for the cluster that it names, or for all. */
  readonly seen: (clusters: readonly LiveCluster[], view: View, named: string) => readonly LiveCluster[];
}

/** Lists that grow are kept as they are; what was under way goes on in them. */
const keep = (cluster: LiveCluster): LiveCluster => ({
  ...cluster,
  migrations: [...cluster.migrations],
  checks: [...cluster.checks],
  tasks: [...cluster.tasks],
  changes: [...cluster.changes],
  addons: [...cluster.addons],
  interruptions: [...cluster.interruptions],
  removed: new Map(cluster.removed),
});

export function createStaleClusters(): StaleClusters {
  const kept = new Map<string, { readonly cluster: LiveCluster; left: number }>();
  const keyOf = ({ told }: LiveCluster, view: View): string => `${view} ${told.id}`;
  return {
    freeze: (cluster, { reads, of }) => {
      for (const view of of) kept.set(keyOf(cluster, view), { cluster: keep(cluster), left: reads });
    },
    seen: (clusters, view, named) => {
      const isOne = clusters.some(({ told }) => told.id === named);
      return clusters.map((cluster) => {
        if (isOne && cluster.told.id !== named) return cluster;
        const old = kept.get(keyOf(cluster, view));
        if (old === undefined || old.left <= 0) return cluster;
        old.left -= 1;
        return old.cluster;
      });
    },
  };
}

import { creationTimestamp, stamp } from './metadata.ts';
import type { KubernetesObject } from './object.ts';
import { ownerOf, setName, type Population } from './pods.ts';
import { podTemplate } from './pod-template.ts';
import type { Workload } from './workload.ts';

/** An object, and under which key the store has it. */
export interface Placed {
  readonly key: string;
  readonly object: KubernetesObject;
}

interface Counts {
  readonly replicas: number;
  readonly ready: number;
}

const statusOf = ({ replicas, ready }: Counts): Readonly<Record<string, unknown>> => ({
  observedGeneration: 1,
  replicas,
  readyReplicas: ready,
  availableReplicas: ready,
  updatedReplicas: replicas,
});

function metadataOf(
  { cluster, ids }: Population,
  kind: string,
  namespace: string,
  name: string,
): KubernetesObject['metadata'] {
  return { name, namespace, ...stamp(ids, `${cluster.id} ${kind} ${namespace}/${name}`), generation: 1 };
}

function deployment(population: Population, workload: Workload, counts: Counts): readonly Placed[] {
  const { namespace, name, labels } = workload;
  const common = { replicas: counts.replicas, selector: { matchLabels: labels }, template: podTemplate(workload) };
  const set = metadataOf(population, 'ReplicaSet', namespace, setName(population, workload));
  const owner = ownerOf(population, 'Deployment', namespace, name);
  return [
    {
      key: 'deployments.apps',
      object: {
        metadata: { ...metadataOf(population, 'Deployment', namespace, name), labels },
        spec: { ...common, strategy: { type: 'RollingUpdate' } },
        status: statusOf(counts),
      },
    },
    {
      key: 'replicasets.apps',
      object: { metadata: { ...set, labels, ownerReferences: [owner] }, spec: common, status: statusOf(counts) },
    },
  ];
}

function daemonSet(population: Population, workload: Workload, { replicas, ready }: Counts): Placed {
  const { namespace, name, labels } = workload;
  return {
    key: 'daemonsets.apps',
    object: {
      metadata: { ...metadataOf(population, 'DaemonSet', namespace, name), labels },
      spec: { selector: { matchLabels: labels }, template: podTemplate(workload) },
      status: {
        observedGeneration: 1,
        desiredNumberScheduled: replicas,
        currentNumberScheduled: replicas,
        numberReady: ready,
        numberMisscheduled: 0,
      },
    },
  };
}

function job(population: Population, workload: Workload): Placed {
  const { namespace, name, labels } = workload;
  const done = { type: 'Complete', status: 'True', lastTransitionTime: creationTimestamp };
  return {
    key: 'jobs.batch',
    object: {
      metadata: { ...metadataOf(population, 'Job', namespace, name), labels },
      spec: { completions: 1, parallelism: 1, template: podTemplate(workload) },
      status: { succeeded: 1, startTime: creationTimestamp, completionTime: creationTimestamp, conditions: [done] },
    },
  };
}

/** The objects that stand above a workload's pods. */
export function objectsOfWorkload(population: Population, workload: Workload): readonly Placed[] {
  const { kind, namespace, name, labels, nodes, ready = nodes.length } = workload;
  const counts = { replicas: nodes.length, ready: Math.min(ready, nodes.length) };
  if (kind === 'Deployment') return deployment(population, workload, counts);
  if (kind === 'DaemonSet') return [daemonSet(population, workload, counts)];
  if (kind === 'Job') return [job(population, workload)];
  return [
    {
      key: 'statefulsets.apps',
      object: {
        metadata: { ...metadataOf(population, 'StatefulSet', namespace, name), labels },
        spec: {
          replicas: counts.replicas,
          serviceName: name,
          selector: { matchLabels: labels },
          template: podTemplate(workload),
        },
        status: statusOf(counts),
      },
    },
  ];
}

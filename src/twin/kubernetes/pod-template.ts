import type { KubernetesObject } from './object.ts';
import { masterLabel, type Workload } from './workload.ts';

/** On a pod that never ends by itself. */
export const stuckAnnotation = 'twin.onward.dev/stuck';

const notOnMasters = {
  nodeAffinity: {
    requiredDuringSchedulingIgnoredDuringExecution: {
      nodeSelectorTerms: [{ matchExpressions: [{ key: masterLabel, operator: 'DoesNotExist' }] }],
    },
  },
};

/** What a world may say of a pod's inside, in a workload or alone. */
type PodShape = Pick<
  Workload,
  'name' | 'env' | 'nodeSelector' | 'workersOnly' | 'gracePeriodSeconds' | 'emptyDir' | 'claims'
> & { readonly kind?: Workload['kind'] | undefined };

/** spec of a pod without its node. */
export function podSpec(shape: PodShape): Readonly<Record<string, unknown>> {
  const { name, env = {}, nodeSelector, workersOnly = false, emptyDir = false, claims = [], kind } = shape;
  const volumes = [
    ...(emptyDir ? [{ name: 'scratch', emptyDir: {} }] : []),
    ...claims.map((claimName) => ({ name: claimName, persistentVolumeClaim: { claimName } })),
  ];
  const variables = Object.entries(env).map(([variable, value]) => ({ name: variable, value }));
  return {
    containers: [{ name, image: `registry/acs/${name}:v1`, ...(variables.length > 0 && { env: variables }) }],
    restartPolicy: kind === 'Job' ? 'Never' : 'Always',
    terminationGracePeriodSeconds: shape.gracePeriodSeconds ?? 30,
    ...(volumes.length > 0 && { volumes }),
    ...(nodeSelector && { nodeSelector }),
    ...(workersOnly && { affinity: notOnMasters }),
    ...(kind === 'DaemonSet' && { tolerations: [{ operator: 'Exists' }] }),
  };
}

/** spec.template of a workload. */
export const podTemplate = (workload: Workload): Readonly<Record<string, unknown>> => ({
  metadata: {
    labels: workload.labels,
    ...(workload.stuck === true && { annotations: { [stuckAnnotation]: 'true' } }),
  },
  spec: podSpec(workload),
});

interface Running {
  readonly phase: string;
  readonly ready: boolean;
  readonly hostIP?: string | undefined;
  readonly podIP?: string | undefined;
  /** RFC 3339. */
  readonly since: string;
}

/** status of a pod that has a node. */
export function podStatus({ phase, ready, hostIP, podIP, since }: Running): Readonly<Record<string, unknown>> {
  const isReady = ready && phase === 'Running' ? 'True' : 'False';
  return {
    phase,
    ...(hostIP !== undefined && { hostIP }),
    ...(podIP !== undefined && phase !== 'Pending' && { podIP }),
    startTime: since,
    conditions: [
      { type: 'Ready', status: isReady, lastTransitionTime: since },
      { type: 'PodScheduled', status: 'True', lastTransitionTime: since },
    ],
  };
}

/** status of a pod for which there is no node. */
export const unschedulable = (nodes: number, since: string): Readonly<Record<string, unknown>> => ({
  phase: 'Pending',
  conditions: [
    {
      type: 'PodScheduled',
      status: 'False',
      reason: 'Unschedulable',
      message: `0/${nodes} nodes are available: no node has room for it and lets it in.`,
      lastTransitionTime: since,
    },
  ],
});

/** The controller an object belongs to, if it has one. */
export const controllerOf = ({
  metadata,
}: KubernetesObject): { readonly kind: string; readonly uid: string } | undefined =>
  metadata.ownerReferences?.find(({ controller }) => controller === true);

import type { WorldCheckItem } from './world-schema.ts';
import { createPending, isInFlight, type Pending } from './pending.ts';

export const checkTypes = ['ClusterMigrate', 'MasterUpgrade', 'NodePoolUpgrade', 'ClusterUpgrade'] as const;
export type CheckType = (typeof checkTypes)[number];

/** One run of a cluster check. */
export interface CheckRun {
  readonly id: string;
  readonly type: CheckType;
  readonly target: string;
  /** Virtual ms. */
  readonly created: number;
  readonly finished: number;
  /** What it says once finished. */
  readonly status: 'Succeeded' | 'Failed';
  readonly items: readonly WorldCheckItem[];
  readonly pending: Pending;
}

/** What the service checks before a migration, by its page "Cluster check items and suggestions". All of it passes. */
const documentedItems: readonly WorldCheckItem[] = [
  { group: 'SLB', name: 'SLBInstanceExist' },
  { group: 'SLB', name: 'SLBInstanceStatus' },
  { group: 'SLB', name: 'SLBListener' },
  { group: 'VPC', name: 'VPCExist' },
  { group: 'VPC', name: 'VSwitchAvailableIP' },
  { group: 'ECS', name: 'ECSInstanceStatus' },
  { group: 'ECS', name: 'CloudAssistantStatus' },
  { group: 'Component', name: 'KubeProxy' },
  { group: 'Component', name: 'CloudControllerManager' },
  { group: 'API', name: 'APIServiceAvailable' },
  { group: 'Node', name: 'NodeReady' },
  { group: 'Node', name: 'NodeSchedulable' },
  { group: 'Node', name: 'NodePodSlots' },
  { group: 'Node', name: 'NodeYum' },
];

interface CheckRunOptions {
  readonly id: string;
  readonly type: CheckType;
  readonly target?: string;
  readonly created: number;
  readonly finished: number;
  readonly status?: 'Succeeded' | 'Failed' | undefined;
  readonly items?: readonly WorldCheckItem[] | undefined;
}

export function createCheckRun({ target = '', items = documentedItems, ...run }: CheckRunOptions): CheckRun {
  const status = run.status ?? (items.some((item) => item.status === 'fail') ? 'Failed' : 'Succeeded');
  return { ...run, target, items, status, pending: createPending([run.finished]) };
}

export const isRunning = (run: CheckRun, now: number): boolean => isInFlight(run.pending, now);

/** A run passed when it says so and no item contradicts it. */
export const hasPassed = (run: CheckRun): boolean =>
  run.status === 'Succeeded' && run.items.every((item) => item.status !== 'fail');

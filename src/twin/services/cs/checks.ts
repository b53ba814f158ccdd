import type { WorldCheckItem } from '../../world-schema.ts';
import { checkTypes, createCheckRun, isRunning, type CheckRun, type CheckType } from '../../cluster-check.ts';
import { checkDedicated } from '../../dedicated-check.ts';
import { checkId, defaultCheckMinutes } from '../../enliven.ts';
import { standingOf, type LiveCluster, type LiveWorld } from '../../live-world.ts';
import { show } from '../../pending.ts';
import { minutes, utcNanoseconds } from '../../time.ts';
import { answer, refuse, type Answer, type ServiceRequest } from '../service.ts';
import { withCluster } from './with-cluster.ts';

/** Only `Succeeded` is documented of the statuses; `Failed` is what a client of the vendor's reads as failure. */
function summarise(run: CheckRun, now: number): Record<string, unknown> {
  const running = isRunning(run, now);
  show(run.pending);
  return {
    check_id: run.id,
    type: run.type,
    status: running ? 'Running' : run.status,
    message: running ? 'task running' : run.status === 'Succeeded' ? 'task succeed' : 'task failed',
    created_at: utcNanoseconds(run.created),
    ...(!running && { finished_at: utcNanoseconds(run.finished) }),
  };
}

const renderItem = ({
  name,
  status = 'pass',
  message = '',
  resource,
  extra,
}: WorldCheckItem): Record<string, unknown> => ({
  name,
  status,
  message,
  ...(resource !== undefined && { resource }),
  ...extra,
});

/** check_items: group to rows; the inner keys are not documented. */
function groupItems(items: readonly WorldCheckItem[]): Record<string, readonly unknown[]> {
  const groups: Record<string, readonly unknown[]> = {};
  for (const item of items) {
    const group = item.group ?? 'cluster';
    groups[group] = [...(groups[group] ?? []), renderItem(item)];
  }
  return groups;
}

/** What the world says, else what is so. */
export function findItems(cluster: LiveCluster, world: LiveWorld): readonly WorldCheckItem[] | undefined {
  const { items } = cluster.told.told.checks ?? {};
  const dedicated = standingOf(cluster, world.clock.now()).type === 'Kubernetes';
  return items ?? (dedicated ? checkDedicated(cluster, world) : undefined);
}

function startRun(cluster: LiveCluster, world: LiveWorld, type: CheckType, target: string): CheckRun {
  const { told, checks } = cluster;
  const created = world.clock.now();
  const run = createCheckRun({
    id: checkId(told, world.ids, { created, name: String(checks.length) }),
    type,
    target,
    created,
    finished: created + minutes(told.told.checks?.minutes ?? defaultCheckMinutes),
    ...(type === 'ClusterMigrate' && { status: told.told.checks?.status, items: findItems(cluster, world) }),
  });
  checks.push(run);
  return run;
}

const isCheckType = (type: unknown): type is CheckType => checkTypes.some((known) => known === type);

export const runClusterCheck = (request: ServiceRequest): Answer =>
  withCluster(request, (cluster, { world, body, requestId }) => {
    const { type, target = '' } = body;
    if (!isCheckType(type)) {
      return refuse(
        400,
        'InvalidParameter',
        `The parameter type is invalid: it must be one of ${checkTypes.join(', ')}.`,
      );
    }
    if (typeof target !== 'string') return refuse(400, 'InvalidParameter', 'The parameter target is invalid.');
    const { state } = standingOf(cluster, world.clock.now());
    if (state !== 'running') {
      return refuse(400, 'ErrorClusterState', `cluster ${cluster.told.id} is ${state}, it must be running`);
    }
    return answer({ check_id: startRun(cluster, world, type, target).id, request_id: requestId });
  });

/** Newest first. */
export const listClusterChecks = (request: ServiceRequest): Answer =>
  withCluster(request, ({ checks }, { world, query }) => {
    const type = query.get('type') ?? '';
    const target = query.get('target') ?? '';
    const wanted = checks
      .filter((run) => (type === '' || run.type === type) && (target === '' || run.target === target))
      .toReversed();
    return answer({ checks: wanted.map((run) => summarise(run, world.clock.now())) });
  });

export const getClusterCheck = (request: ServiceRequest): Answer =>
  withCluster(request, ({ checks }, { world, path }) => {
    const id = path['check'] ?? '';
    const run = checks.find((candidate) => candidate.id === id);
    if (run === undefined) return refuse(404, 'ErrorCheckNotFound', `check ${id} not found`);
    const now = world.clock.now();
    return answer({ ...summarise(run, now), check_items: isRunning(run, now) ? {} : groupItems(run.items) });
  });

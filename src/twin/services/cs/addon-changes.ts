import { isInFlight } from '../../pending.ts';
import type { LiveCluster, LiveWorld } from '../../live-world.ts';
import { startTask } from '../../task.ts';
import { answer, refuse, type Answer, type ServiceRequest } from '../service.ts';
import { catalogue, findAddon } from './addons.ts';
import { withCluster } from './with-cluster.ts';

/** How long it takes, in virtual seconds. */
const seconds = 60;

interface Wanted {
  readonly name: string;
  readonly version: string | undefined;
  readonly config: string;
}

const textAt = (value: unknown, name: string): string | undefined => {
  const text = typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
  return typeof text === 'string' ? text : undefined;
};

/** Rows of the body; undefined when one has no name, or when there is none. */
function readWanted(list: readonly unknown[]): readonly Wanted[] | undefined {
  const rows = list.map((row) => ({ name: textAt(row, 'name'), version: textAt(row, 'version'), row }));
  const named = rows.flatMap(({ name, version, row }) =>
    name === undefined ? [] : [{ name, version, config: textAt(row, 'config') ?? '{}' }],
  );
  return named.length === list.length && named.length > 0 ? named : undefined;
}

const invalid = refuse(400, 'InvalidParameter', 'The request body must be a list of add-ons with their names.');

/** One change of add-ons at a time. */
const isBusy = ({ tasks }: LiveCluster, now: number): boolean =>
  tasks.some(({ type, pending }) => type.startsWith('addon_') && pending !== undefined && isInFlight(pending, now));

type Change = (cluster: LiveCluster, world: LiveWorld, wanted: Wanted) => Answer | undefined;

interface Steps {
  readonly type: string;
  /** Why not; undefined when it can be done. */
  readonly check: Change;
  readonly apply: (cluster: LiveCluster, wanted: Wanted, span: { readonly from: number; readonly to: number }) => void;
}

const changeAddons = (request: ServiceRequest, { type, check, apply }: Steps): Answer =>
  withCluster(request, (cluster, { world, list, requestId }) => {
    const wanted = readWanted(list);
    if (wanted === undefined) return invalid;
    const from = world.clock.now();
    if (isBusy(cluster, from)) return refuse(409, 'AddonOperationConflict', 'another change of add-ons is under way');
    const obstacle = wanted.map((each) => check(cluster, world, each)).find((each) => each !== undefined);
    if (obstacle !== undefined) return obstacle;
    const task = startTask(cluster, world, { type, seconds, parameters: { addons: list } });
    for (const each of wanted) apply(cluster, each, { from, to: task.updated });
    return answer({ cluster_id: cluster.told.id, request_id: requestId, task_id: task.id });
  });

const offered = (name: string): string | undefined => catalogue.find(([known]) => known === name)?.[1];

export const installClusterAddons = (request: ServiceRequest): Answer =>
  changeAddons(request, {
    type: 'addon_install',
    check: (cluster, world, { name }) => {
      if (offered(name) === undefined) return refuse(404, 'AddonNotFound', `addon ${name} not found`);
      const there = findAddon(cluster, name, world.clock.now());
      return there && refuse(409, 'AddonAlreadyExists', `addon ${name} is installed already`);
    },
    apply: ({ addons }, { name, version, config }, { to }) => {
      addons.push({ name, version: version ?? offered(name) ?? 'v1.0.0', config, since: to });
    },
  });

export const unInstallClusterAddons = (request: ServiceRequest): Answer =>
  changeAddons(request, {
    type: 'addon_uninstall',
    check: (cluster, world, { name }) =>
      findAddon(cluster, name, world.clock.now()) === undefined
        ? refuse(404, 'AddonNotFound', `addon ${name} not found`)
        : undefined,
    apply: (cluster, { name }, removed) => {
      const index = cluster.addons.findLastIndex((addon) => addon.name === name);
      const addon = cluster.addons[index];
      if (addon !== undefined) cluster.addons[index] = { ...addon, removed };
    },
  });

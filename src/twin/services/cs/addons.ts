import type { LiveAddon } from '../../live-cluster.ts';
import type { LiveCluster } from '../../live-world.ts';
import { answer, refuse, type Answer, type ServiceRequest } from '../service.ts';
import { withCluster } from './with-cluster.ts';

/** Add-ons that can be installed: name, version, category. */
export const catalogue: readonly (readonly [name: string, version: string, category: string])[] = [
  ['cloud-controller-manager', 'v2.9.1', 'core'],
  ['coredns', 'v1.9.3.10', 'core'],
  ['csi-plugin', 'v1.31.1', 'storage'],
  ['metrics-server', 'v0.3.9.8', 'monitor'],
  ['alb-ingress-controller', 'v2.17.0', 'network'],
  ['ack-virtual-node', 'v2.13.0', 'other'],
  ['terway-controlplane', 'v1.10.0', 'network'],
  ['ack-ai-installer', 'v1.12.0', 'other'],
  ['ack-node-problem-detector', 'v1.2.20', 'monitor'],
];

/** active | updating | deleting; undefined when it is gone. */
function stateOf({ since, removed }: LiveAddon, now: number): string | undefined {
  if (removed !== undefined && removed.from <= now) return removed.to <= now ? undefined : 'deleting';
  return now < since ? 'updating' : 'active';
}

/** One of a name at most: the newest. */
export function findAddon({ addons }: LiveCluster, name: string, now: number): LiveAddon | undefined {
  return addons.findLast((addon) => addon.name === name && stateOf(addon, now) !== undefined);
}

const render = (addon: LiveAddon, now: number): Record<string, unknown> => ({
  name: addon.name,
  version: addon.version,
  state: stateOf(addon, now),
});

export const listClusterAddonInstances = (request: ServiceRequest): Answer =>
  withCluster(request, (cluster, { world }) => {
    const now = world.clock.now();
    const installed = cluster.addons.filter((addon) => findAddon(cluster, addon.name, now) === addon);
    return answer({ addons: installed.map((addon) => render(addon, now)) });
  });

export const getClusterAddonInstance = (request: ServiceRequest): Answer =>
  withCluster(request, (cluster, { world, path }) => {
    const now = world.clock.now();
    const name = path['addon'] ?? '';
    const addon = findAddon(cluster, name, now);
    if (addon === undefined) return refuse(404, 'AddonNotFound', `addon ${name} not found`);
    return answer({ ...render(addon, now), config: addon.config, logging: { capable: false, enabled: false } });
  });

export function listAddons(): Answer {
  return answer({
    addons: catalogue.map(([name, version, category]) => ({
      name,
      version,
      category,
      managed: false,
      supported_actions: ['Install', 'Upgrade', 'Uninstall', 'Modify'],
      config_schema: '',
      install_by_default: category === 'core',
      architecture: ['amd64', 'arm64'],
    })),
  });
}

import type { Facts, Json } from '../../../src/core/fact.ts';
import { isObject, objectIn, objectsIn, parseJson, textIn, type JsonObject } from '../../wire/json.ts';
import { editionOf, tierOf } from './edition.ts';

/** The state facts that a row of the list and the detail both give. */
export const listed = [
  'cluster.edition',
  'cluster.tier',
  'cluster.name',
  'cluster.type',
  'cluster.spec',
  'cluster.profile',
  'cluster.state',
  'cluster.version',
  'cluster.region',
] as const;

/** What the detail gives besides; the journey's part last. */
export const detailed = [...listed, 'api.address'] as const;
export const detailedForJourney = [
  ...detailed,
  'cluster.size',
  'cluster.maintenance',
  'cluster.autoUpgrade',
  'cluster.tags',
  'cluster.timezone',
  'cluster.publicEndpoint',
] as const;

/** A row that lacks one of these is no ground for facts. `cluster_spec` may be empty, and old services leave it out. */
const needed = ['cluster_id', 'cluster_type', 'state', 'current_version', 'region_id'] as const;

export const lacks = (cluster: JsonObject): string | null =>
  needed.find((member) => textIn(cluster, member) === '') ?? null;

export const listedFacts = (cluster: JsonObject): Readonly<Record<(typeof listed)[number], Json>> => ({
  'cluster.edition': editionOf(cluster),
  'cluster.tier': editionOf(cluster) === 'pro' ? tierOf(textIn(cluster, 'cluster_spec')) : '',
  'cluster.name': textIn(cluster, 'name'),
  'cluster.type': textIn(cluster, 'cluster_type'),
  'cluster.spec': textIn(cluster, 'cluster_spec'),
  'cluster.profile': textIn(cluster, 'profile'),
  'cluster.state': textIn(cluster, 'state'),
  'cluster.version': textIn(cluster, 'current_version'),
  'cluster.region': textIn(cluster, 'region_id'),
});

/** `master_url` is JSON in a string; null where it names no such address. */
const addressIn = (cluster: JsonObject, name: string): string | null => {
  const urls = parseJson(textIn(cluster, 'master_url'));
  return (isObject(urls) ? textIn(urls, name) : '') || null;
};

/** The private address of the API server, as in https://192.168.0.251:6443. */
export const apiAddress = (cluster: JsonObject): string | null => addressIn(cluster, 'intranet_api_server_endpoint');

const maintenance = (cluster: JsonObject): Json => {
  const window = cluster['maintenance_window'];
  if (!isObject(window)) return null;
  return {
    enabled: window['enable'] === true,
    time: textIn(window, 'maintenance_time'),
    duration: textIn(window, 'duration'),
    weekly: textIn(window, 'weekly_period'),
  };
};

const autoUpgrade = (cluster: JsonObject): Json => {
  const policy = objectIn(cluster, 'operation_policy')['cluster_auto_upgrade'];
  return isObject(policy) ? { enabled: policy['enabled'] === true, channel: textIn(policy, 'channel') } : null;
};

const tags = (cluster: JsonObject): Json =>
  objectsIn(cluster, 'tags')
    .map((tag) => ({ key: textIn(tag, 'key'), value: textIn(tag, 'value') }))
    .sort((a, b) => (a.key < b.key ? -1 : 1));

/** Facts of a dedicated cluster are not read of any other. */
export const isDedicated = (cluster: JsonObject): boolean => editionOf(cluster) === 'dedicated';

const size = (cluster: JsonObject): Json => (typeof cluster['size'] === 'number' ? cluster['size'] : null);

export const detailFacts = (cluster: JsonObject, journey: boolean): Facts => ({
  ...listedFacts(cluster),
  'api.address': apiAddress(cluster),
  ...(journey
    ? {
        'cluster.size': size(cluster),
        'cluster.maintenance': maintenance(cluster),
        'cluster.autoUpgrade': autoUpgrade(cluster),
        'cluster.tags': tags(cluster),
        'cluster.timezone': textIn(cluster, 'timezone'),
        'cluster.publicEndpoint': addressIn(cluster, 'api_server_endpoint'),
      }
    : {}),
  ...(journey && isDedicated(cluster) ? { 'cluster.workerRole': textIn(cluster, 'worker_ram_role_name') } : {}),
});

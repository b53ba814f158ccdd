import type { LoadBalancer } from '../../clients/slb-answers.ts';
import { isObject, objectIn, objectsIn, parseJson, textIn, type JsonObject } from '../../../wire/json.ts';
import { apiAddress } from '../cluster-facts.ts';
import type { EndpointFact } from '../fact-shapes.ts';

/** A load balancer among the cluster's resources; `role` is what the template calls it (`k8s_master_slb`). */
export interface BalancerResource {
  readonly id: string;
  readonly role: string;
}

/** By the prefix of its id (ACK API reference, §6). */
const kindOf = (id: string): EndpointFact['kind'] =>
  id.startsWith('nlb-') ? 'nlb' : id.startsWith('lb-') ? 'slb' : 'unknown';

const endpointOf = (id: string): EndpointFact => ({ kind: kindOf(id), id });

/** The host of the private API address; '' where there is none. */
export const privateHost = (detail: JsonObject): string => {
  const address = apiAddress(detail) ?? '';
  return URL.canParse(address) ? new URL(address).hostname : '';
};

/** The port of the private API address; 6443 where it names none. */
export const apiPort = (detail: JsonObject): number => {
  const address = apiAddress(detail) ?? '';
  return (URL.canParse(address) ? Number(new URL(address).port) : 0) || 6443;
};

export const isAddress = (host: string): boolean => /^\d{1,3}(\.\d{1,3}){3}$/.test(host);

const named = (detail: JsonObject): readonly JsonObject[] =>
  objectsIn(objectIn(detail, 'control_plane_endpoints_config'), 'load_balancers_config').filter(
    (one) => textIn(one, 'load_balancer_id') !== '',
  );

const isPublic = (one: JsonObject): boolean => /^(public|internet)$/i.test(textIn(one, 'endpoint_type'));

/** Load balancers of the detail that face the internet. */
export const publicInDetail = (detail: JsonObject): readonly string[] =>
  named(detail)
    .filter(isPublic)
    .map((one) => textIn(one, 'load_balancer_id'));

/** What the detail itself says of the private address; null where it says nothing, as with old clusters. */
export const endpointInDetail = (detail: JsonObject): EndpointFact | null => {
  const found = named(detail).find((one) => !isPublic(one));
  if (found !== undefined) return endpointOf(textIn(found, 'load_balancer_id'));
  const dns = objectIn(objectIn(detail, 'control_plane_endpoints_config'), 'internal_dns_config');
  return dns['enabled'] === true ? { kind: 'dns', id: null } : null;
};

const infoIn = (row: JsonObject): JsonObject => {
  const info = parseJson(textIn(row, 'resource_info'));
  return isObject(info) ? info : {};
};

const idIn = (row: JsonObject): string => textIn(row, 'instance_id') || textIn(infoIn(row), 'PhysicalId');

/** Rows of the cluster's resources by type (ACK API reference, §3.2). */
export const resourcesOf = (rows: readonly JsonObject[], type: RegExp): readonly BalancerResource[] =>
  rows
    .filter((row) => type.test(textIn(row, 'resource_type')) && idIn(row) !== '')
    .map((row) => ({ id: idIn(row), role: textIn(infoIn(row), 'Id') }));

export const balancersIn = (rows: readonly JsonObject[]): readonly BalancerResource[] =>
  resourcesOf(rows, /^(SLB|NLB|ALIYUN::(SLB|NLB)::LoadBalancer)$/i);

/** The one that the resources leave no doubt about; null where another read must decide. */
export const endpointInResources = (balancers: readonly BalancerResource[]): EndpointFact | null => {
  const found = balancers.find(({ role }) => role === 'k8s_master_slb') ?? balancers[0];
  if (found === undefined) return null;
  return found.role === 'k8s_master_slb' || balancers.length === 1 ? endpointOf(found.id) : null;
};

/** Of several load balancers the one that has the private address, else the only one that does not face the internet. */
export const endpointAmong = (balancers: readonly LoadBalancer[], host: string): EndpointFact => {
  const inside = balancers.filter(({ addressType }) => addressType !== 'internet');
  const found = balancers.find(({ address }) => address === host) ?? (inside.length === 1 ? inside[0] : undefined);
  if (found !== undefined) return endpointOf(found.id);
  return host === '' || isAddress(host) ? { kind: 'unknown', id: null } : { kind: 'dns', id: null };
};

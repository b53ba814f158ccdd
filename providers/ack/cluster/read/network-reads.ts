import type { LoadBalancer } from '../../clients/slb-answers.ts';
import { textIn, type JsonObject } from '../../../wire/json.ts';
import { andThen, mapReading, type Reading } from '../../../wire/reading.ts';
import type { EndpointFact } from '../fact-shapes.ts';
import {
  balancersIn,
  endpointAmong,
  endpointInDetail,
  endpointInResources,
  isAddress,
  privateHost,
} from './endpoint-facts.ts';
import { once } from './once.ts';
import type { Subject } from './subject.ts';

export interface NetworkReads {
  /** The cluster's resources, as the service lists them. */
  readonly resources: () => Promise<Reading<readonly JsonObject[]>>;
  readonly endpoint: () => Promise<Reading<EndpointFact>>;
  /** The load balancer of the private address with listeners and backends; null where it is none of this product, or gone. */
  readonly balancer: () => Promise<Reading<LoadBalancer | null>>;
}

/** Where neither the detail nor the resources leave no doubt, the load balancers themselves are asked. */
const decide = (subject: Subject, rows: readonly JsonObject[]): Promise<Reading<EndpointFact>> => {
  const { clients, target, detail } = subject;
  const [balancers, host] = [balancersIn(rows), privateHost(detail.value)];
  const among = async (found: Promise<Reading<readonly LoadBalancer[]>>) =>
    mapReading(await found, (all) => endpointAmong(all, host), 'load balancer');
  const ids = balancers.map(({ id }) => id).filter((id) => id.startsWith('lb-'));
  if (ids.length > 0) return among(clients.slb.describeLoadBalancersById(target.region, ids));
  const vpcId = textIn(detail.value, 'vpc_id');
  if (isAddress(host) && vpcId !== '')
    return among(clients.slb.describeLoadBalancersByAddress(target.region, { address: host, vpcId }));
  return Promise.resolve({ ...detail, value: endpointAmong([], host) });
};

export const networkReads = (subject: Subject): NetworkReads => {
  const { clients, target, detail } = subject;
  const resources = once(() => clients.cs.describeClusterResources(target));
  const endpoint = once(async (): Promise<Reading<EndpointFact>> => {
    const said = endpointInDetail(detail.value);
    if (said !== null) return { ...detail, value: said };
    const rows = await resources();
    if (!rows.ok) return rows;
    const found = endpointInResources(balancersIn(rows.value));
    return found === null ? decide(subject, rows.value) : { ...rows, value: found };
  });
  const balancer = once(async () =>
    andThen(await endpoint(), ({ kind, id }, source): Promise<Reading<LoadBalancer | null>> => {
      if (kind !== 'slb' || id === null) return Promise.resolve({ ok: true, value: null, source });
      return clients.slb.describeLoadBalancerAttribute({ id, region: target.region });
    }),
  );
  return { resources, endpoint, balancer };
};

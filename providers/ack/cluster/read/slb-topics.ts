import type { LoadBalancer, TcpListener } from '../../clients/slb-answers.ts';
import { inParallel } from '../../../wire/in-parallel.ts';
import { textIn } from '../../../wire/json.ts';
import { allOf, andThen, mapReading, type Reading, type Source } from '../../../wire/reading.ts';
import type { SlbFact } from '../fact-shapes.ts';
import { apiPort, balancersIn, publicInDetail } from './endpoint-facts.ts';
import { plain } from './plain.ts';
import type { Reads } from './reads.ts';
import { balancedFacts, publicSlb, slbFact, tcpPorts, type ListenerParts } from './slb-facts.ts';
import { topic } from './topic.ts';

const width = 4;

const readParts = async (
  { clients, target }: Reads,
  listener: TcpListener,
  source: Source,
): Promise<Reading<ListenerParts>> => {
  const { region } = target;
  const ids = listener.aclStatus === 'on' ? listener.aclId.split(',').filter((id) => id !== '') : [];
  const acls = allOf(await inParallel(ids, width, (id) => clients.slb.describeAcl(region, id)), source);
  return andThen(acls, async (value, proven): Promise<Reading<ListenerParts>> => {
    if (listener.vServerGroupId === '')
      return { ok: true, value: { listener, acls: value, group: null }, source: proven };
    const group = await clients.slb.describeVServerGroup(region, listener.vServerGroupId);
    return mapReading(group, (servers) => ({ listener, acls: value, group: servers }), 'servers');
  });
};

/** A listener that went away since the load balancer was read has no parts. */
const readListener = async (
  reads: Reads,
  { balancer, port }: { readonly balancer: LoadBalancer; readonly port: number },
): Promise<Reading<readonly ListenerParts[]>> => {
  const at = { id: balancer.id, region: reads.target.region };
  const listener = await reads.clients.slb.describeTcpListener(at, port);
  return andThen(listener, async (value, source): Promise<Reading<readonly ListenerParts[]>> => {
    if (value === null) return { ok: true, value: [], source };
    return mapReading(await readParts(reads, value, source), (parts) => [parts], 'listener');
  });
};

const readSlb = async (reads: Reads): Promise<Reading<SlbFact | null>> =>
  andThen(await reads.balancer(), async (balancer, source): Promise<Reading<SlbFact | null>> => {
    if (balancer === null) return { ok: true, value: null, source };
    const parts = await inParallel(tcpPorts(balancer), width, (port) => readListener(reads, { balancer, port }));
    const port = apiPort(reads.detail.value);
    return mapReading(allOf(parts, source), (all) => slbFact(balancer, all.flat(), port), 'listeners');
  });

/** Load balancers of the cluster itself but the private one; those of Services are no resources of its template. */
const readOthers = async (reads: Reads): Promise<Reading<readonly LoadBalancer[]>> =>
  andThen(await reads.resources(), async (rows) =>
    andThen(await reads.endpoint(), (endpoint, source): Promise<Reading<readonly LoadBalancer[]>> => {
      const all = [...balancersIn(rows).map(({ id }) => id), ...publicInDetail(reads.detail.value)];
      const ids = [...new Set(all)].filter((id) => id !== endpoint.id && id.startsWith('lb-'));
      if (ids.length === 0) return Promise.resolve({ ok: true, value: [], source });
      return reads.clients.slb.describeLoadBalancersById(reads.target.region, ids);
    }),
  );

/** The list has no backends, so each load balancer of the VPC but the API's own is asked for them. */
const readBalanced = async (reads: Reads): Promise<Reading<readonly LoadBalancer[]>> => {
  const { clients, target, detail } = reads;
  const listed = await clients.slb.describeLoadBalancersInVpc(target.region, textIn(detail.value, 'vpc_id'));
  return andThen(listed, async (balancers, source) =>
    andThen(await reads.resources(), async (rows) =>
      andThen(await reads.endpoint(), async (endpoint) => {
        const own = [endpoint.id, ...balancersIn(rows).map(({ id }) => id)];
        const others = balancers.filter(({ id }) => !own.includes(id));
        const read = ({ id }: LoadBalancer) => clients.slb.describeLoadBalancerAttribute({ id, region: target.region });
        const all = allOf(await inParallel(others, width, read), source);
        return mapReading(all, (found) => found.filter((one) => one !== null), 'load balancers');
      }),
    ),
  );
};

const slb = topic(['slb'], readSlb, (value) => ({ slb: value === null ? null : plain(value) }));

/** On their own, for they are read again right before the load balancer is changed. */
const slbTerms = topic(
  ['slb.spec', 'slb.chargeType'],
  ({ balancer }) => balancer(),
  (value) => ({ 'slb.spec': value?.spec ?? '', 'slb.chargeType': value?.chargeType ?? '' }),
);

const endpoint = topic(
  ['cluster.endpoint'],
  (reads) => reads.endpoint(),
  (value) => ({ 'cluster.endpoint': plain(value) }),
);

const publicBalancer = topic(['publicSlb'], readOthers, (balancers) => {
  const found = publicSlb(balancers);
  return { publicSlb: found === null ? null : plain(found) };
});

const balanced = topic(
  ['masters.balanced'],
  async (reads) =>
    andThen(await reads.masterIds(), async (ids) =>
      mapReading(await readBalanced(reads), (balancers) => balancedFacts(balancers, ids), 'load balancers'),
    ),
  (value) => ({ 'masters.balanced': plain(value) }),
);

export const slbTopics = { everywhere: [endpoint, slb, slbTerms], dedicated: [publicBalancer, balanced] } as const;

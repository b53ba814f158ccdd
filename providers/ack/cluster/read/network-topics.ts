import type { Eip, VSwitch } from '../../clients/vpc.ts';
import { malformed } from '../../../wire/failure.ts';
import { textIn, type JsonObject } from '../../../wire/json.ts';
import { textListIn } from '../../clients/kubernetes/metadata.ts';
import { andThen, mapReading, type Reading } from '../../../wire/reading.ts';
import type { EipFact, VSwitchFact } from '../fact-shapes.ts';
import { plain } from './plain.ts';
import type { Reads } from './reads.ts';
import { topic } from './topic.ts';

const idsIn = (detail: JsonObject): readonly string[] => [...new Set(textListIn(detail, 'vswitch_ids'))].sort();

/**
 * The cluster's own vSwitches. One that the VPC does not have any more has no free address and no zone. null where the
 * service does not say how many are free.
 */
const vSwitchFacts = (ids: readonly string[], all: readonly VSwitch[]): readonly VSwitchFact[] | null => {
  const facts = ids.map((id) => {
    const found = all.find((one) => one.id === id);
    return found === undefined ? { id, zone: '', free: 0 } : { id, zone: found.zoneId, free: found.availableAddresses };
  });
  const told = facts.flatMap(({ id, zone, free }) => (free === null ? [] : [{ id, zone, free }]));
  return told.length === facts.length ? told : null;
};

const readVSwitches = async ({ clients, target, detail }: Reads): Promise<Reading<readonly VSwitchFact[]>> => {
  const [ids, vpcId] = [idsIn(detail.value), textIn(detail.value, 'vpc_id')];
  const { call, request } = detail.source;
  if (ids.length === 0) return { ...detail, value: [] };
  if (vpcId === '') return { ok: false, call, failure: malformed('the answer has no vpc_id', request) };
  const found = await clients.vpc.describeVSwitches(target.region, vpcId);
  return mapReading(found, (all) => vSwitchFacts(ids, all), 'AvailableIpAddressCount');
};

const readEips = async (reads: Reads): Promise<Reading<readonly Eip[]>> =>
  andThen(await reads.endpoint(), ({ kind, id }, source): Promise<Reading<readonly Eip[]>> => {
    if (kind !== 'slb' || id === null) return Promise.resolve({ ok: true, value: [], source });
    return reads.clients.vpc.describeEipAddresses(reads.target.region, id);
  });

/** The public address that is bound to the private load balancer; null where none is. */
const eipFact = (eips: readonly Eip[]): EipFact | null => {
  const [first] = [...eips].sort((a, b) => (a.id < b.id ? -1 : 1));
  return first === undefined ? null : { id: first.id, address: first.address, boundTo: first.instanceId };
};

const vSwitches = topic(['vswitches'], readVSwitches, (value) => ({ vswitches: plain(value) }));

const eip = topic(['eip'], readEips, (eips) => {
  const found = eipFact(eips);
  return { eip: found === null ? null : plain(found) };
});

export const networkTopics = { everywhere: [vSwitches], dedicated: [eip] } as const;

import type { Desired } from '../../../src/core/desired.ts';
import type { Observed } from '../../../src/core/observed.ts';
import type { Want } from '../../../src/core/operation.ts';
import type { ClusterTarget } from '../clients/cs.ts';
import { malformed, type Failure } from '../../wire/failure.ts';
import { inParallel } from '../../wire/in-parallel.ts';
import { textIn, type JsonObject } from '../../wire/json.ts';
import type { Reading } from '../../wire/reading.ts';
import { detailed, detailedForJourney, detailFacts, isDedicated, lacks, listed, listedFacts } from './cluster-facts.ts';
import { notRead, proven, together, type Gathered } from '../../wire/gathered.ts';
import type { Clients } from './journey-facts.ts';
import { readJourney } from './read/journey.ts';
import { specOf } from './spec.ts';

export interface Observer extends Clients {
  /** The cloud's time now, RFC 3339. */
  readonly stamp: () => string;
  /** What was declared of who applies (`apply-role.ts`). */
  readonly applyRole: string;
}

/** Targets read at the same time. */
const width = 8;

/** With more targets than this in one region, one list is read instead of a detail each. */
const fewTargets = 3;

export const targetOf = (desired: Desired): ClusterTarget => {
  const { clusterId, region } = specOf(desired);
  return { id: clusterId, region };
};

type Found = { readonly state: Observed['state'] } & Gathered;

const nothing: Gathered = { facts: {}, evidence: [], unread: [] };

const unreadable = (names: readonly string[], call: string, failure: Failure): Found => ({
  state: 'unreadable',
  ...notRead(names, call, failure),
});

type RegionList = (region: string) => Promise<Reading<readonly JsonObject[]>>;

/** One list a region and observation, whoever asks for it. */
const regionLists = ({ cs }: Clients): RegionList => {
  const asked = new Map<string, Promise<Reading<readonly JsonObject[]>>>();
  return (region) => {
    const reading = asked.get(region) ?? cs.describeClustersForRegion(region);
    asked.set(region, reading);
    return reading;
  };
};

const rowOf = (rows: readonly JsonObject[], { id }: ClusterTarget): JsonObject | undefined =>
  rows.find((row) => textIn(row, 'cluster_id') === id);

const isGone = (failure: Failure): boolean => failure.status === 404 && /^ErrorClusterNotFound/i.test(failure.code);

interface Look {
  readonly desired: Desired;
  readonly target: ClusterTarget;
  readonly account: string;
  readonly journey: boolean;
  /** The journey facts that are asked for; all where none are named. */
  readonly only: readonly string[] | null;
  readonly list: RegionList;
}

/** The detail says "not found": believed when the region's list does not have the cluster either. */
const confirmAbsent = async ({ target, list }: Look, failure: Failure): Promise<Found> => {
  const rows = await list(target.region);
  if (!rows.ok) return unreadable(listed, rows.call, rows.failure);
  if (rowOf(rows.value, target) === undefined) return { state: 'absent', ...nothing };
  const why = "the region's list has the cluster and its detail was not found";
  return unreadable(listed, 'DescribeClusterDetail', malformed(why, failure.request));
};

const fromDetail = async (clients: Observer, look: Look): Promise<Found> => {
  const { desired, target, account, journey, only } = look;
  const names = journey ? detailedForJourney : detailed;
  const detail = await clients.cs.describeClusterDetail(target);
  if (!detail.ok)
    return isGone(detail.failure)
      ? confirmAbsent(look, detail.failure)
      : unreadable(names, detail.call, detail.failure);
  const missing = lacks(detail.value);
  const { source } = detail;
  if (missing !== null)
    return unreadable(names, source.call, malformed(`the answer has no ${missing}`, source.request));
  const facts = proven(detailFacts(detail.value, journey), source);
  if (!journey) return { state: 'present', ...facts };
  const dedicated = isDedicated(detail.value);
  const { stamp, applyRole } = clients;
  const subject = { clients, target, spec: specOf(desired), account, applyRole, stamp, detail, dedicated };
  return { state: 'present', ...together([facts, await readJourney(subject, only)]) };
};

/** A row that is missing may have slipped between two pages, and one may lack fields: then the detail is asked. */
const fromList = async (clients: Observer, look: Look): Promise<Found> => {
  const rows = await look.list(look.target.region);
  if (!rows.ok) return unreadable(listed, rows.call, rows.failure);
  const row = rowOf(rows.value, look.target);
  if (row === undefined || lacks(row) !== null || row['cluster_spec'] === undefined) return fromDetail(clients, look);
  return { state: 'present', ...proven(listedFacts(row), rows.source) };
};

/** How many targets each region has. */
const countByRegion = (all: readonly Desired[]): ReadonlyMap<string, number> => {
  const counts = new Map<string, number>();
  for (const { region } of all.map(targetOf)) counts.set(region, (counts.get(region) ?? 0) + 1);
  return counts;
};

type Identity = Extract<Reading<string>, { ok: true }>;

const withIdentity = (found: Found, { value, source }: Identity, at: string): Observed => {
  const { facts, evidence, unread } = together([proven({ 'account.id': value }, source), found]);
  return { state: found.state, at, facts, evidence, unread };
};

/**
 * Reads what the clouds say of the targets. The caller's account is asked first; a target that declares another one is
 * withheld, and nothing else is asked for it. Every fact of a present target is read or reported unread.
 */
export const observe = async (
  observer: Observer,
  all: readonly Desired[],
  { journey, facts }: Want,
): Promise<ReadonlyMap<string, Observed>> => {
  if (all.length === 0) return new Map();
  const identity = await observer.sts.accountId();
  if (!identity.ok) {
    const found = unreadable(['account.id', ...detailed], identity.call, identity.failure);
    return new Map(all.map(({ address }) => [address, { ...found, at: observer.stamp() }]));
  }
  const isAllowed = ({ accountId }: Desired): boolean => accountId === undefined || accountId === identity.value;
  const counts = countByRegion(all.filter(isAllowed));
  const list = regionLists(observer);
  const look = async (desired: Desired): Promise<Found> => {
    if (!isAllowed(desired)) return { state: 'withheld', ...nothing };
    const target = targetOf(desired);
    const one = { desired, target, account: identity.value, journey, only: facts ?? null, list };
    return journey || (counts.get(target.region) ?? 0) <= fewTargets
      ? fromDetail(observer, one)
      : fromList(observer, one);
  };
  const found = await inParallel(all, width, async (desired) => {
    const seen = await look(desired);
    return [desired.address, withIdentity(seen, identity, observer.stamp())] as const;
  });
  return new Map(found);
};

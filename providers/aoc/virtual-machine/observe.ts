import type { Desired } from '../../../src/core/desired.ts';
import type { Observed } from '../../../src/core/observed.ts';
import type { Want } from '../../../src/core/operation.ts';
import type { Failure } from '../../wire/failure.ts';
import { notRead, together, type Gathered } from '../../wire/gathered.ts';
import type { Center, Centers } from '../centers.ts';
import { facts } from './facts.ts';
import { readJourneyRoll, readRoll, type JourneyRoll, type Roll } from './read/roll.ts';
import { journeyFacts, seenIn } from './read/target-facts.ts';
import { specOf } from './spec.ts';

type Found = { readonly state: Observed['state'] } & Gathered;

const stateFacts = facts.filter(({ role }) => role === 'state').map(({ name }) => name);

const unreadable = (call: string, failure: Failure): Found => ({
  state: 'unreadable',
  ...notRead(stateFacts, call, failure),
});

const failureOf = ({ clusters, machines }: Roll): Found => {
  const failed = clusters.ok ? machines : clusters;
  if (failed.ok) throw new Error('nothing failed');
  return unreadable(failed.call, failed.failure);
};

interface Rolls {
  readonly roll: Roll;
  /** null: no journey facts are asked for. */
  readonly more: JourneyRoll | null;
}

const lookAt = (desired: Desired, { roll, more }: Rolls): Found => {
  const spec = specOf(desired);
  const seen = seenIn(spec, roll);
  if (seen === null) return failureOf(roll);
  const { who, gathered } = seen;
  // Absent by the center's own word: a list that was read to its end does not have it on either side.
  const isAbsent = who.candidates.length === 0 && who.copy === null && gathered.unread.length === 0;
  const rest = more === null ? [] : [journeyFacts(spec, seen, roll, more)];
  return { state: isAbsent ? 'absent' : 'present', ...together([gathered, ...rest]) };
};

const withOnly = (found: Found, { facts: only }: Want): Found => {
  if (only === undefined) return found;
  const wanted = (fact: string): boolean => only.includes(fact) || stateFacts.includes(fact);
  return {
    state: found.state,
    facts: Object.fromEntries(Object.entries(found.facts).filter(([fact]) => wanted(fact))),
    evidence: found.evidence.filter(({ fact }) => wanted(fact)),
    unread: found.unread.filter((unread) => unread.facts.some(wanted)),
  };
};

const observeCenter = async (
  { aoc, stamp }: Center,
  all: readonly Desired[],
  want: Want,
): Promise<readonly (readonly [string, Observed])[]> => {
  const roll = await readRoll(aoc, all);
  const more = want.journey ? await readJourneyRoll(aoc, all, roll) : null;
  const at = stamp();
  return all.map((desired) => [desired.address, { at, ...withOnly(lookAt(desired, { roll, more }), want) }] as const);
};

/** Reads what the operation centers say of the targets: a few lists a center, never a call a machine. */
export const observe = async (
  centers: Centers,
  all: readonly Desired[],
  want: Want,
): Promise<ReadonlyMap<string, Observed>> => {
  const centerOf = (desired: Desired): string => specOf(desired).operationCenter;
  const names = [...new Set(all.map(centerOf))];
  const found = await Promise.all(
    names.map(async (name) => {
      const targets = all.filter((desired) => centerOf(desired) === name);
      const center = centers.of(name);
      if (center.ok) return observeCenter(center.center, targets, want);
      const lost = unreadable(`operation center ${name}`, center.failure);
      return targets.map(({ address }) => [address, { at: centers.stamp(), ...lost }] as const);
    }),
  );
  return new Map(found.flat());
};

import { describe, expect, it } from 'vitest';
import { kinds } from '../../providers/registry.ts';
import { readExpected, scenarios, type ExpectedTarget } from './scenarios.ts';

/** The scenarios in which nothing is missing: what such a target is asked, must speak somewhere. */
const journeys = [
  { kind: 'AckCluster', journey: 'dedicated -> pro', nothingMissing: ['dedicated-ready'] },
  { kind: 'AckCluster', journey: 'standard -> pro', nothingMissing: ['ready'] },
  // What is asked depends on the method, and a check that forbids one speaks where none is left.
  { kind: 'VirtualMachine', journey: 'any', nothingMissing: ['vm-hot', 'vm-cold-guest'] },
  { kind: 'VirtualMachineSet', journey: 'none', nothingMissing: ['vm-set-unreadable'] },
] as const;

/** The scenario whose document names services to watch: what is asked of those is asked nowhere else. */
const watched = 'ready-with-probes';

/** Checks that pass in every scenario, each with the reason. */
const silent = [
  { code: 'ACK128', journey: 'dedicated -> pro', reason: 'it informs: what answers, in dedicated-behind-nlb an NLB' },
  { code: 'ACK128', journey: 'standard -> pro', reason: 'it informs' },
  { code: 'ACK129', journey: 'dedicated -> pro', reason: 'it informs; 5,001 nodes take a minute to be planned' },
  { code: 'ACK129', journey: 'standard -> pro', reason: 'it informs' },
  { code: 'ACK190', journey: 'dedicated -> pro', reason: 'its notices are what it says' },
  { code: 'ACK190', journey: 'standard -> pro', reason: 'its notices are what it says' },
  { code: 'ACK122', journey: 'standard -> pro', reason: 'only dedicated clusters ever needed a ticket' },
  { code: 'VM190', journey: 'any', reason: 'its notices are what it says' },
] as const;

const expected = scenarios.flatMap((scenario) => Object.entries(readExpected(scenario).targets));

const targets: readonly ExpectedTarget[] = expected.map(([, target]) => target);

/** Codes that do not pass somewhere; a target that gets no journey stands for every journey. */
const speakingIn = (kind: string, journey: string): ReadonlySet<string> =>
  new Set(
    expected
      .filter(([address]) => address.startsWith(`${kind}/`))
      .map(([, target]) => target)
      .filter((target) => journey === 'any' || target.journey === journey || target.journey === null)
      .flatMap(({ checks }) => Object.entries(checks))
      .flatMap(([code, verdict]) => (verdict === 'pass' ? [] : [code])),
  );

const askedOf = (scenario: string): readonly string[] =>
  Object.values(readExpected(scenario).targets).flatMap(({ checks }) => Object.keys(checks));

const duties = kinds.flatMap(({ facts }) =>
  facts.filter(({ role }) => role === 'duty').map(({ name }) => name.slice('duty.'.length)),
);

describe('the gallery', () => {
  it('asks every check of every kind', () => {
    const asked = new Set([...journeys.flatMap(({ nothingMissing }) => nothingMissing), watched].flatMap(askedOf));
    const codes = kinds.flatMap(({ checks }) => checks);
    expect(codes.map(({ code }) => code).filter((code) => !asked.has(code))).toEqual([]);
  });

  it.each(journeys)('lets each check of $kind, $journey, speak', ({ kind, journey, nothingMissing }) => {
    const speaking = speakingIn(kind, journey);
    const quiet = [...new Set(nothingMissing.flatMap(askedOf))].filter((code) => !speaking.has(code));
    const excused = silent.filter((one) => one.journey === journey).map(({ code }) => code);
    expect(quiet.sort()).toEqual([...excused].sort());
  });

  it('leaves each duty in one plan at least', () => {
    const left = new Set(targets.flatMap((target) => target.duties));
    expect([...duties, 'workerRole', 'assistantOutput', 'code'].filter((duty) => !left.has(duty))).toEqual([]);
  });
});

import { describe, expect, it } from 'vitest';
import { readExpected, scenarios } from '../golden/scenarios.ts';
import { simulate } from './simulate.ts';

/** Plans that may be applied and whose world stops them on the way; there the next plan still has something to do. */
const stopped: Readonly<Record<string, string>> = {
  'dedicated-bucket-archive': 'the service cannot read what is archived',
  'dedicated-metadata-with-token': 'the service cannot ask the metadata of a master',
  'dedicated-slb-by-lcu': 'the balancer is not changed',
  'dedicated-two-budgets': 'a pod of two budgets is not evicted',
  'vm-cold-guest': 'the guest does not shut down in time',
  'vm-cpu-attested': 'no host can take it, whatever a person attested',
};

const elsewhere: Readonly<Record<string, string>> = {
  'dedicated-budget-never-allows': 'an eviction is asked for until its time is over, which is days of reads',
  'ready-with-probes': 'its probes ask services over a real network: test/script/probes.test.ts',
};

const applicable = scenarios.filter((scenario) => {
  const { applicable: may, steps } = readExpected(scenario);
  return may && steps.length > 0 && !Object.hasOwn(elsewhere, scenario);
});

describe('a plan that was applied to its end', () => {
  it.each(applicable.filter((scenario) => !Object.hasOwn(stopped, scenario)))(
    'leaves nothing to plan: %s',
    async (scenario) => {
      const { before, after, end, told } = await simulate(scenario);
      const own = before.targets.filter((target) => target.applicable).map(({ address }) => address);
      const isOwn = ({ address }: { readonly address: string }): boolean =>
        (own as readonly string[]).includes(address);
      const left = [...after.steps.filter(isOwn), ...after.changes.filter(isOwn)].map(({ id }) => id);
      expect({ left, told: left.length === 0 ? [] : told }).toEqual({ left: [], told: [] });
      expect(own.length).toBeGreaterThan(0);
      expect(end).not.toBe('open');
    },
  );

  it.each(Object.entries(stopped))('has not ended well, and is planned again: %s, %s', async (scenario) => {
    const { after, end } = await simulate(scenario);
    expect(['done', 'open']).not.toContain(end);
    expect(after.changes.length).toBeGreaterThan(0);
  });
});

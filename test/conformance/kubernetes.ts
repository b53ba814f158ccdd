import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Api, Scenario } from './kubernetes/api.ts';
import { budgets } from './kubernetes/budgets.ts';
import { evictions } from './kubernetes/evictions.ts';
import { nodes } from './kubernetes/nodes.ts';
import { reads } from './kubernetes/reads.ts';
import { rights } from './kubernetes/rights.ts';

/** All that a client of ours relies on. Each scenario was seen to hold on a real API server (`npm run test:kubernetes`). */
const scenarios: readonly Scenario[] = [...evictions, ...budgets, ...nodes, ...rights, ...reads];

/**
 * What every API server does, the real one and the local one alike. `start` runs once; scenarios share its server.
 * `but` takes out scenarios by their titles, each with a reason: a list that should be empty.
 */
export const conformance = (
  name: string,
  start: () => Promise<{ readonly api: Api; readonly stop: () => Promise<void> }>,
  but: Readonly<Record<string, string>> = {},
): void => {
  describe(`API server: ${name}`, () => {
    let started: Awaited<ReturnType<typeof start>>;
    beforeAll(async () => {
      started = await start();
    });
    afterAll(() => started?.stop());

    const due = scenarios.filter(({ title }) => but[title] === undefined);
    it.each(due.map((scenario) => [scenario.title, scenario] as const))('%s', async (_, { play, sees }) => {
      expect(await play(started.api)).toEqual(sees);
    });

    it('is excused only from what there is', () => {
      expect(Object.keys(but).filter((title) => !scenarios.some((scenario) => scenario.title === title))).toEqual([]);
    });
  });
};

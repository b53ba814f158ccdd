import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Bench, Scenario } from './cluster-operations/bench.ts';
import { nodes } from './cluster-operations/nodes.ts';
import { pods } from './cluster-operations/pods.ts';
import { terway } from './cluster-operations/terway.ts';

const scenarios: readonly Scenario[] = [...nodes, ...pods, ...terway];

export interface StartedBench {
  readonly bench: Bench;
  /** What the server itself wrote down of the product's writes since the last look; null where it keeps no log of its own. */
  readonly witness: (() => Promise<readonly string[]>) | null;
  readonly stop: () => Promise<void>;
}

/** The operations in a cluster against an API server: what they do is compared with what is there, and with its own log. */
export const clusterOperations = (name: string, start: () => Promise<StartedBench>): void => {
  describe(`operations in a cluster: ${name}`, () => {
    let started: StartedBench;
    beforeAll(async () => {
      started = await start();
    });
    afterAll(() => started?.stop());

    it.each(scenarios.map((scenario) => [scenario.title, scenario] as const))(
      '%s',
      async (_, { play, sees, writes }) => {
        const seen = await play(started.bench);
        // Looked at whatever was seen, so that the next scenario is not charged with it.
        const written = await started.witness?.();
        expect(seen).toEqual(sees);
        if (written !== undefined) expect(written).toEqual(writes);
      },
    );
  });
};

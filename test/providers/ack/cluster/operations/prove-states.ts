import { describe, expect, it } from 'vitest';
import { operations } from '../../../../../providers/ack/cluster/operations/all.ts';
import type { OperationCall, Since } from '../../../../../src/core/operation.ts';
import { samples } from './samples.ts';
import { call, fence, stubHands, type Cloud } from './stub-hands.ts';

/** One state of the cloud: what the probe makes of it, and what `perform` sends into it. */
export interface State {
  readonly operation: string;
  readonly reason: string;
  /** Over those of the operation's sample. */
  readonly args?: OperationCall['args'];
  readonly cloud: Cloud;
  readonly since?: Since;
  readonly is: string;
  /** A part of what the probe says, with its proofs. */
  readonly says?: string;
  /** The one write's name, or the code by which nothing is sent. */
  readonly performs?: string;
}

export const proveStates = (title: string, states: readonly State[]): void => {
  describe(title, () => {
    it.each(states)(
      '$operation is $is: $reason',
      async ({ operation: name, args, cloud, since, is, says, performs }) => {
        const operation = operations[`ack.${name}/1`]!;
        const asked = call(`ack.${name}/1`, { ...samples[`ack.${name}/1`]?.args, ...args });
        const probed = stubHands(cloud);
        const probe = await operation.probe(probed.hands, asked, since);
        expect(probe).toMatchObject({ is });
        if (says !== undefined) expect(JSON.stringify(probe)).toContain(says);
        expect(probed.writes).toEqual([]);
        if (performs === undefined) return;
        const stub = stubHands(cloud);
        const answer = await operation.perform(stub.hands, asked, fence);
        const done = stub.writes.length === 1 ? stub.writes[0]?.name : 'code' in answer ? answer.code : answer.is;
        expect(done).toBe(performs);
        expect(stub.writes.length).toBeLessThanOrEqual(1);
      },
    );
  });
};

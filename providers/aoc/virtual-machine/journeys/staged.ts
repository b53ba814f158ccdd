import type { Journey } from '../../../../src/core/kind.ts';
import { acrossArgs, limitsOf, place, powerIs, proof, step, type Way } from './move.ts';
import { copyTime } from '../methods/estimate.ts';
import { gatesOf, titled } from './questions.ts';

/** staged: gate, copy while it runs, gate at the shutdown, the rest, prove that it runs on the target. */
export const staged = (way: Way): Journey => {
  const { machine, spec } = way;
  const force = spec.shutdown.by === 'force';
  return {
    ...titled(way),
    steps: [
      step({
        id: 'copy',
        type: 'change',
        operation: 'aoc.copy/1',
        title: `copy ${machine.name} to ${place(way)} while it runs`,
        args: acrossArgs(way),
        duration: copyTime(machine.provisioned),
        limits: limitsOf(way),
        expects: powerIs('running'),
      }),
      step({
        id: 'cutover',
        type: 'change',
        operation: spec.source === 'delete' ? 'aoc.cut-over-and-delete/1' : 'aoc.cut-over/1',
        title: `${force ? 'CUT the power of' : 'shut down'} ${machine.name}, copy the rest; it starts on ${place(way)} by itself`,
        args: {
          machine: machine.id,
          name: acrossArgs(way)['name'] ?? machine.name,
          clusterName: spec.placement.cluster,
          force,
        },
        needs: ['copy'],
      }),
      proof(way, 'running', ['cutover']),
    ],
    gates: gatesOf(way),
  };
};

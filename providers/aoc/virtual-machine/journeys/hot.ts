import type { Journey } from '../../../../src/core/kind.ts';
import { isCross } from '../spec.ts';
import { acrossArgs, limitsOf, timed, place, powerIs, proof, step, withinArgs, type Way } from './move.ts';
import { gatesOf, titled } from './questions.ts';

/** The one call of a move that needs no shutdown in its middle. */
export const moveStep = (way: Way, power: 'running' | 'stopped', needs: readonly string[]) =>
  isCross(way.spec)
    ? step({
        id: 'migrate',
        type: 'change',
        operation: way.spec.source === 'delete' ? 'aoc.move-and-delete/1' : `aoc.move-${way.method}/1`,
        title: `move ${way.machine.name} ${way.method} to ${place(way)}`,
        args: acrossArgs(way),
        ...timed(way),
        limits: limitsOf(way),
        expects: powerIs(power),
        needs,
      })
    : step({
        id: 'migrate',
        type: 'change',
        operation: `aoc.migrate-${way.method}/1`,
        title: `move ${way.machine.name} ${way.method} within ${way.spec.placement.cluster} to ${place(way)}`,
        args: withinArgs(way),
        limits: limitsOf(way),
        expects: powerIs(power),
        needs,
      });

/** hot: gate, move, prove that it runs on. */
export const hot = (way: Way): Journey => ({
  ...titled(way),
  steps: [moveStep(way, 'running', []), proof(way, 'running', ['migrate'])],
  gates: gatesOf(way),
});

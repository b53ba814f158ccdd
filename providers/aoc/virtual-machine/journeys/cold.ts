import type { Journey, StepDraft } from '../../../../src/core/kind.ts';
import { moveStep } from './hot.ts';
import { powerIs, proof, step, type Way } from './move.ts';
import { gatesOf, titled } from './questions.ts';

/** Who shuts it down: a person (then the run waits), the guest, or a cut of its power, only where that is declared. */
const shutDown = ({ spec, machine }: Way): readonly StepDraft[] => {
  if (machine.power !== 'running') return [];
  const { by } = spec.shutdown;
  const args = { machine: machine.id };
  const common = { id: 'shut-down', args, type: 'change', expects: powerIs('running') } as const;
  switch (by) {
    case 'person':
      return [
        step({
          id: 'ready',
          type: 'check',
          operation: 'aoc.prove/1',
          title: `${machine.name} is still on ${machine.cluster}, once`,
          args: { ...args, facts: { 'vm.cluster': machine.cluster, 'vm.twice': null } },
        }),
        step({
          id: 'shut-down',
          type: 'check',
          operation: 'aoc.await-shutdown/1',
          title: `${machine.name} is off: YOU shut it down`,
          args,
          needs: ['ready'],
        }),
      ];
    case 'guest':
      return [
        step({
          ...common,
          operation: 'aoc.shut-down/1',
          title: `the guest of ${machine.name} shuts down`,
        }),
      ];
    case 'force':
      return [step({ ...common, operation: 'aoc.cut-power/1', title: `CUT the power of ${machine.name}` })];
  }
};

const startAgain = ({ spec, machine }: Way): boolean =>
  spec.finalPower === 'on' || (spec.finalPower === 'asBefore' && machine.power === 'running');

/** cold: gate, shut down, move, start where it ran before or is asked to, prove. */
export const cold = (way: Way): Journey => {
  const down = shutDown(way);
  const last = down.at(-1)?.id;
  const start = startAgain(way)
    ? [
        step({
          id: 'start',
          type: 'change',
          operation: 'aoc.start/1',
          title: `start ${way.machine.name} where it is now`,
          args: { machine: way.machine.id },
          expects: powerIs('stopped'),
          needs: ['migrate'],
        }),
      ]
    : [];
  return {
    ...titled(way),
    steps: [
      ...down,
      moveStep(way, 'stopped', last === undefined ? [] : [last]),
      ...start,
      proof(way, start.length > 0 ? 'running' : 'stopped', [start.length > 0 ? 'start' : 'migrate']),
    ],
    gates: gatesOf(way),
  };
};

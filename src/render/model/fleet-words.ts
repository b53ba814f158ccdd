import type { Plan } from '../../core/plan.ts';
import { isWaveGate } from '../../core/wave-gates.ts';
import type { FleetRow } from './plan-report.ts';

const plural = (count: number, one: string): string => `${count} ${one}${count === 1 ? '' : 's'}`;

const waveRows = ({ waves = [], targets, steps }: Plan): readonly FleetRow[] => {
  const gates = new Map(steps.filter(isWaveGate).map(({ wave }) => [wave.name, wave]));
  return waves.map(({ name }, index) => {
    const own = targets.filter(({ wave }) => wave === name);
    const going = own.filter(({ applicable }) => applicable).length;
    const gate = gates.get(name);
    const rests = gate?.soak === undefined ? '' : ` and rested ${gate.soak}`;
    const when = gate === undefined ? 'at once' : `once ${gate.after} has ended${rests}`;
    const starts = going === 0 ? 'nothing to do' : `${plural(going, 'target')} of ${own.length}, ${when}`;
    return { label: 'Wave', says: `${index + 1}/${waves.length} ${name}: ${starts}` };
  });
};

/** The limits that targets share, each once. */
const limitRow = ({ targets }: Plan): readonly FleetRow[] => {
  const limits = new Map(targets.flatMap(({ limits: own = [] }) => own.map(({ of, atMost }) => [of, atMost] as const)));
  if (limits.size === 0) return [];
  const says = [...limits].map(([of, atMost]) => `at most ${atMost} ${of} at once`).join(', ');
  return [{ label: 'Limit', says }];
};

const stopRow = ({ stopOn, targets }: Plan): readonly FleetRow[] =>
  stopOn === undefined || targets.length < 2
    ? []
    : [
        {
          label: 'Stop',
          says: `after ${stopOn.failed} failed or ${stopOn.ambiguous} ambiguous no further target is begun`,
        },
      ];

/** How many targets move when: waves, limits, and what ends it. */
export const fleetRows = (plan: Plan): readonly FleetRow[] => [...waveRows(plan), ...limitRow(plan), ...stopRow(plan)];

/** `wave 1/2`, or `waves 1-2 of 4` for targets of several; null where there are none. */
export const waveWords = ({ waves = [] }: Plan, names: readonly (string | undefined)[]): string | null => {
  const numbers = names.map((name) => waves.findIndex((wave) => wave.name === name) + 1).filter((number) => number > 0);
  if (numbers.length === 0) return null;
  const [first, last] = [Math.min(...numbers), Math.max(...numbers)];
  return first === last ? `wave ${first}/${waves.length}` : `waves ${first}-${last} of ${waves.length}`;
};

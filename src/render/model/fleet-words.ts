import type { Plan } from '../../core/plan.ts';
import { isWaveGate, type WaveGate } from '../../core/wave-gates.ts';
import type { FleetRow } from './plan-report.ts';

const plural = (count: number, one: string): string => `${count} ${one}${count === 1 ? '' : 's'}`;

/** When it begins, and by which gate: the name under which a run waits for it. */
const when = (gate: WaveGate | undefined): string => {
  if (gate === undefined) return 'at once';
  const { after, soak } = gate.wave;
  return `once ${after} has ended${soak === undefined ? '' : ` and rested ${soak}`} (GATE ${gate.id})`;
};

/** Of a wave that holds up no other: what is done is not what cannot be done. */
const idleWords = (held: number): string =>
  held === 0 ? 'nothing to do' : `${plural(held, 'target')}, none of which can begin`;

const waveRows = ({ waves = [], targets, steps }: Plan): readonly FleetRow[] => {
  const gates = new Map(steps.filter(isWaveGate).map((gate) => [gate.wave.name, gate]));
  return waves.map(({ name }, index) => {
    const own = targets.filter(({ wave }) => wave === name);
    const going = own.filter(({ applicable }) => applicable).length;
    const held = own.filter(({ address, applicable }) => !applicable && steps.some((step) => step.address === address));
    const starts =
      going === 0 ? idleWords(held.length) : `${plural(going, 'target')} of ${own.length}, ${when(gates.get(name))}`;
    return { label: 'Wave', says: `${index + 1}/${waves.length} ${name}: ${starts}` };
  });
};

/** The limits that targets share, each once. */
const limitRow = ({ targets }: Plan): readonly FleetRow[] => {
  const limits = new Map(targets.flatMap(({ limits: own = [] }) => own.map(({ of, atMost }) => [of, atMost] as const)));
  if (limits.size === 0) return [];
  const says = [...limits].map(([of, atMost]) => `${atMost} ${atMost === 1 ? of.replace(/^targets/, 'target') : of}`);
  return [{ label: 'Limit', says: `at once at most ${says.join(', ')}` }];
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

import { addressOf, type Address } from './address.ts';
import type { Plan, PlanTarget, PlanWave } from './plan.ts';
import { isGate, type GateStep, type Step } from './step.ts';

/** The gate's own address: it belongs to a wave, and to no target. */
const waveAddress = (name: string): Address => addressOf('Wave', name);

const goingIn = (targets: readonly PlanTarget[], name: string): boolean =>
  targets.some(({ wave, applicable }) => wave === name && applicable);

const questionOf = (name: string, last: PlanWave): string =>
  `Wave ${name} begins once wave ${last.name} has ended${last.soak === undefined ? '' : ` and rested for ${last.soak}`}.`;

/** Before each wave that does something and is not the first that does: it waits until those before it have ended and rested. */
export const waveGates = (waves: readonly PlanWave[], targets: readonly PlanTarget[]): readonly GateStep[] => {
  const going = waves.filter(({ name }) => goingIn(targets, name));
  return going.flatMap((wave, index): readonly GateStep[] => {
    const last = going[index - 1];
    if (last === undefined) return [];
    return [
      {
        id: `wave:${wave.name}`,
        type: 'gate',
        address: waveAddress(wave.name),
        title: `WAVE ${wave.name}`,
        needs: [],
        because: [],
        question: questionOf(wave.name, last),
        covers: [],
        requires: [],
        opensOn: `wave ${last.name} has ended`,
        wave: { name: wave.name, after: last.name, ...(last.soak === undefined ? {} : { soak: last.soak }) },
      },
    ];
  });
};

/** A gate before a wave: what it says of itself. */
export type WaveGate = GateStep & { readonly wave: NonNullable<GateStep['wave']> };

export const isWaveGate = (step: Step): step is WaveGate => isGate(step) && step.wave !== undefined;

/** A stretch of a plan that is walked to its end before the next one begins; `gate` is null before the first. */
export interface Stretch {
  readonly gate: WaveGate | null;
  readonly addresses: ReadonlySet<string>;
}

/** The waves of a plan in their order; one with all targets where it has none. What does nothing goes with the first. */
export const stretchesOf = ({
  targets,
  steps,
  waves = [],
}: Pick<Plan, 'targets' | 'steps' | 'waves'>): readonly Stretch[] => {
  const gates = steps.filter(isWaveGate);
  if (gates.length === 0) return [{ gate: null, addresses: new Set(targets.map(({ address }) => address)) }];
  const gated = new Map(gates.map((gate) => [gate.wave.name, gate]));
  const inWave = (name: string): ReadonlySet<string> =>
    new Set(targets.filter(({ wave }) => wave === name).map(({ address }) => address));
  const first = new Set(
    targets.filter(({ wave }) => wave === undefined || !gated.has(wave)).map(({ address }) => address),
  );
  const later = waves.flatMap(({ name }): readonly Stretch[] => {
    const gate = gated.get(name);
    return gate === undefined ? [] : [{ gate, addresses: inWave(name) }];
  });
  return [{ gate: null, addresses: first }, ...later];
};

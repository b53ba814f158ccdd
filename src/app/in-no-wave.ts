import type { Desired } from '../core/desired.ts';
import { error, type Diagnostic } from '../core/diagnostic.ts';
import { placeInWaves, type Fleet } from '../core/fleet.ts';

/** Targets that no wave of the project takes. They would go with none, or with all: which is not guessed. */
export const inNoWave = ({ waves }: Fleet, targets: readonly Desired[]): readonly Diagnostic[] => {
  if (waves.length === 0) return [];
  const placed = placeInWaves(waves, targets);
  return targets
    .filter(({ address }) => !placed.has(address))
    .map(({ address, place }) =>
      error('PLN035', {
        summary: `${address} belongs to no wave of the project`,
        address,
        at: place('/metadata/labels'),
        remedy: `give it the labels of one, or end the waves with one that takes what is left: {name: rest}`,
      }),
    );
};

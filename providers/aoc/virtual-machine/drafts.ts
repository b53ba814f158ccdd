import type { CensusDraft, Living } from '../../../src/core/census.ts';

/** A document for each machine. */
export const machineDrafts = (living: readonly Living[]): readonly CensusDraft[] =>
  living.map(({ id, name, spec, stands }) => ({
    from: name,
    or: id,
    spec,
    says: [
      `${name}: ${stands}.`,
      'It asks for where the machine is, so that nothing is planned. Another placement.cluster asks for the move.',
    ],
  }));

import type { Label } from '../clients/rows.ts';
import { labelsOf, type Population } from '../population.ts';
import type { SelectorSpec } from './spec.ts';

/** A machine that a set stands for. */
export interface Chosen {
  readonly id: string;
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
}

/** What a selector finds among the machines of its cluster. */
export interface Selection {
  readonly chosen: readonly Chosen[];
  /** Machines that it fits and that no set ever takes. */
  readonly system: readonly string[];
  readonly recycled: readonly string[];
  /** Names of its lists by which it finds no machine. */
  readonly unknownNames: readonly string[];
  readonly idleExcludes: readonly string[];
}

const carriesAll = (own: readonly Label[], wanted: Readonly<Record<string, string>>): boolean =>
  Object.entries(wanted).every(([key, value]) => own.some((label) => label.key === key && label.value === value));

/** A deleted row is history. A machine of the system itself, or one in the recycle bin, is nobody's to move. */
export const select = (selector: SelectorSpec, population: Population): Selection => {
  const { cluster, matchLabels, names, exclude } = selector;
  const fitting = population.machines.filter(
    (machine) =>
      machine.cluster.name === cluster &&
      machine.status !== 'DELETED' &&
      (names === null || names.includes(machine.name)) &&
      carriesAll(labelsOf(machine, population), matchLabels ?? {}),
  );
  const free = fitting.filter(({ internal, inRecycleBin }) => !internal && !inRecycleBin);
  const isThere = (name: string): boolean => free.some((machine) => machine.name === name);
  return {
    chosen: free
      .filter(({ name }) => !exclude.includes(name))
      .map((machine) => ({
        id: machine.id,
        name: machine.name,
        labels: Object.fromEntries(labelsOf(machine, population).map(({ key, value }) => [key, value])),
      })),
    system: fitting.filter(({ internal }) => internal).map(({ name }) => name),
    recycled: fitting.filter(({ internal, inRecycleBin }) => !internal && inRecycleBin).map(({ name }) => name),
    unknownNames: (names ?? []).filter((name) => !isThere(name)),
    idleExcludes: exclude.filter((name) => !isThere(name)),
  };
};

import type { Expansion, SetCall } from '../../../src/core/operation.ts';
import type { Failure } from '../../wire/failure.ts';
import { notRead } from '../../wire/gathered.ts';
import type { Center, Centers } from '../centers.ts';
import { readPopulation, type Population } from '../population.ts';
import { members } from './facts.ts';
import { faultsOf } from './faults.ts';
import { membersOf } from './members.ts';
import { select, type Chosen } from './selection.ts';
import { specOf } from './spec.ts';

interface Moved {
  readonly operationCenter: string;
  readonly machine: { readonly cluster: string; readonly id?: string; readonly name?: string };
}

/** Members of earlier runs, as those runs' plans name them, where the set still speaks of their cluster. */
const movedIn = ({ set, moved }: SetCall): readonly Chosen[] => {
  const { operationCenter, selector } = specOf(set);
  return moved.flatMap((desired) => {
    const { operationCenter: center, machine } = desired.spec as unknown as Moved;
    const { id, name, cluster } = machine;
    if (id === undefined || name === undefined) return [];
    return center === operationCenter && cluster === selector.cluster ? [{ id, name, labels: {} }] : [];
  });
};

const expansionOf = (call: SetCall, population: Population): Expansion => {
  const { set } = call;
  const { selector } = specOf(set);
  const moved = movedIn(call);
  const found = select(selector, population);
  const isMoved = (name: string): boolean => moved.some((one) => one.name === name);
  const selection = {
    ...found,
    unknownNames: found.unknownNames.filter((name) => !isMoved(name)),
    idleExcludes: found.idleExcludes.filter((name) => !isMoved(name)),
  };
  const gone = moved.filter(
    ({ id, name }) => !selector.exclude.includes(name) && found.chosen.every((one) => one.id !== id),
  );
  const chosen = [...found.chosen, ...gone];
  return { is: 'members', members: membersOf(set, chosen), diagnostics: faultsOf(set, selection, chosen) };
};

const unread = (at: string, call: string, failure: Failure): Expansion => ({
  is: 'unread',
  observed: { state: 'unreadable', at, ...notRead([members.name], call, failure) },
});

const expandAt = async ({ aoc, stamp }: Center, calls: readonly SetCall[]): Promise<readonly Expansion[]> => {
  const clusters = [...new Set(calls.map(({ set }) => specOf(set).selector.cluster))].sort();
  const population = await readPopulation(aoc, { name_in: clusters });
  if (!population.ok) return calls.map(() => unread(stamp(), population.call, population.failure));
  return calls.map((call) => expansionOf(call, population.value));
};

/** Asks the operation centers which machines sets stand for: three lists a center, page by page, never a call a machine. */
export const expand = async (centers: Centers, calls: readonly SetCall[]): Promise<ReadonlyMap<string, Expansion>> => {
  const centerOf = ({ set }: SetCall): string => specOf(set).operationCenter;
  const found = await Promise.all(
    [...new Set(calls.map(centerOf))].map(async (name) => {
      const own = calls.filter((call) => centerOf(call) === name);
      const center = centers.of(name);
      const expansions = center.ok
        ? await expandAt(center.center, own)
        : own.map(() => unread(centers.stamp(), `operation center ${name}`, center.failure));
      return own.flatMap(({ set }, index): readonly (readonly [string, Expansion])[] => {
        const expansion = expansions[index];
        return expansion === undefined ? [] : [[set.address, expansion]];
      });
    }),
  );
  return new Map(found.flat());
};

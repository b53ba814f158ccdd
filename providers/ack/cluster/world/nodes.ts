import type { WorldMaster, WorldNode } from '../../../../src/generated/world.ts';
import { listOf } from '../dedicated-facts.ts';
import { given, namesIn, numberOf, rowsIn, type Known } from './parts.ts';

/** How much room a node has, where it has little; undefined: enough. */
const freeOn = (name: string, { facts }: Known): number | undefined => {
  const row = rowsIn(facts, 'nodes.fewSlots').find((one) => one['name'] === name);
  return typeof row?.['free'] === 'number' ? row['free'] : undefined;
};

const isReady = (name: string, { facts }: Known): boolean =>
  !rowsIn(facts, 'nodes.notReady').some((one) => one['name'] === name);

const standing = (name: string, known: Known) => ({
  ready: isReady(name, known) ? undefined : false,
  schedulable: namesIn(known.facts, 'nodes.unschedulable').includes(name) ? false : undefined,
  freePods: freeOn(name, known),
});

/** The nodes of which a fact says something, but for masters: each by its name. */
const oddWorkers = ({ facts }: Known): readonly string[] => {
  const masters = new Set(listOf(facts, 'masters.nodes').map(({ node }) => node));
  const told = [
    ...['nodes.notReady', 'nodes.fewSlots'].flatMap((name) => rowsIn(facts, name).map((one) => String(one['name']))),
    ...namesIn(facts, 'nodes.unschedulable'),
  ];
  return [...new Set(told)].filter((name) => !masters.has(name)).sort();
};

export const workersOf = (known: Known): { readonly workers?: number; readonly nodes?: WorldNode[] } => {
  const { facts } = known;
  const masters = listOf(facts, 'masters.nodes').length;
  const size = numberOf(facts, 'cluster.size');
  const counted = numberOf(facts, 'nodes.workers') ?? (size === undefined ? undefined : Math.max(0, size - masters));
  const odd = oddWorkers(known).map((name) => given<WorldNode>({ name, ...standing(name, known) }));
  const workers = counted === undefined ? undefined : Math.max(odd.length, counted);
  if (odd.length === 0) return given({ workers });
  // The others get names of their own: one that the world makes up could be that of a node that is named.
  const others = Array.from({ length: (workers ?? 0) - odd.length }, (_, at) => ({ name: `worker-${at + 1}` }));
  return given({ workers, nodes: [...odd, ...others] });
};

export const mastersOf = (known: Known): WorldMaster[] | undefined => {
  const { facts } = known;
  const nodes = listOf(facts, 'masters.nodes');
  if (nodes.length === 0) return undefined;
  const silent = listOf(facts, 'masters.assistant').filter(({ answers }) => answers === false);
  return nodes.map(({ instance, node }) =>
    given<WorldMaster>({
      instance,
      name: node,
      cloudAssistant: silent.some(({ id }) => id === instance) ? false : undefined,
      ...standing(node, known),
    }),
  );
};

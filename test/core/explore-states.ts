import type { Move, State } from './lifecycle-accidents.ts';
import { movesFrom, type Rules } from './lifecycle-model.ts';

/** What an exploration of every reachable state found. */
export interface Explored {
  readonly states: number;
  readonly moves: number;
  /** The most calls that took effect in any state. */
  readonly mostAccepted: number;
  readonly wrong: readonly string[];
  /** States from which no end can be reached any more. */
  readonly stuck: readonly string[];
  /** A state to which the run comes back by acts alone, without a wait: it would spin. */
  readonly spinning: readonly string[];
  readonly ends: ReadonlySet<string>;
}

interface Graph {
  readonly states: ReadonlyMap<string, State>;
  readonly moves: ReadonlyMap<string, readonly Move[]>;
}

const nameOf = (state: State): string => JSON.stringify(state);

/** A second accepted call is wrong already; the exploration stops there. */
const isOver = ({ accepted }: State): boolean => accepted > 1;

const reach = (rules: Rules, starts: readonly State[]): Graph => {
  const states = new Map(starts.map((state) => [nameOf(state), state]));
  const moves = new Map<string, readonly Move[]>();
  // A Map is walked in the order of insertion, new ones included: breadth first.
  for (const [name, state] of states) {
    if (isOver(state)) break;
    const next = movesFrom(rules, state);
    moves.set(name, next);
    for (const { to, end } of next) if (end === undefined) states.set(nameOf(to), to);
    for (const { to, end, by } of next) if (end !== undefined && by === 'accident') states.set(nameOf(to), to);
  }
  return { states, moves };
};

const goodEnds = new Set(['done', 'failed', 'stale', 'ambiguous']);

/** Walks back from the ends: whoever is not met cannot reach one. */
const cannotEnd = ({ states, moves }: Graph): readonly string[] => {
  const before = new Map<string, string[]>();
  const met = new Set<string>();
  for (const [name, next] of moves)
    for (const { to, end } of next) {
      if (end !== undefined && goodEnds.has(end)) met.add(name);
      const known = before.get(nameOf(to));
      if (known === undefined) before.set(nameOf(to), [name]);
      else known.push(name);
    }
  for (const name of met) for (const earlier of before.get(name) ?? []) met.add(earlier);
  return [...states].filter(([name, state]) => !met.has(name) && !isOver(state)).map(([name]) => name);
};

/** Takes away, again and again, every state without an act into what is left: a circle of acts would remain. */
const circles = ({ moves }: Graph): readonly string[] => {
  const acts = new Map(
    [...moves].map(([name, next]) => [
      name,
      next.filter(({ by, end }) => by === 'act' && end === undefined).map(({ to }) => nameOf(to)),
    ]),
  );
  for (let size = -1; size !== acts.size;) {
    size = acts.size;
    for (const [name, next] of acts) if (!next.some((to) => acts.has(to))) acts.delete(name);
  }
  return [...acts.keys()];
};

const quiet: State = {
  effect: 'none',
  accepted: 0,
  stale: 0,
  inTheAir: false,
  window: 'none',
  last: 'none',
  soft: false,
  at: 'reading',
  notDone: 0,
  backedOff: true,
  rival: null,
  late: null,
  outdone: false,
};

/** A quiet cloud, and one in which somebody else's call took effect already. */
const starts: readonly State[] = [
  quiet,
  ...(['in-flight', 'done', 'failed'] as const).map((effect): State => ({ ...quiet, effect, accepted: 1 })),
];

/** Breadth first over every state that a cloud and a run under these rules can come to. */
export const exploreStates = (rules: Rules): Explored => {
  const graph = reach(rules, starts);
  const all = [...graph.moves.values()].flat();
  return {
    states: graph.states.size,
    moves: all.length,
    mostAccepted: Math.max(...[...graph.states.values()].map(({ accepted }) => accepted)),
    wrong: [...new Set(all.flatMap(({ wrong }) => wrong ?? []))],
    stuck: cannotEnd(graph),
    spinning: circles(graph),
    ends: new Set(all.flatMap(({ end }) => end ?? [])),
  };
};

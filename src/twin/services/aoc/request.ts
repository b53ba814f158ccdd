import type { LiveWorld } from '../../live-world.ts';
import { answer, refuse, type Answer } from '../service.ts';
import type { Graph } from './graph.ts';
import type { LiveAoc, LiveMachine, Row } from './live-aoc.ts';
import { select } from './query.ts';
import type { Commission } from './tasks.ts';

/** A call as a handler sees it. */
export interface AocRequest extends Commission {
  readonly world: LiveWorld;
  readonly body: Row;
  /** The world before the call. */
  readonly graph: Graph;
}

export interface Endpoint {
  readonly kind: 'read' | 'write';
  /** Answers to anybody. */
  readonly open?: boolean;
  readonly handle: (request: AocRequest) => Answer;
}

export const bad = (message: string): Answer => refuse(400, '', message);

export const isRow = (value: unknown): value is Row =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const rowAt = (row: Row, key: string): Row => {
  const value = row[key];
  return isRow(value) ? value : {};
};

export const textAt = (row: Row, key: string): string | undefined => {
  const value = row[key];
  return typeof value === 'string' ? value : undefined;
};

/** The one code that the vendor enumerates (acos.md §1.3). */
export const locked = ({ id }: LiveMachine): Answer => ({
  ok: false,
  refusal: {
    status: 400,
    code: 'ResourceLocked',
    message: 'The resource is locked by another operation.',
    more: { props: { locked_resources: [{ id, type: 'VM' }] } },
  },
});

export const noMatch = ({ undocumented }: LiveAoc, what: string): Answer =>
  undocumented.noMatch === 'empty' ? answer([]) : refuse(404, '', `${what} not found.`);

type Chosen<T> = { readonly ok: true; readonly chosen: readonly T[] } | { readonly ok: false; readonly answer: Answer };

/** The machines that a mutation is about: all that `where` matches. */
export function chooseMachines({ aoc, body, graph }: AocRequest): Chosen<LiveMachine> {
  if (!isRow(body['where'])) return { ok: false, answer: bad('"where" is required.') };
  const selected = select(graph.rows('vms'), body['where'], graph);
  if (!selected.ok) return { ok: false, answer: bad(selected.why) };
  const ids = new Set(selected.rows.map(({ id }) => id));
  const chosen = aoc.machines.filter(({ id }) => ids.has(id));
  return chosen.length === 0 ? { ok: false, answer: noMatch(aoc, 'VM') } : { ok: true, chosen };
}

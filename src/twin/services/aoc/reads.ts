import { answer, type Answer } from '../service.ts';
import { resources, type Graph, type Resource } from './graph.ts';
import type { LiveAoc, Row } from './live-aoc.ts';
import { order, page, select } from './query.ts';
import { bad, type AocRequest, type Endpoint } from './request.ts';

/** The rows as a read sees them: for a while as they were before a write that a fault made stale. */
function visibleRows(resource: Resource, graph: Graph, { stale }: LiveAoc): readonly Row[] {
  const frozen = stale.get(resource);
  if (frozen === undefined || frozen.left <= 0) return graph.rows(resource);
  frozen.left -= 1;
  return frozen.rows;
}

/** A new task shows only after some reads that asked for it (acos.md §1.3). */
function hideLate(rows: readonly Row[], aoc: LiveAoc): readonly Row[] {
  const late = new Map(aoc.tasks.filter(({ hiddenFor }) => hiddenFor > 0).map((task) => [task.id, task]));
  return rows.filter(({ id }) => {
    const task = late.get(String(id));
    if (task !== undefined) task.hiddenFor -= 1;
    return task === undefined;
  });
}

/** What goes on has now been seen, so that time may go on under `--speed max`. */
function show(rows: readonly Row[], { tasks, agenda }: LiveAoc): void {
  if (agenda.length === 0) return;
  const ids = new Set(rows.flatMap(({ id, entityAsyncStatus: busy }) => (busy === null ? [] : [id])));
  for (const { id, resourceId, pending } of tasks)
    if (pending !== undefined && (ids.has(id) || ids.has(resourceId))) pending.shown = true;
}

function list(resource: Resource, { aoc, body, graph }: AocRequest, count: boolean): Answer {
  const selected = select(visibleRows(resource, graph, aoc), body['where'], graph);
  if (!selected.ok) return bad(selected.why);
  const there = resource === 'tasks' ? hideLate(selected.rows, aoc) : selected.rows;
  const ordered = order(there, body['orderBy']);
  if (ordered === undefined) return bad('"orderBy" is not one of the columns with _ASC or _DESC.');
  const rows = page(ordered, body, aoc.undocumented.defaultPage);
  show(rows, aoc);
  return answer(count ? { aggregate: { count: there.length } } : rows);
}

export const readEndpoints: Readonly<Record<string, Endpoint>> = Object.fromEntries(
  resources.flatMap((resource): (readonly [string, Endpoint])[] => [
    [`get-${resource}`, { kind: 'read', handle: (request) => list(resource, request, false) }],
    [`get-${resource}-connection`, { kind: 'read', handle: (request) => list(resource, request, true) }],
  ]),
);

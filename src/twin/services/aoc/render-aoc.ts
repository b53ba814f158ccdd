import { graphOf } from './graph.ts';
import type { LiveAoc, Row } from './live-aoc.ts';

/** The center as it is now, in the rows that its API answers with. */
export function renderAoc(aoc: LiveAoc, now: number): Row {
  const { rows } = graphOf(aoc, now);
  return {
    name: aoc.name,
    version: aoc.version.join('.'),
    clusters: rows('clusters'),
    hosts: rows('hosts'),
    machines: rows('vms'),
    nics: rows('vm-nics'),
    volumes: rows('vm-volumes'),
    tasks: rows('tasks'),
    migrations: aoc.migrations.map(({ task, machine, copy, type, phase, running }) => ({
      task: task.id,
      machine: machine.id,
      copy: copy?.id ?? null,
      type,
      phase,
      running,
    })),
  };
}

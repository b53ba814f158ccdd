import type { Duty } from '../../../src/core/duty.ts';
import type { FactDefinition } from '../../../src/core/fact.ts';

/** What a move across clusters leaves in the old one: the machine, off, with its disks and snapshots. */
export const sourceDuty = {
  fact: 'duty.source',
  of: (machine: string): Duty => ({ id: 'source', ends: 'read', args: { machine } }),
} as const;

export const dutyFacts: readonly FactDefinition[] = [
  { name: sourceDuty.fact, title: 'machine left in the source cluster', role: 'duty' },
];

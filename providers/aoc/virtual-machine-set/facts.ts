import type { FactDefinition } from '../../../src/core/fact.ts';

/** The machines that a set stands for; never compared, since each of them is a target of its own. */
export const members: FactDefinition = { name: 'set.members', title: 'machines of the set', role: 'state' };

import type { TicketForm } from '../../../src/core/ticket.ts';
import { factOf } from './fact-shapes.ts';
import { specOf } from './spec.ts';

/** What Arcfra needs: the clusters as the center calls them, the machine's id, and the tasks. */
export const machineTicket: TicketForm = {
  vendor: 'Arcfra',
  product: 'Arcfra Operation Center (AOC), virtual machine migration between ACOS clusters',
  identify: ({ desired, facts }) => {
    const { machine, placement } = specOf(desired);
    return [
      ['virtual machine id', factOf(facts, 'vm.source')?.id ?? machine.id ?? 'not known'],
      ['from cluster', machine.cluster],
      ['to cluster', placement.cluster],
    ];
  },
  calls: {
    'aoc.migrate-hot/1': 'migrate the virtual machine, running',
    'aoc.migrate-cold/1': 'migrate the virtual machine, powered off',
    'aoc.move-hot/1': 'migrate the virtual machine across clusters, running',
    'aoc.move-cold/1': 'migrate the virtual machine across clusters, powered off',
    'aoc.move-and-delete/1': 'migrate the virtual machine across clusters and delete the source',
    'aoc.copy/1': 'staged migration across clusters: copy',
    'aoc.abort-copy/1': 'staged migration across clusters: stop the copy',
    'aoc.cut-over/1': 'staged migration across clusters: cut over',
    'aoc.cut-over-and-delete/1': 'staged migration across clusters: cut over and delete the source',
    'aoc.shut-down/1': 'shut the virtual machine down',
    'aoc.cut-power/1': 'power the virtual machine off',
    'aoc.start/1': 'start the virtual machine',
  },
  asks: {
    'under-way': [
      'Is the task still running? How far is it, and what does it wait for?',
      'Is the data of the source whole, whatever becomes of the task? We submit nothing a second time.',
    ],
    unknown: [
      'Did the call without an answer arrive? Which task belongs to it, and how does that stand?',
      'Does the machine exist twice, and which of the two is the one to keep?',
    ],
    failed: [
      'Why did the task fail? What of the copy is left, and may it be removed?',
      'May it be tried again, and what has to be mended first?',
    ],
    done: ['The calls above were answered and came to an end; our question follows below.'],
  },
};

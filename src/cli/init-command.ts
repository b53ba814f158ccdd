import type { Command } from './command.ts';
import { color } from './option-rows.ts';

/** The verb that makes documents; each source that they can be made from is an option of its own. */
export const init: Command = {
  name: 'init',
  summary: 'make documents from a table of machines, or an empty one to fill in; asks no cloud',
  group: 'first',
  arguments: [],
  options: [
    {
      flags: '--from-csv <file>',
      means:
        'a document for each row; a column is the path of a field (machine.name, placement.cluster, labels.app); - for stdin',
      env: 'ONWARD_FROM_CSV',
    },
    {
      flags: '--kind <kind>',
      means: 'the kind of the table’s documents',
      env: 'ONWARD_KIND',
      default: 'VirtualMachine',
    },
    {
      flags: '--sample <kind>',
      means: 'a document of a kind, or of Project, to be filled in, with what each field means',
      env: 'ONWARD_SAMPLE',
    },
    {
      flags: '-o, --out <path>',
      means: 'a folder, for a file each, or one file (.yaml); none: stdout. A file that is there is never replaced',
      env: 'ONWARD_INIT',
    },
    color,
  ],
  examples: [
    'onward init --from-csv machines.csv -o machines/',
    'onward init --from-csv machines.csv -o machines.yaml',
    'onward init --sample AckCluster -o clusters/prod.yaml',
  ],
  load: () => import('./commands/init.ts'),
};

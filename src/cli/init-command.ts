import type { Command, OptionRow } from './command.ts';
import { color } from './option-rows.ts';

const live: readonly OptionRow[] = [
  {
    flags: '--all',
    means: 'a document for each live target of --region or --center that has none yet; each asks for what is',
    env: 'ONWARD_INIT_ALL',
  },
  { flags: '--region <regions>', means: 'regions whose clusters are meant, separated by commas', env: 'ONWARD_REGION' },
  { flags: '--center <centers>', means: 'operation centers whose machines are meant', env: 'ONWARD_CENTER' },
  { flags: '--cluster <name>', means: 'of one center: the machines of this cluster alone', env: 'ONWARD_CLUSTER' },
  { flags: '--name <globs>', means: 'only live targets of such a name, as in erp-*,web-?', env: 'ONWARD_NAME' },
  {
    flags: '--match-labels <pairs>',
    means: 'only live targets with these labels or tags, as in app=erp,tier=db',
    env: 'ONWARD_MATCH_LABELS',
  },
  { flags: '--dry-run', means: 'list what would be written, and write nothing', env: 'ONWARD_DRY_RUN' },
];

/** The verb that makes documents; each source that they can be made from is an option of its own. */
export const init: Command = {
  name: 'init',
  summary: 'make documents: of what lives, from a table of machines, or empty ones to fill in; reads only',
  group: 'first',
  arguments: [{ name: '[target...]', means: 'live targets one by one, as in AckCluster/prod: a name or an id' }],
  options: [
    ...live,
    {
      flags: '--from-csv <file>',
      means:
        'a document for each row; a column is the path of a field (machine.name, placement.cluster, labels.app); - for stdin',
      env: 'ONWARD_FROM_CSV',
    },
    {
      flags: '--kind <kind>',
      means:
        'the kind of the documents (default: AckCluster of a region; of a center VirtualMachineSet, one for each cluster; of a table VirtualMachine)',
      env: 'ONWARD_KIND',
    },
    {
      flags: '--sample <kind>',
      means: 'a document of a kind, or of Project, to be filled in, with what each field means',
      env: 'ONWARD_SAMPLE',
    },
    {
      flags: '-o, --out <path>',
      means: 'a folder, for a file each, or one file (.yaml); none, or -: stdout',
      env: 'ONWARD_INIT',
    },
    {
      flags: '--overwrite',
      means: 'replace files that are there and say something else; without it none is ever replaced',
      env: 'ONWARD_OVERWRITE',
    },
    color,
  ],
  examples: [
    'onward init --all --region cn-hangzhou -o clusters/',
    'onward init AckCluster/prod-hangzhou --region cn-hangzhou',
    'onward init --all --center hz --cluster hz-a --match-labels app=erp -o machines/',
    'onward init --from-csv machines.csv -o machines/',
    'onward init --sample AckCluster -o clusters/prod.yaml',
  ],
  load: () => import('./commands/init.ts'),
};

import type { Command, OptionRow } from './command.ts';

const store: OptionRow = {
  flags: '--store <dir>',
  means: 'the folder that keeps runs, journals and locks (default: .onward beside onward.yaml, else here)',
  env: 'ONWARD_STORE',
};
const format = (choices: readonly string[]): OptionRow => ({
  flags: '--format <format>',
  means: 'how the answer is written',
  env: 'ONWARD_FORMAT',
  default: 'text',
  choices,
});
const color: OptionRow = {
  flags: '--color <when>',
  means: 'colours; NO_COLOR and TERM=dumb switch them off too',
  env: 'ONWARD_COLOR',
  default: 'auto',
  choices: ['auto', 'always', 'never'],
};
const detailed: OptionRow = {
  flags: '--detailed-exitcode',
  means: 'exit 2 when there is something to do',
  env: 'ONWARD_DETAILED_EXITCODE',
};
const executor: OptionRow = {
  flags: '--executor <name>',
  means: 'what walks the changes',
  env: 'ONWARD_EXECUTOR',
  default: 'pulumi',
  choices: ['pulumi', 'direct'],
};
const approve: OptionRow = {
  flags: '--approve <decision>',
  means: 'a yes to this plan: 12 or more hex digits of its decision; it answers every gate',
};
const takeOver: OptionRow = {
  flags: '--take-over',
  means: 'take targets from a holder elsewhere that gives no sign of life',
};
const documents = {
  name: '[file...]',
  means: 'documents: files, folders, globs, - for stdin; none: those of onward.yaml',
};
const run = { name: '[run]', means: 'a run: its id, the beginning of one, or its alias; none: the only open one' };

/** The one table of verbs: dispatch, help and the reference are made from it. */
export const commands: readonly Command[] = [
  {
    name: 'plan',
    summary: 'show the ordered way from what is to what is desired; reads only',
    group: 'first',
    arguments: [documents],
    options: [
      { flags: '-o, --out <file>', means: 'write the plan here too (0600), also a blocked one', env: 'ONWARD_OUT' },
      detailed,
      store,
      format(['text', 'markdown', 'json']),
      color,
    ],
    examples: ['onward plan clusters/prod.yaml -o plan.json', 'onward plan --detailed-exitcode'],
    load: () => import('./commands/plan.ts'),
  },
  {
    name: 'apply',
    summary: 'apply a reviewed plan, as far as its gates are open',
    group: 'first',
    arguments: [{ name: '[plan]', means: 'a plan file; none, at a terminal: plans, shows and asks' }],
    options: [approve, executor, store, takeOver, color],
    examples: ['onward apply plan.json', 'onward apply plan.json --approve 7f3ac21e90b4'],
    load: () => import('./commands/apply.ts'),
  },
  {
    name: 'status',
    summary: 'show what the journal and the cloud say of a run; reads only',
    group: 'first',
    arguments: [run],
    options: [
      { flags: '--offline', means: 'the journal alone', env: 'ONWARD_OFFLINE' },
      store,
      format(['text', 'json']),
      color,
    ],
    examples: ['onward status', 'onward status prod-hangzhou-7f3a --offline'],
    load: () => import('./commands/status.ts'),
  },
  {
    name: 'drift',
    summary: 'say what differs from the end state, or nothing at all; reads only',
    group: 'first',
    arguments: [documents],
    options: [
      {
        flags: '--all',
        means: 'also what runs left behind and is not overdue: not due yet, done, attested, or not known',
        env: 'ONWARD_ALL',
      },
      store,
      format(['text', 'json']),
      color,
    ],
    examples: ['onward drift', 'onward drift clusters/', 'onward drift clusters/ --all'],
    load: () => import('./commands/drift.ts'),
  },
  {
    name: 'resume',
    summary: 'go on with a parked or interrupted run; never sends a one-way call twice',
    group: 'first',
    arguments: [run],
    options: [approve, executor, store, takeOver, color],
    examples: ['onward resume', 'onward resume prod-hangzhou-7f3a --approve 7f3ac21e90b4'],
    load: () => import('./commands/resume.ts'),
  },
  {
    name: 'abort',
    summary: 'give a run up before its point of no return: undo in reverse what it did',
    group: 'first',
    arguments: [run],
    options: [store, takeOver, color],
    examples: ['onward abort', 'onward abort prod-hangzhou-7f3a'],
    load: () => import('./commands/abort.ts'),
  },
  {
    name: 'settle',
    summary: 'answer, with evidence, whether an ambiguous call was sent, or that a damaged run is over',
    group: 'first',
    arguments: [
      { name: '<run>', means: 'a run' },
      { name: '[file...]', means: 'documents of its targets, where a damaged run lost its plan; none: the project’s' },
    ],
    options: [
      { flags: '--step <step>', means: 'the step, as status names it; none for set-aside', env: 'ONWARD_STEP' },
      {
        flags: '--as <answer>',
        means: 'what a person found out',
        choices: ['sent', 'not-sent', 'set-aside'],
        required: true,
      },
      { flags: '--evidence <text>', means: 'how it was found out; kept with the run', required: true },
      store,
      takeOver,
      color,
    ],
    examples: [
      'onward settle prod-7f3a --step prod/migrate --as not-sent --evidence "ticket 55-0911: never arrived"',
      'onward settle 7f3ac21e90b4 --as set-aside --evidence "disk lost; console shows no task since 02:00"',
    ],
    load: () => import('./commands/settle.ts'),
  },
  {
    name: 'explain',
    summary: 'explain a code, offline; without one: list them',
    group: 'first',
    arguments: [{ name: '[code]', means: 'a code such as ACK104 or RUN002, or pro: what Pro gives' }],
    options: [format(['text', 'json']), color],
    examples: ['onward explain ACK104', 'onward explain pro'],
    load: () => import('./commands/explain.ts'),
  },
  {
    name: 'doctor',
    summary: 'say how this runner stands, or print the least permissions it needs; changes nothing',
    group: 'first',
    arguments: [documents],
    options: [
      {
        flags: '--policy <role>',
        means: 'print the RAM policy and the Kubernetes roles that a pipeline that plans, or a run, needs',
        env: 'ONWARD_POLICY',
        choices: ['plan', 'apply'],
      },
      {
        flags: '-o, --out <folder>',
        means: 'write ram-policy.json and rbac-<cluster>.yaml there instead',
        env: 'ONWARD_POLICY_OUT',
      },
      executor,
      store,
      format(['text', 'json']),
      color,
    ],
    examples: [
      'onward doctor',
      'onward doctor --policy plan',
      'onward doctor --policy apply clusters/prod.yaml -o policies',
    ],
    load: () => import('./commands/doctor.ts'),
  },
  {
    name: 'validate',
    summary: 'check documents offline, every mistake at its line and column',
    group: 'more',
    arguments: [documents],
    options: [format(['text', 'json']), color],
    examples: ['onward validate clusters/'],
    load: () => import('./commands/validate.ts'),
  },
  {
    name: 'precheck',
    summary: 'run the vendor’s own pre-check now; puts a short pod on each node',
    group: 'more',
    arguments: [documents],
    options: [format(['text', 'json']), color],
    examples: ['onward precheck clusters/prod.yaml'],
    load: () => import('./commands/precheck.ts'),
  },
  {
    name: 'verify',
    summary: 'prove the end against the inventory taken before it; reads only',
    group: 'more',
    arguments: [documents],
    options: [
      { flags: '-o, --out <file>', means: 'write the report here too (0600), in the same format', env: 'ONWARD_OUT' },
      store,
      format(['text', 'markdown', 'json']),
      color,
    ],
    examples: ['onward verify clusters/prod.yaml', 'onward verify --format markdown -o report.md'],
    load: () => import('./commands/verify.ts'),
  },
  {
    name: 'handover',
    summary: 'write what now exists for Terraform and Pulumi to import; reads only',
    group: 'more',
    arguments: [documents],
    options: [
      {
        flags: '-o, --out <folder>',
        means: 'where the files are written',
        env: 'ONWARD_HANDOVER',
        default: 'handover',
      },
      { flags: '--overwrite', means: 'replace files that are there and say something else', env: 'ONWARD_OVERWRITE' },
      format(['text', 'json']),
      color,
    ],
    examples: ['onward handover clusters/prod.yaml', 'onward handover clusters/ -o infrastructure/handover'],
    load: () => import('./commands/handover.ts'),
  },
  {
    name: 'show',
    summary: 'show a saved plan again',
    group: 'more',
    arguments: [{ name: '<plan>', means: 'a plan file' }],
    options: [format(['text', 'markdown', 'json']), color],
    examples: ['onward show plan.json --format markdown'],
    load: () => import('./commands/show.ts'),
  },
  {
    name: 'twin',
    summary: 'serve the local clouds of a world file, on loopback',
    group: 'more',
    arguments: [],
    options: [
      { flags: '--world <file>', means: 'the world', env: 'ONWARD_WORLD', required: true },
      { flags: '--port <port>', means: '0: any free one', env: 'ONWARD_PORT', default: '0' },
      { flags: '--speed <speed>', means: 'virtual seconds a second, or max', env: 'ONWARD_SPEED', default: '60' },
      { flags: '--seed <seed>', means: 'overrides the world’s', env: 'ONWARD_SEED' },
      {
        flags: '--kubernetes <server>',
        means: 'kubeconfig or address of a real API server for the first cluster',
        env: 'ONWARD_TWIN_KUBERNETES',
      },
    ],
    examples: ['onward twin --world worlds/standard.yaml --speed max'],
    load: () => import('./commands/twin.ts'),
  },
  {
    name: 'demo',
    summary: 'a guided migration against the local clouds, with a crash in the middle',
    group: 'more',
    arguments: [],
    options: [
      {
        flags: '--executor <name>',
        means: 'auto: Pulumi when its engine is ready',
        env: 'ONWARD_EXECUTOR',
        default: 'auto',
        choices: ['auto', 'pulumi', 'direct'],
      },
      color,
    ],
    examples: ['onward demo'],
    load: () => import('./commands/demo.ts'),
  },
];

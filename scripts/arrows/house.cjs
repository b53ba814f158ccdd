'use strict';
// The arrows of src: cli → app → { document, core, run, store, render, providers/registry, pulumi, twin }, and all → core.
const { forbid, onlyBuiltins, packages, pulumi, reach, shared } = require('./rule.cjs');

module.exports = [
  forbid(
    'core-is-pure',
    'Core decides and does nothing else: no package, no builtin, no other folder. Whatever it needs from outside (clock, hash, random, files) is a parameter, so that every decision can be tested and repeated.',
    { path: '^src/core/' },
    { pathNot: ['^src/core/'] },
  ),
  reach(
    'document-turns-text-into-values',
    'document',
    [...shared, '^schemas/', ...packages('yaml', 'csv-parse', 'fastest-levenshtein')],
    'A document is inert text: reading one needs the parsers of YAML and of tables, the generated validators and the words of core. Kinds come as a parameter, so that documents can be validated without any provider.',
  ),
  onlyBuiltins(
    'document-reads-files-in-one-place',
    { path: '^src/document/', pathNot: '^src/document/disk\\.ts$' },
    ['path'],
    'Text comes in through disk.ts alone; everything else in document works on strings, so that stdin, an editor and a test are the same as a file.',
  ),
  reach(
    'run-is-given-its-effects',
    'run',
    ['^src/core/'],
    'The lifecycle must behave the same over a cloud, the twin and a test: operations, store, executor and clock are handed in, never imported.',
  ),
  onlyBuiltins(
    'run-touches-no-machine',
    { path: '^src/run/' },
    [],
    'A builtin here would be an effect that a test cannot take away: time, files, randomness and processes come as parameters.',
  ),
  reach(
    'store-knows-only-core',
    'store',
    ['^src/core/'],
    'A store keeps plans, journals and locks for whoever runs them; it knows their types and nothing of runs, clouds or screens.',
  ),
  onlyBuiltins(
    'store-touches-the-machine-at-its-ports',
    { path: '^src/store/', pathNot: '^src/store/(file-port|owner|ports)\\.ts$' },
    ['path'],
    'Files, hashes, waits and the name of this process come through file-port.ts, owner.ts and ports.ts, so that a test can break a disk or a clock at any line.',
  ),
  reach(
    'render-turns-models-into-strings',
    'render',
    ['^src/core/', '^src/generated/page\\.ts$', ...packages('diff')],
    'A renderer takes plain data and returns a string. If it could reach a run, a store or a cloud, a saved plan could not be shown again.',
  ),
  onlyBuiltins(
    'render-touches-no-machine',
    { path: '^src/render/' },
    [],
    'What is shown depends on the model alone: a renderer that asks the machine (terminal, files, locale) shows two people two plans. The host passes width and colour.',
  ),
  reach(
    'page-runs-in-a-browser',
    'page',
    [],
    'What is here runs in a reader’s browser, as the one script of an HTML face: it knows the page and nothing of the house, and what it would import would be sent with every plan.',
  ),
  reach(
    'notify-knows-only-core',
    'notify',
    ['^src/core/'],
    'Who is told of drift is handed a finished text: what delivers it knows neither runs nor clouds, and could give nothing else away.',
  ),
  onlyBuiltins(
    'notify-sends-at-one-door',
    { path: '^src/notify/', pathNot: '^src/notify/deliver\\.ts$' },
    [],
    'What leaves for somebody else leaves through deliver.ts alone: it bounds time and size, signs, and follows no redirect.',
  ),
  reach(
    'pulumi-drives-legs-only',
    'pulumi',
    ['^src/core/', '^src/run/executor\\.ts$', '^src/generated/engine-key\\.ts$', ...pulumi],
    'Pulumi orders the steps of a leg and is trusted with nothing else: its folder sees a leg and the function that performs a step.',
  ),
  forbid(
    'pulumi-takes-types-of-run',
    'The lifecycle is handed to the executor as a function; importing it by value would let a provider process drive a step on its own. Use `import type`.',
    { path: '^src/pulumi/' },
    { path: '^src/run/', dependencyTypesNot: ['type-only'] },
  ),
  reach(
    'app-joins-the-house',
    'app',
    [
      ...shared,
      '^src/(document|run|store|render|notify|forge|pulumi|twin)/',
      '^providers/',
      '^worlds/',
      ...packages('yaml'),
    ],
    'A use case joins the folders below it; what it prints, asks or parses on a command line belongs to cli.',
  ),
  onlyBuiltins(
    'app-touches-no-machine',
    { path: '^src/app/' },
    ['path'],
    'Use cases get the machine as a Host (files, clocks, waits, environment), so that each can be tested as a whole and used by another host than the CLI.',
  ),
  forbid(
    'app-loads-the-heavy-lazily',
    'Pulumi costs half a second and 75 MB, and the twin serves two verbs: load them with `await import()` in the use case that needs them, so that offline verbs start at once.',
    { path: '^src/app/' },
    { path: '^src/(pulumi|twin)/', dependencyTypesNot: ['dynamic-import', 'type-only'] },
  ),
  forbid(
    'registry-is-the-only-door',
    'Adding a kind touches one folder and one line of the registry. Whoever imports a provider past the registry makes it two.',
    { path: '^src/', pathNot: '^src/twin/' },
    { path: '^providers/(?!registry\\.ts$)' },
  ),
  reach(
    'cli-calls-use-cases',
    'cli',
    ['^src/(app|core|render|twin)/', '^providers/(?!registry\\.ts$)', '^package\\.json$', ...packages('commander')],
    'A verb parses its options, calls one use case and prints what comes back. What it would otherwise do belongs to app, where other hosts find it.',
  ),
  reach(
    'forge-asks-one-code-host',
    'forge',
    ['^src/core/'],
    'What Onward asks of GitHub or GitLab is the same for every plan and every cloud: it knows a change, its reviews and a comment, and nothing of plans, runs or screens.',
  ),
  onlyBuiltins(
    'forge-touches-no-machine',
    { path: '^src/forge/' },
    [],
    'The environment, the event, the wait and the clock come as parameters, and the one request as fetch in call.ts, so that a test is any forge at any time.',
  ),
  reach(
    'ci-runs-onward-from-outside',
    'ci',
    ['^src/(core|forge)/', '^package\\.json$'],
    'A job of a pipeline runs the onward command as a person would, and tells the forge what came of it. If it reached into use cases, pipelines could do what the command line cannot.',
  ),
  onlyBuiltins(
    'ci-touches-the-machine-in-one-place',
    { path: '^src/ci/', pathNot: '^src/ci/main\\.ts$' },
    [],
    'Files, children and the environment come through the JobHost that main.ts makes, so that each job of a pipeline is tested without one.',
  ),
  forbid(
    'verbs-load-lazily',
    'A verb is loaded by its row in the table of verbs, with `import()`: `--version` and `--help` must not read what one verb needs.',
    { path: '^src/cli/[^/]+$' },
    { path: '^src/cli/commands/', dependencyTypesNot: ['dynamic-import', 'type-only'] },
  ),
  forbid(
    'cli-starts-the-twin-lazily',
    'The twin is a server for two verbs, whose own modules are loaded lazily; every other verb must start without it: load it with `await import()`.',
    { path: '^src/cli/', pathNot: '^src/cli/commands/(twin|demo)\\.ts$' },
    { path: '^src/twin/', dependencyTypesNot: ['dynamic-import', 'type-only'] },
  ),
  forbid(
    'pulumi-stays-at-the-edge',
    'Only src/pulumi imports @pulumi/*: half a second to load, and the one library whose state and types must not shape ours.',
    { path: '^(src|providers)/', pathNot: '^src/pulumi/' },
    { path: pulumi },
  ),
];

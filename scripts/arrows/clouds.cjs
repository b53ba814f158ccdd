'use strict';
// The arrows of the clouds: the providers, and the twin that contradicts them.
const { forbid, onlyBuiltins, packages, pulumi, sdks, shared } = require('./rule.cjs');

/** The files of a kind that are pure; every other file in its folder is on the side that reads and sends. */
const pure =
  '(checks/|journeys/|methods/|handover/|world/|(kind|access|acts|lint|permissions|drafts|facts|dedicated-facts|duty-facts|fact-shapes|contracts|spec|cost|edition|pipelines|precheck-verdict|ticket)\\.ts$|(spec\\.schema|prices)\\.json$)';
const pureFile = `^providers/([^/]+)/((?!clients/)[^/]+)/${pure}`;
const effectsFile = `^providers/([^/]+)/((?!clients/)[^/]+)/(?!${pure})`;
/** The files of a provider that belong to no kind: they may hold a socket, and some of them an SDK. */
const doors = '(clients/|[^/]+\\.ts$)';
const sdkDoors = '(clients/|(session|credentials|errors|signature)\\.ts$)';

/** Arithmetic and tables of a provider that its kinds' checks use: pure as they are. */
const tables = '(policy/|(slb-specs|json)\\.ts$)';

module.exports = [
  forbid(
    'sdk-stays-at-the-door',
    "A cloud's SDK is imported only by its provider's clients, session, credentials, errors and signature: everywhere else a change of the SDK would be a change of the rules.",
    { path: '^(src|providers)/', pathNot: `^providers/[^/]+/${sdkDoors}` },
    { path: sdks },
  ),
  forbid(
    'kind-is-pure',
    'Facts, checks, journeys, contracts and the kind itself are pure: they see core, generated types and each other, so that a plan can be made again from a file, without any cloud.',
    { path: pureFile },
    {
      pathNot: ['^src/(?!core/|generated/)', '^providers/', ...shared, ...pulumi, ...sdks],
      dependencyTypesNot: ['core'],
    },
  ),
  forbid(
    'kind-loads-its-effects-lazily',
    'A kind reaches its driver (reads, operations, clients) by dynamic import only: help, validate, show and explain must not load a client.',
    { path: pureFile },
    { path: '^providers/$1/', pathNot: [`^providers/$1/$2/${pure}`, `^providers/$1/${tables}`], dynamic: false },
  ),
  forbid(
    'tables-are-pure',
    'What the checks of a provider compute with (policies, tables) is as pure as they are: of its provider it sees the reading of JSON and nothing else.',
    { path: `^providers/[^/]+/${tables}` },
    { path: '^providers/', pathNot: [`^providers/[^/]+/${tables}`, '^providers/[^/]+/json\\.ts$'] },
  ),
  forbid(
    'only-the-kind-loads',
    'kind.ts is the one place of a kind that loads effects. A check or a journey that loads something is not pure, however late it does so.',
    { path: pureFile, pathNot: '/kind\\.ts$' },
    { dynamic: true },
  ),
  forbid(
    'operations-stay-in-their-provider',
    "Operations and reads join a kind with its provider's clients; core gives them their types. They need no package: the clients have it.",
    { path: effectsFile },
    { path: ['node_modules/', '^schemas/', '^worlds/'], pathNot: [...pulumi, ...sdks] },
  ),
  forbid(
    'clients-know-no-kind',
    'A client is one thin, typed door to one product. It serves every kind of its provider and so knows none.',
    { path: `^providers/([^/]+)/${doors}` },
    { path: '^providers/$1/(?!clients/)[^/]+/' },
  ),
  forbid(
    'registry-is-a-list',
    'The registry names each kind, and each object storage, in one line and does nothing else.',
    { path: '^providers/registry\\.ts$' },
    { pathNot: ['^providers/[^/]+/[^/]+/kind\\.ts$', '^providers/[^/]+/object-storage\\.ts$', '^src/core/'] },
  ),
  forbid(
    'storage-loads-its-client-lazily',
    'Where a store may be kept is a row of a table: the client behind it is loaded when a store in a bucket is opened, and not before.',
    { path: '^providers/[^/]+/object-storage\\.ts$' },
    { path: '^providers/', dynamic: false },
  ),
  forbid(
    'providers-stay-apart',
    "Two clouds share nothing but core, the wire, and the watching of the user's own services, which is no cloud: what one learns about its API must never change what the other does.",
    { path: '^providers/(?!wire/)([^/]+)/' },
    { path: '^providers/', pathNot: ['^providers/$1/', '^providers/wire/', '^providers/probes/'] },
  ),
  forbid(
    'wire-knows-no-cloud',
    'How bytes go and come, how a list of readings is joined and how a clock is heard is the same for every cloud. It knows none.',
    { path: '^providers/wire/' },
    { path: '^providers/', pathNot: '^providers/wire/' },
  ),
  forbid(
    'probes-are-pure-rules',
    "How a user's service is watched is the same for every kind, and arithmetic: it sees core and nothing else. The one client is handed in by a kind's driver.",
    { path: '^providers/probes/(?!clients/)' },
    { pathNot: ['^src/core/', '^providers/probes/'] },
  ),
  forbid(
    'kinds-hand-in-the-look',
    "Checks and journeys say which services are watched; only a driver asks them, so that no plan sends a request to a user's host.",
    { path: [pureFile, '^providers/probes/(?!clients/)'] },
    { path: '^providers/probes/clients/', dependencyTypesNot: ['type-only'] },
  ),
  forbid(
    'providers-know-no-house',
    'A provider answers core and nobody else. If it knew the run, the store or the screen, it could wait, print or journal on its own.',
    { path: '^providers/' },
    { path: '^src/(cli|app|run|render|store|document|pulumi)/' },
  ),
  onlyBuiltins(
    'providers-touch-the-machine-at-the-door',
    { path: '^providers/[^/]+/(?!clients/)[^/]+/' },
    [],
    'Sockets, hashes and files belong to the clients and to what all kinds of a provider share; a kind is the same on every machine.',
  ),
  forbid(
    'twin-stands-alone',
    "The twin is written from the clouds' API references. It may use core's text helpers, the YAML parser, the schemas and what is generated from them; sharing more would share mistakes.",
    { path: '^src/twin/' },
    {
      pathNot: [
        '^src/twin/',
        '^src/core/(diagnostic|codes|canonical|span)\\.ts$',
        '^src/generated/',
        '^schemas/',
        '^providers/',
        ...packages('yaml'),
        ...pulumi,
        ...sdks,
      ],
      dependencyTypesNot: ['core'],
    },
  ),
  forbid(
    'twin-knows-no-provider',
    'A twin that shares code with a driver agrees with its mistakes. It is there to contradict it.',
    { path: '^src/twin/' },
    { path: '^providers/' },
  ),
  forbid(
    'providers-know-no-twin',
    'A driver that knows the twin could behave differently before it than before the cloud.',
    { path: '^providers/' },
    { path: '^src/twin/' },
  ),
];

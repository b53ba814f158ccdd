// Which folder may touch what of the machine. Everything here is a global, so no arrow of .dependency-cruiser.cjs sees it.
// A folder that is not named may touch nothing: it takes the clock, the wait, the environment as a parameter.

/** What is guarded: its globals, or the syntax that reaches it; what to do instead; who may, and why. */
const effects = {
  clock: {
    syntax: [
      "NewExpression[callee.name='Date'][arguments.length=0]",
      "CallExpression[callee.name='Date']",
      "MemberExpression[object.name='Date'][property.name='now']",
    ],
    globals: ['performance'],
    instead: 'Take the time as a parameter: decisions use the cloud’s clock and monotonic time, never this machine’s.',
    allowed: {
      'src/cli/machine.ts': 'hands the clocks of this machine to everything below it',
      'src/ci/main.ts': 'hands the wall clock to the forge, whose limits name a time of day',
      'src/twin/**': 'its world has a clock of its own, which starts from the real one',
    },
  },
  timers: {
    globals: ['setTimeout', 'setInterval', 'setImmediate'],
    instead: 'Take `sleep` as a parameter, so that a test need not wait.',
    allowed: {
      'src/cli/**': 'hands `sleep` down, and shows progress',
      'src/ci/main.ts': 'hands `sleep` down, for limits of the forge',
      'src/pulumi/**': 'watches an engine that is another process',
      'src/twin/**': 'lets virtual time pass',
      'providers/*/{clients/**,*.ts}': 'paces requests, and ends one that is not answered',
    },
  },
  process: {
    globals: ['process'],
    instead: 'Take the environment, the folder or the arguments as a parameter.',
    allowed: {
      'src/cli/**': 'is the process: arguments, streams, signals, exit code',
      'src/ci/main.ts': 'is the process of a job in a pipeline: environment, streams, signals, exit code',
      'src/pulumi/**': 'starts the engine with this Node, for this platform',
      'src/twin/**': 'says on stderr that a port is taken',
    },
  },
  random: {
    syntax: ["MemberExpression[object.name='Math'][property.name='random']"],
    globals: ['crypto'],
    instead: 'Take it as a parameter; where chance is wanted, it is seeded and can be repeated.',
    allowed: {},
  },
  network: {
    globals: ['fetch', 'WebSocket', 'EventSource', 'XMLHttpRequest'],
    instead: 'Only a provider’s clients talk to anybody; everything else asks them.',
    allowed: {
      'providers/*/{clients/**,*.ts}': 'is the one door to a cloud',
      'src/forge/call.ts': 'is the one door to a code host',
    },
  },
  console: {
    globals: ['console'],
    instead: 'Return what is to be said: the host prints. The answer goes to stdout, the talk to stderr.',
    allowed: {},
  },
};

const all = Object.values(effects);

/** The wider places first: ESLint takes what the last one says. */
const places = [...new Set(all.flatMap(({ allowed }) => Object.keys(allowed)))].sort((a, b) => a.length - b.length);

/** A place may do what the place around it may. */
const lies = (place, around) =>
  place === around || (around.endsWith('/**') && place.startsWith(around.slice(0, -'**'.length)));

const rulesFor = (place) => {
  const banned = all.filter(({ allowed }) => !Object.keys(allowed).some((around) => lies(place, around)));
  return {
    'no-restricted-globals': [
      'error',
      ...banned.flatMap(({ globals, instead }) => globals.map((name) => ({ name, message: instead }))),
    ],
    'no-restricted-syntax': [
      'error',
      ...banned.flatMap(({ syntax = [], instead }) => syntax.map((selector) => ({ selector, message: instead }))),
    ],
  };
};

/** ESLint's own shape: first what holds everywhere, then what each place may do. */
export default [
  { files: ['src/**/*.ts', 'providers/**/*.ts'], rules: rulesFor('') },
  ...places.map((place) => ({ files: [place], rules: rulesFor(place) })),
];

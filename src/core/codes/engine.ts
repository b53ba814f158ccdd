/** ENG: one entry a code. */
export const engineCodes = {
  ENG001: {
    title: "Pulumi's engine is not here",
    means:
      'Changes run through Pulumi, and no engine was found: not where ONWARD_PULUMI points, not on PATH, and not in the cache ' +
      'folder that `npm run engine` fills. Nothing was sent anywhere.',
    remedy:
      'Run `npm run engine` in a checkout of Onward, or put a `pulumi` on PATH, or name one with ONWARD_PULUMI; then try again.',
  },
  ENG002: {
    title: "Pulumi's engine has a version that does not fit",
    means:
      'The engine that was found is older than the Pulumi library that drives it, or of another major version. Such a pair was ' +
      'never tested together, so nothing is started with it.',
    remedy: 'Run `npm run engine`, or update the `pulumi` that was found.',
  },
  ENG003: {
    title: "Pulumi's engine cannot be run",
    means: 'There is a file where the engine should be, and the operating system does not start it.',
    remedy: 'Make it executable for this user and for this kind of machine, or remove it and run `npm run engine`.',
  },
  ENG004: {
    title: "What was found is not Pulumi's engine",
    means: 'The program that was found did not answer `version` with a version, or not in time.',
    remedy: 'Point ONWARD_PULUMI at a `pulumi`, or remove it and run `npm run engine`.',
  },
  ENG005: {
    title: "Pulumi's engine was killed",
    means:
      'A signal ended the engine while a leg was walked, for example because memory ran out. The engine calls no cloud: what ' +
      'each step did stands in the journal, and a step that was in flight is found again by reading.',
    remedy: 'Look for what killed it (memory, a person), then run `onward resume`.',
  },
  ENG006: {
    title: "Pulumi's engine ended before the leg was walked",
    means:
      'The engine ended by itself although steps were left whose needs are done. What was done stands in the journal; the ' +
      'steps that were left have not been started.',
    remedy: 'Run `onward resume`. If it happens again, run `npm run engine` to renew the engine.',
  },
  ENG007: {
    title: "Pulumi's engine stood still",
    means: 'No step was in flight, steps were left, and the engine started none of them; so it was ended.',
    remedy: 'Run `onward resume` when the machine is less busy.',
  },
  ENG008: {
    title: 'No private folder for the engine could be made',
    means:
      'A leg needs a folder and a local socket that only this user can open, in the folder for temporary files; that failed. ' +
      'Nothing was sent anywhere.',
    remedy: 'Make room in the folder for temporary files, or name another one with TMPDIR (a short path).',
  },
  ENG009: {
    title: "Pulumi's provider cannot meet the program",
    means:
      'Under a plain `pulumi up` the engine starts the provider of the steps, and the program that walks the plan leaves word for it ' +
      'in a folder of its user below the one for temporary files. That folder belongs to somebody else, or could not be made.',
    remedy:
      'See whose the folder is and remove it, or name another folder for temporary files with TMPDIR; then update again.',
  },
  ENG010: {
    title: 'A stack that names no plan',
    means: 'The program of a plain `pulumi up` walks one plan, and the stack does not say which.',
    remedy: '`pulumi config set onward:plan plan.json`, with the path of a plan that `onward plan -o` wrote.',
  },
} as const;

import { execFile } from 'node:child_process';
import { error, fail, succeed, type Result } from '../core/diagnostic.ts';

/**
 * The oldest engine we drive: the release of our @pulumi/pulumi. The vendor tests each release of the two together and
 * promises that a newer engine serves an older library; of the reverse nothing is said. Other majors are refused.
 */
export const oldestEngine = '3.248.0';

/** `pulumi version` takes 0.1 to 0.4 s; a cold disk on a busy machine takes longer, and whatever hangs is not Pulumi. */
const patience = 20_000;

const tooMuch = 'ERR_CHILD_PROCESS_STDIO_MAXBUFFER';

type Spoken = { readonly stdout: string } | { readonly failed: string; readonly cannotRun: boolean };

/** A bare environment, as it would run in: without the operator's variables, and with nowhere to leave a log. */
const bare = { PATH: '/usr/bin:/bin', PULUMI_HOME: '/dev/null', PULUMI_SKIP_UPDATE_CHECK: 'true' };

const speak = (path: string): Promise<Spoken> =>
  new Promise((resolve) => {
    const options = {
      env: bare,
      timeout: patience,
      maxBuffer: 4096,
    };
    execFile(path, ['version'], { ...options, killSignal: 'SIGKILL' }, (problem, stdout) => {
      if (problem === null) resolve({ stdout });
      else
        resolve({ failed: reasonOf(problem), cannotRun: typeof problem.code === 'string' && problem.code !== tooMuch });
    });
  });

/** Never the error's own text: it holds the command line. */
const reasonOf = (problem: { code?: string | number | null; killed?: boolean; signal?: string | null }): string => {
  if (problem.code === tooMuch) return 'it talks without end';
  if (problem.killed) return `no answer within ${patience / 1000} s`;
  if (typeof problem.code === 'string') return problem.code;
  return typeof problem.signal === 'string' ? `it was ended by ${problem.signal}` : `exit code ${problem.code ?? '?'}`;
};

const parse = (text: string): readonly number[] | undefined => {
  const found = /^v?(\d+)\.(\d+)\.(\d+)(?:[-+][\w.+-]*)?$/.exec(text.trim());
  return found?.slice(1, 4).map(Number);
};

const isOlder = (left: readonly number[], right: readonly number[]): boolean => {
  const at = left.findIndex((part, index) => part !== right[index]);
  return at !== -1 && (left[at] ?? 0) < (right[at] ?? 0);
};

/** The version of the engine at `path`, `3.259.0`; or why this is no engine to drive. `from` says where it was found. */
export const engineVersion = async (path: string, from: string): Promise<Result<string>> => {
  const spoken = await speak(path);
  if ('failed' in spoken) return unusable(path, from, spoken);
  const version = parse(spoken.stdout);
  if (version === undefined) return notPulumi(path, from, 'its answer is not a version');
  const oldest = parse(oldestEngine) ?? [];
  if (version[0] === oldest[0] && !isOlder(version, oldest)) return succeed(version.join('.'));
  return fail(
    error('ENG002', {
      summary: `Pulumi ${version.join('.')} is here, ${oldestEngine} or a newer 3.x is needed`,
      detail: `It was found through ${from}: ${path}.`,
      remedy: 'Run `npm run engine`, or update that `pulumi`.',
    }),
  );
};

const unusable = (path: string, from: string, spoken: { failed: string; cannotRun: boolean }): Result<never> => {
  if (!spoken.cannotRun) return notPulumi(path, from, spoken.failed);
  return fail(
    error('ENG003', {
      summary: `Pulumi's engine cannot be run (${spoken.failed})`,
      detail: `It was found through ${from}: ${path}.`,
      remedy: 'Make it executable for this user and this kind of machine, or remove it and run `npm run engine`.',
    }),
  );
};

const notPulumi = (path: string, from: string, why: string): Result<never> =>
  fail(
    error('ENG004', {
      summary: `What ${from} leads to is not Pulumi's engine: ${why}`,
      detail: `Asked for its version: ${path}.`,
      remedy: 'Name a `pulumi` with ONWARD_PULUMI, or remove this one and run `npm run engine`.',
    }),
  );

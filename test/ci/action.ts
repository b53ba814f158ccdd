import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { searchText } from '../canaries/search.ts';

export const root = join(import.meta.dirname, '..', '..');

interface Step {
  readonly id?: string;
  readonly name?: string;
  readonly run?: string;
  readonly env?: Readonly<Record<string, string>>;
}

interface Action {
  readonly inputs: Readonly<Record<string, { readonly default?: string; readonly required?: boolean }>>;
  readonly outputs: Readonly<Record<string, { readonly value: string }>>;
  readonly runs: { readonly steps: readonly Step[] };
}

export const action = parse(readFileSync(join(root, 'ci', 'github', 'action.yml'), 'utf8')) as Action;

export interface Ended {
  readonly exit: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Shell {
  readonly ended: Promise<Ended>;
  readonly stdout: () => string;
  /** To the process that the runner started, and to nothing else. */
  readonly kill: (signal: NodeJS.Signals) => void;
}

export interface Around {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
}

/** Runs a script of a step as GitHub does: a file of its own for bash, which stops at the first failure. */
export const runScript = (script: string, { cwd, env }: Around): Shell => {
  const child = spawn('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', script], { cwd, env, stdio: 'pipe' });
  const said = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (said.stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said.stderr += text));
  child.stdin.end();
  const closed = new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  return {
    ended: closed.then((exit) => {
      searchText('output', 'a script of a job', `${said.stdout}\n${said.stderr}`);
      return { exit, ...said };
    }),
    stdout: () => said.stdout,
    kill: (signal) => child.kill(signal),
  };
};

/** The runner's own part: `${{ inputs.x }}` becomes a value of the environment, `${{ github.token }}` the job's token. */
const filled = (text: string, inputs: Readonly<Record<string, string>>, token: string): string =>
  text.replaceAll(/\$\{\{ *(inputs\.[\w-]+|github\.token) *\}\}/g, (_, what: string) => {
    const name = what.slice('inputs.'.length);
    const value = inputs[name] ?? action.inputs[name]?.default ?? '';
    return what === 'github.token' ? token : filled(value, inputs, token);
  });

const stepEnv = (step: Step, inputs: Readonly<Record<string, string>>, token: string) =>
  Object.fromEntries(Object.entries(step.env ?? {}).map(([name, text]) => [name, filled(text, inputs, token)]));

/** Uses the action as a workflow does: every script of its steps, exactly as it is written, one after the other. */
export const useAction = (inputs: Readonly<Record<string, string>>, { cwd, env }: Around): Shell => {
  const token = env['GITHUB_TOKEN'] ?? '';
  const [build, job] = action.runs.steps;
  if (build?.run === undefined || job?.run === undefined) throw new Error('the action has other steps');
  const started: Shell[] = [];
  const one = (step: Step): Shell => {
    const shell = runScript(step.run ?? '', { cwd, env: { ...env, ...stepEnv(step, inputs, token) } });
    started.push(shell);
    return shell;
  };
  const ended = one(build).ended.then((built) => (built.exit === 0 ? one(job).ended : built));
  return { ended, stdout: () => started.at(-1)?.stdout() ?? '', kill: (signal) => started.at(-1)?.kill(signal) };
};

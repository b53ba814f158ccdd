import { cpSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { action, root, useAction } from '../action.ts';
import { outputsIn } from '../job-host.ts';
import { filled, holds, type Contexts, type Status } from './expression.ts';
import { checkOut, type Repository } from './repository.ts';
import type { JobText, StepText } from './workflow.ts';

export type Texts = Readonly<Record<string, string>>;

/** An artifact as it was uploaded: where its files are, and what the forge lists of it. */
export interface Artifact {
  readonly name: string;
  readonly run: number;
  readonly branch: string;
  readonly folder: string;
}

/** All that runners share: the repository, the forge's artifacts, the cloud, and where machines get their folders. */
export interface Grounds {
  readonly repository: Repository;
  /** The newest first. */
  readonly artifacts: Artifact[];
  readonly path: (name: string) => string;
  /** The variables that every job has. */
  readonly env: Texts;
  readonly vars: Texts;
  /** The engine that pulumi/actions installs; null where it installs none. */
  readonly engine: string | null;
  /** Inputs that every use of our action gets beside its own. */
  readonly inputs: Texts;
}

/** What a workflow runs for. */
export interface Happening {
  readonly run: number;
  readonly attempt: number;
  readonly event: 'pull_request' | 'push' | 'workflow_dispatch' | 'schedule';
  /** The event's own JSON. */
  readonly payload: unknown;
  readonly sha: string;
  readonly branch: string | null;
  readonly inputs: Texts;
}

export interface JobEnded {
  readonly result: Status | 'skipped' | 'lost';
  readonly outputs: Texts;
  readonly steps: Readonly<Record<string, Texts>>;
  readonly log: string;
  readonly summary: string;
  /** The workspace, which a real runner would throw away. */
  readonly cwd: string;
}

/** A runner that is to die: before this command of ours, with all that it had. */
export type Dying = (command: string) => boolean;

interface Machine {
  readonly grounds: Grounds;
  readonly happening: Happening;
  readonly cwd: string;
  readonly home: string;
  readonly env: Record<string, string>;
  readonly contexts: Contexts;
  log: string;
}

const download = ({ grounds, happening, cwd }: Machine, given: Texts): Status => {
  const { name = '', path = '.' } = given;
  const run = Number(given['run-id'] ?? happening.run);
  const found = grounds.artifacts.find((one) => one.name === name && one.run === run);
  if (found === undefined) return 'failure';
  cpSync(found.folder, join(cwd, path), { recursive: true });
  return 'success';
};

const upload = ({ grounds, happening, cwd }: Machine, given: Texts): Status => {
  const { name = '', path = '' } = given;
  const from = join(cwd, path);
  const taken = grounds.artifacts.some((one) => one.name === name && one.run === happening.run);
  if (!existsSync(from) || taken) return 'failure';
  const folder = grounds.path(join('artifacts', `${happening.run}-${name}`));
  cpSync(from, statSync(from).isFile() ? join(folder, path) : folder, { recursive: true });
  grounds.artifacts.unshift({ name, run: happening.run, branch: happening.branch ?? '', folder });
  return 'success';
};

const checkout = ({ grounds, happening, cwd }: Machine, given: Texts): Status => {
  const { sha, branch } = happening;
  checkOut(cwd, grounds.repository, { ref: given['ref'] ?? '', sha, branch, depth: given['fetch-depth'] ?? '1' });
  return 'success';
};

const installEngine = ({ grounds, env }: Machine): Status => {
  if (grounds.engine !== null) env['PATH'] = `${dirname(grounds.engine)}:${env['PATH'] ?? ''}`;
  return 'success';
};

const onward = async (machine: Machine, given: Texts, id: string): Promise<readonly [Status, Texts]> => {
  const output = join(machine.home, `out-${id}`);
  writeFileSync(output, '');
  const env = { ...machine.env, GITHUB_OUTPUT: output };
  const ended = await useAction({ ...given, ...machine.grounds.inputs }, { cwd: machine.cwd, env }).ended;
  machine.log += ended.stdout + ended.stderr;
  const all = Object.entries(outputsIn(readFileSync(output, 'utf8')));
  const declared = Object.fromEntries(all.filter(([name]) => name in action.outputs));
  return [ended.exit === 0 ? 'success' : 'failure', declared];
};

/** What each foreign action does, as far as these workflows need it. */
const others: Readonly<Record<string, (machine: Machine, given: Texts) => Status>> = {
  'actions/checkout': checkout,
  'actions/download-artifact': download,
  'actions/upload-artifact': upload,
  'pulumi/actions': installEngine,
};

const runStep = (machine: Machine, { uses = '' }: StepText, given: Texts, id: string) => {
  const name = uses.replace(/@.*$/, '');
  if (name === 'OWNER/onward/ci/github') return onward(machine, given, id);
  const other = others[name];
  if (other === undefined) throw new Error(`nobody here knows ${uses}`);
  return Promise.resolve([other(machine, given), {}] as const);
};

const filledAll = (texts: Readonly<Record<string, unknown>> = {}, contexts: Contexts): Record<string, string> =>
  Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, filled(String(text), contexts)]));

/** A machine that nobody used before: an empty workspace, an empty home. */
const newMachine = (grounds: Grounds, happening: Happening, job: JobText, contexts: Contexts): Machine => {
  const base = grounds.path(`run-${happening.run}-${happening.attempt}-${job.id}`);
  const [cwd, home] = [join(base, 'work'), join(base, 'home')];
  for (const folder of [cwd, home, join(base, 'tmp')]) mkdirSync(folder, { recursive: true });
  const event = join(home, 'event.json');
  writeFileSync(event, JSON.stringify(happening.payload));
  const env = {
    ...grounds.env,
    PATH: `${dirname(process.execPath)}:/usr/bin:/bin`,
    HOME: home,
    TMPDIR: join(base, 'tmp'),
    CI: 'true',
    GITHUB_ACTION_PATH: join(root, 'ci', 'github'),
    GITHUB_EVENT_PATH: event,
    GITHUB_STEP_SUMMARY: join(home, 'sum'),
    GITHUB_JOB: job.id,
    GITHUB_RUN_ID: String(happening.run),
    GITHUB_RUN_ATTEMPT: String(happening.attempt),
    GITHUB_REF_NAME: happening.branch ?? '7/merge',
    GITHUB_SHA: happening.sha,
    ...filledAll(job.text.env, contexts),
  };
  return { grounds, happening, cwd, home, env, contexts, log: '' };
};

/** Runs one job on a machine of its own, step by step. */
export const runJob = async (
  grounds: Grounds,
  happening: Happening,
  job: JobText,
  { contexts, dies }: { readonly contexts: Contexts; readonly dies: Dying },
): Promise<JobEnded> => {
  const machine = newMachine(grounds, happening, job, contexts);
  const steps: Record<string, Texts> = {};
  let result: JobEnded['result'] = 'success';
  const now = (): Contexts => ({
    ...contexts,
    steps: Object.fromEntries(Object.entries(steps).map(([id, outputs]) => [id, { outputs }])),
  });
  for (const [at, step] of job.text.steps.entries()) {
    const id = step.id ?? `step-${at}`;
    if (!holds(step.if, now(), result === 'failure' ? 'failure' : 'success')) continue;
    const given = filledAll(step.with, now());
    if (dies(given['command'] ?? '')) {
      result = 'lost';
      break;
    }
    const [ended, outputs] = await runStep(machine, step, given, id);
    steps[id] = outputs;
    if (ended === 'failure') result = 'failure';
  }
  const summary = existsSync(join(machine.home, 'sum')) ? readFileSync(join(machine.home, 'sum'), 'utf8') : '';
  const outputs = filledAll(job.text.outputs, now());
  return { result, outputs, steps, log: machine.log, summary, cwd: machine.cwd };
};

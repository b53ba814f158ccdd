import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { root } from '../action.ts';
import { holds, type Contexts, type Status } from './expression.ts';
import { runJob, type Dying, type Grounds, type Happening, type JobEnded } from './runner.ts';

export interface StepText {
  readonly id?: string;
  readonly if?: string;
  readonly uses?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}

/** A job as it is written. */
export interface JobText {
  readonly id: string;
  readonly text: {
    readonly needs?: string;
    readonly if?: string;
    readonly env?: Readonly<Record<string, string>>;
    readonly outputs?: Readonly<Record<string, string>>;
    readonly steps: readonly StepText[];
  };
}

const jobsOf = (name: string): readonly JobText[] => {
  const text = readFileSync(join(root, 'ci', 'github', 'workflows', name), 'utf8');
  const { jobs } = parse(text) as { readonly jobs: Readonly<Record<string, JobText['text']>> };
  return Object.entries(jobs).map(([id, job]) => ({ id, text: job }));
};

const skipped: JobEnded = { result: 'skipped', outputs: {}, steps: {}, log: '', summary: '', cwd: '' };

const contextsOf = (grounds: Grounds, happening: Happening, ended: Readonly<Record<string, JobEnded>>): Contexts => ({
  github: {
    event_name: happening.event,
    event: happening.payload,
    sha: happening.sha,
    token: grounds.env['GITHUB_TOKEN'],
  },
  vars: grounds.vars,
  inputs: happening.inputs,
  needs: Object.fromEntries(Object.entries(ended).map(([id, { result, outputs }]) => [id, { result, outputs }])),
});

export interface Replay {
  readonly dies?: Dying | undefined;
  /** Jobs of an earlier attempt that are not run again. */
  readonly earlier?: Readonly<Record<string, JobEnded>>;
}

/**
 * Runs a workflow to copy, exactly as it is written, as GitHub does: each job on a machine of its own, in the order of what it
 * needs. Its scripts are run, and its foreign actions are stood in for.
 */
export const runWorkflow = async (
  grounds: Grounds,
  name: string,
  happening: Happening,
  { dies = () => false, earlier = {} }: Replay = {},
): Promise<Readonly<Record<string, JobEnded>>> => {
  const ended: Record<string, JobEnded> = { ...earlier };
  for (const job of jobsOf(name).filter(({ id }) => !(id in earlier))) {
    const needed = job.text.needs === undefined ? 'success' : ended[job.text.needs]?.result;
    const status: Status = needed === 'success' ? 'success' : 'failure';
    const contexts = contextsOf(grounds, happening, ended);
    ended[job.id] = holds(job.text.if, contexts, status)
      ? await runJob(grounds, happening, job, { contexts: { ...contexts, steps: {} }, dies })
      : skipped;
  }
  return ended;
};

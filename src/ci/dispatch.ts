import { codes } from '../core/codes.ts';
import { error, type Diagnostic, type Result } from '../core/diagnostic.ts';
import { placeOf } from '../forge/place.ts';
import { driftJob } from './drift-job.ts';
import { exitOf, saidOf } from './ended.ts';
import type { JobHost } from './host.ts';
import { inputsOf, type Inputs } from './inputs.ts';
import { planJob } from './plan-job.ts';
import type { Job } from './publish.ts';
import { applyJob, resumeJob } from './run-job.ts';
import { maskSecrets } from './shield.ts';
import { summaryJob } from './summary-job.ts';
import { bringStore, findStore, takeStore } from './store-trip.ts';

const jobs: Readonly<Record<string, (job: Job) => Promise<number>>> = {
  plan: planJob,
  summary: summaryJob,
  apply: applyJob,
  resume: resumeJob,
  drift: driftJob,
};

/** The store is looked for, goes out, and comes back. */
const trips: Readonly<Record<string, (host: JobHost, inputs: Inputs) => Promise<Result<null>>>> = {
  'store-find': findStore,
  'store-out': takeStore,
  'store-back': bringStore,
};

const unknown = (command: string): Diagnostic => {
  const known = [...Object.keys(jobs), ...Object.keys(trips)].join(', ');
  const summary = `there is no job ${JSON.stringify(command)}; there are ${known}`;
  return error('FRG015', { summary, detail: codes.FRG015.means, remedy: codes.FRG015.remedy });
};

const outside: Diagnostic = error('FRG001', {
  summary: 'this is neither a job of GitHub Actions nor of GitLab CI (GITHUB_ACTIONS, GITLAB_CI)',
  detail: codes.FRG001.means,
  remedy: codes.FRG001.remedy,
});

/** Runs one job of a pipeline and answers its exit code. */
export const dispatch = async (host: JobHost, command: string): Promise<number> => {
  const refuse = (diagnostics: readonly Diagnostic[]): number => {
    host.log(saidOf(diagnostics));
    return exitOf(diagnostics);
  };
  const inputs = inputsOf(host.env);
  if (!inputs.ok) return refuse(inputs.diagnostics);
  const trip = trips[command];
  if (trip !== undefined) {
    const gone = await trip(host, inputs.value);
    return gone.ok ? 0 : refuse(gone.diagnostics);
  }
  const [job, place] = [jobs[command], placeOf(host)];
  if (job === undefined) return refuse([unknown(command)]);
  if (place === null) return refuse([outside]);
  maskSecrets(host);
  return job({ host, place, inputs: inputs.value });
};

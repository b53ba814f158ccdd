import { isBucket } from '../core/bucket-place.ts';
import { codes } from '../core/codes.ts';
import { error, fail, succeed, type Result } from '../core/diagnostic.ts';
import { jsonOf, textAt } from '../forge/json.ts';
import { findArtifact } from '../forge/place.ts';
import type { JobHost } from './host.ts';
import type { Inputs } from './inputs.ts';
import { giveOutputs } from './outputs.ts';

/**
 * A store that travels as an artifact is a copy; the law that nothing is sent twice holds only while there is one. So the job
 * that takes it says so in the copy that stays behind (`out`, then upload), and a job that finds such a copy as the newest one
 * knows that a journal is missing. Bringing it back takes the word away (`back`, then upload).
 */
const mark = ({ store }: Inputs): string => `${store}/out.json`;

const away = (job: string): Result<never> =>
  fail(
    error('FRG011', {
      summary: `the store was taken by ${job} and not brought back`,
      detail: codes.FRG011.means,
      remedy: codes.FRG011.remedy,
    }),
  );

/** There is one store in a bucket, and no copy of it: what carries copies would carry an empty folder. */
const stays = ({ store }: Inputs): Result<never> =>
  fail(
    error('FRG015', {
      summary: `the store is in a bucket, ${store}: it does not travel`,
      detail: codes.FRG015.means,
      remedy: 'Take the steps that carry the store out of the pipeline.',
    }),
  );

/** Who took the store; null while it is at home. */
const takenBy = async (host: JobHost, inputs: Inputs): Promise<string | null> => {
  const text = await host.read(mark(inputs));
  return text === null ? null : textAt(jsonOf(text), 'job') || 'an unknown job';
};

const nameOf = ({ env }: JobHost): string => {
  const github = `${env['GITHUB_RUN_ID'] ?? ''}/${env['GITHUB_RUN_ATTEMPT'] ?? ''}`;
  return env['GITHUB_ACTIONS'] === 'true' ? `run ${github}` : `job ${env['CI_JOB_ID'] ?? 'unknown'}`;
};

export const takeStore = async (host: JobHost, inputs: Inputs): Promise<Result<null>> => {
  if (isBucket(inputs.store)) return stays(inputs);
  const job = await takenBy(host, inputs);
  if (job !== null && job !== nameOf(host)) return away(job);
  await host.write(mark(inputs), `${JSON.stringify({ format: 'onward.out/1', job: nameOf(host) })}\n`);
  await giveOutputs(host, storeNames(host, inputs));
  return succeed(null);
};

/** Names that no later job of any run makes again: a copy is never overwritten, and the newest one tells where the store is. */
const nameFor = ({ env }: JobHost, { storeArtifact }: Inputs, where: 'out' | 'home'): string =>
  [storeArtifact, env['GITHUB_RUN_ID'] ?? '', env['GITHUB_RUN_ATTEMPT'] ?? '', env['GITHUB_JOB'] ?? 'job', where].join(
    '-',
  );

/** What the step behind this one uploads. */
const storeNames = (host: JobHost, inputs: Inputs) => ({
  'store-out': nameFor(host, inputs, 'out'),
  'store-home': nameFor(host, inputs, 'home'),
});

/** The newest copy of the store, of this branch. Its name and its run are empty where there never was one. */
export const findStore = async (host: JobHost, inputs: Inputs): Promise<Result<null>> => {
  if (isBucket(inputs.store)) return stays(inputs);
  const branch = host.env['GITHUB_REF_NAME'] ?? '';
  const name = new RegExp(`^${inputs.storeArtifact.replaceAll('.', '\\.')}-\\d+-\\d+-[\\w-]+-(out|home)$`);
  const found = await findArtifact(host, { branch, name });
  if (!found.ok) return found;
  const { run, name: artifact } = found.value ?? { run: '', name: '' };
  await giveOutputs(host, { 'store-run': String(run), 'store-artifact': artifact });
  host.log(found.value === null ? 'onward: there is no store yet\n' : `onward: the newest store is ${artifact}\n`);
  return succeed(null);
};

/** Only the job that took it has the newest journal. */
export const bringStore = async (host: JobHost, inputs: Inputs): Promise<Result<null>> => {
  if (isBucket(inputs.store)) return stays(inputs);
  const job = await takenBy(host, inputs);
  if (job !== null && job !== nameOf(host)) return away(job);
  await host.remove(mark(inputs));
  await giveOutputs(host, storeNames(host, inputs));
  return succeed(null);
};

/** Before a run is driven: the store at hand is the one that this job took. */
export const storeIsHere = async (host: JobHost, inputs: Inputs): Promise<Result<null>> => {
  if (isBucket(inputs.store)) return succeed(null);
  const job = await takenBy(host, inputs);
  if (job === null ? !inputs.storeTravels : job === nameOf(host)) return succeed(null);
  return away(job ?? 'nobody (take it first: onward-ci store-out)');
};

import { addressFault } from '../core/address-fault.ts';
import { codes } from '../core/codes.ts';
import { error, fail, succeed, type Diagnostic, type Result } from '../core/diagnostic.ts';
import { asker, type Ask, type Line } from './call.ts';
import { createGitHub } from './github.ts';
import { createGitLab } from './gitlab.ts';
import { jsonOf, numberAt, textAt } from './json.ts';
import { newestArtifact, type Artifact, type Wanted } from './newest-artifact.ts';
import type { Forge } from './port.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

/** What the forge needs of the machine that the job runs on. */
export interface Surroundings {
  readonly env: Environment;
  /** The text of the event that started a GitHub job; null where it cannot be read. */
  readonly event: string | null;
  /** As Onward names itself: `onward/0.1.0`. */
  readonly agent: string;
  readonly sleep: (ms: number) => Promise<void>;
  readonly wall: () => number;
  readonly patienceMs?: number;
}

/** Where a job runs, from its variables and its event alone; nothing is asked. */
export interface Place {
  readonly forge: 'GitHub' | 'GitLab';
  /** The commit that is looked at: the head of a pull request, and not the merge that GitHub makes of it for the job. */
  readonly commit: string;
  readonly number: number | null;
  /** The change comes from another project. */
  readonly fork: boolean;
  /** The page of this job. */
  readonly page: string;
}

const missing = (name: string, why = 'is not set'): Diagnostic =>
  error('FRG001', { summary: `${name} ${why}`, detail: codes.FRG001.means, remedy: codes.FRG001.remedy });

const commitWords = /^[0-9a-f]{40}([0-9a-f]{24})?$/;

const gitHubPlace = ({ env, event }: Surroundings): Place => {
  const told = jsonOf(event ?? '');
  const pull = ['pull_request', 'head'] as const;
  const head = textAt(told, ...pull, 'sha');
  const [from, to] = [
    textAt(told, ...pull, 'repo', 'full_name'),
    textAt(told, 'pull_request', 'base', 'repo', 'full_name'),
  ];
  const page = `${env['GITHUB_SERVER_URL'] ?? ''}/${env['GITHUB_REPOSITORY'] ?? ''}/actions/runs/${env['GITHUB_RUN_ID'] ?? ''}`;
  return {
    forge: 'GitHub',
    commit: head || (env['GITHUB_SHA'] ?? ''),
    number: numberAt(told, 'pull_request', 'number'),
    // A fork that was deleted has no repository any more.
    fork: head !== '' && from !== to,
    page: addressFault(page, '', 'base') === null ? page : '',
  };
};

const gitLabPlace = ({ env }: Surroundings): Place => {
  const number = Number(env['CI_MERGE_REQUEST_IID'] || Number.NaN);
  const page = env['CI_JOB_URL'] ?? '';
  return {
    forge: 'GitLab',
    commit: env['CI_MERGE_REQUEST_SOURCE_BRANCH_SHA'] || (env['CI_COMMIT_SHA'] ?? ''),
    number: Number.isSafeInteger(number) && number > 0 ? number : null,
    fork: (env['CI_MERGE_REQUEST_SOURCE_PROJECT_ID'] ?? '') !== (env['CI_MERGE_REQUEST_PROJECT_ID'] ?? ''),
    page: addressFault(page, '', 'base') === null ? page : '',
  };
};

/** Null outside of GitHub Actions and GitLab CI. */
export const placeOf = (around: Surroundings): Place | null => {
  if (around.env['GITHUB_ACTIONS'] === 'true') return gitHubPlace(around);
  return around.env['GITLAB_CI'] === 'true' ? gitLabPlace(around) : null;
};

const baseOf = (env: Environment, name: string): Result<string> => {
  const text = env[name] ?? '';
  if (text === '') return fail(missing(name));
  const fault = addressFault(text, 'the token', 'base');
  const { means, remedy } = codes.FRG002;
  return fault === null
    ? succeed(text.replace(/\/+$/, ''))
    : fail(error('FRG002', { summary: `${name} ${fault}`, detail: means, remedy }));
};

/** A token that holds a line break would end the header it stands in. */
const isToken = (text: string): boolean => /^[\x21-\x7e]+$/.test(text);

interface GitHubLine {
  readonly rest: Ask;
  readonly graphql: Ask;
  readonly repository: string;
}

const gitHubLine = (around: Surroundings): Result<GitHubLine> => {
  const { env } = around;
  const [rest, graphql] = [baseOf(env, 'GITHUB_API_URL'), baseOf(env, 'GITHUB_GRAPHQL_URL')];
  if (!rest.ok) return rest;
  if (!graphql.ok) return graphql;
  const repository = env['GITHUB_REPOSITORY'] ?? '';
  if (!/^[\w.-]+\/[\w.-]+$/.test(repository)) return fail(missing('GITHUB_REPOSITORY', 'is not owner/name'));
  const token = env['GITHUB_TOKEN'] ?? '';
  if (!isToken(token))
    return fail(missing('GITHUB_TOKEN', token === '' ? 'is not set' : 'holds a character that no token has'));
  const headers = {
    authorization: `Bearer ${token}`,
    accept: 'application/vnd.github+json',
    'x-github-api-version': '2022-11-28',
  };
  const lineTo = (base: string) => asker({ ...around, base, headers, token });
  return succeed({ rest: lineTo(rest.value), graphql: lineTo(graphql.value), repository });
};

const openGitHub = (around: Surroundings, { commit, number }: Place): Result<Forge> => {
  const line = gitHubLine(around);
  return line.ok ? succeed(createGitHub(line.value, { repository: line.value.repository, number, commit })) : line;
};

/** The newest artifact of a name, of a branch; GitHub alone hands artifacts from run to run. */
export const findArtifact = async (
  around: Surroundings,
  wanted: Pick<Wanted, 'branch' | 'name'>,
): Promise<Result<Artifact | null>> => {
  const line = gitHubLine(around);
  return line.ok ? newestArtifact(line.value.rest, { ...wanted, repository: line.value.repository }) : line;
};

/** A job’s own token may not write notes (GitLab’s table of job token access); it may still read what the project shows. */
const gitLabToken = (env: Environment): Pick<Line, 'headers' | 'token'> | null => {
  const own = env['ONWARD_GITLAB_TOKEN'] ?? '';
  const [header, token] = own === '' ? ['job-token', env['CI_JOB_TOKEN'] ?? ''] : ['private-token', own];
  return isToken(token) ? { headers: { [header]: token }, token } : null;
};

const openGitLab = (around: Surroundings, { commit, number }: Place): Result<Forge> => {
  const base = baseOf(around.env, 'CI_API_V4_URL');
  if (!base.ok) return base;
  const project = around.env['CI_MERGE_REQUEST_PROJECT_ID'] || (around.env['CI_PROJECT_ID'] ?? '');
  if (!/^\d+$/.test(project)) return fail(missing('CI_PROJECT_ID', 'is not a number'));
  const proof = gitLabToken(around.env);
  if (proof === null) return fail(missing('ONWARD_GITLAB_TOKEN', 'is not set, or holds a character that no token has'));
  return succeed(createGitLab(asker({ ...around, ...proof, base: base.value }), { project, number, commit }));
};

/** The forge of this job, ready to be asked. */
export const openForge = (around: Surroundings, place: Place): Result<Forge> => {
  if (!commitWords.test(place.commit))
    return fail(missing(place.forge === 'GitHub' ? 'GITHUB_SHA' : 'CI_COMMIT_SHA', 'is no commit'));
  return place.forge === 'GitHub' ? openGitHub(around, place) : openGitLab(around, place);
};

import { error, fail, succeed, type Result } from '../core/diagnostic.ts';
import type { Host } from './host.ts';
import { textIn, whyOf, type Ran } from './programs.ts';

/** A repository of git, and where in it a folder lies. Reads only: not even its index is refreshed. */
export interface Repository {
  /** The folder's path within it, '' or ending in `/`. */
  readonly prefix: string;
  readonly shallow: boolean;
  readonly run: (args: readonly string[], stdin?: string) => Promise<Ran>;
}

/** Settings that keep a read from writing, asking, running what a repository names, or reading other objects than it says. */
const careful = ['--no-optional-locks', '--no-replace-objects', '--literal-pathspecs', '-c', 'core.fsmonitor=false'];

/** What a program that ended well said; null where it did not. */
export const said = (ran: Ran): string | null => (ran.is === 'ended' && ran.exit === 0 ? textIn(ran.stdout) : null);

const none = (summary: string, detail: string, remedy: string): Result<never> =>
  fail(error('PLN025', { summary, detail, remedy }));

/** The repository that a folder lies in; null where it lies in none, or there is no git to ask. */
export const repositoryOf = async ({ programs }: Host, folder: string): Promise<Repository | null> => {
  const run = (args: readonly string[], stdin?: string): Promise<Ran> =>
    programs.run('git', { args: [...careful, ...args], cwd: folder, ...(stdin === undefined ? {} : { stdin }) });
  const answer = said(await run(['rev-parse', '--show-prefix', '--is-shallow-repository']));
  if (answer === null) return null;
  const [prefix = '', shallow = ''] = answer.split('\n');
  return { prefix, shallow: shallow === 'true', run };
};

/** The same where a repository must be there, with why it is not. */
export const neededRepository = async (host: Host, folder: string, why: string): Promise<Result<Repository>> => {
  const found = await repositoryOf(host, folder);
  if (found !== null) return succeed(found);
  const asked = await host.programs.run('git', { args: ['rev-parse', '--git-dir'], cwd: folder });
  if (asked.is === 'absent') return none('there is no git on the PATH', why, 'install git on this runner');
  const words = whyOf(asked);
  return words.includes('dubious ownership')
    ? none('git does not trust this repository', `${words} ${why}`, 'git config --global --add safe.directory FOLDER')
    : none('this is no git repository', `${words}. ${why}`, 'run it in a clone of the repository');
};

/** The full name of a branch whose word counts. */
export interface ProtectedBranch {
  /** `refs/remotes/origin/main`. */
  readonly ref: string;
  /** `main`. */
  readonly branch: string;
  readonly commit: string;
}

const remotesOf = async ({ run }: Repository): Promise<readonly string[]> =>
  (said(await run(['remote'])) ?? '').split('\n').filter((name) => name !== '');

/** The remote whose branches are the protected ones: origin, or the only one. */
const remoteOf = (remotes: readonly string[]): string | undefined =>
  remotes.includes('origin') || remotes.length !== 1 ? remotes.find((name) => name === 'origin') : remotes[0];

const commitOf = async ({ run }: Repository, ref: string): Promise<string | null> =>
  // By its full name and no other: a local branch must not pass for one of the remote.
  said(await run(['show-ref', '--verify', '--hash', ref]))?.trim() ?? null;

const absent = ({ shallow }: Repository, ref: string, name: string): Result<never> => {
  const [, remote = '', branch = ''] = /^refs\/remotes\/([^/]+)\/(.+)$/.exec(ref) ?? [];
  const summary = `the protected branch ${name} is not in this clone (${ref})`;
  const detail = `${shallow ? 'The clone is shallow. ' : ''}The policy is read from that branch, never from the change it judges.`;
  const remedy =
    remote === ''
      ? `git branch ${name} COMMIT`
      : `git fetch ${remote} +refs/heads/${branch}:refs/remotes/${remote}/${branch}`;
  return none(summary, detail, remedy);
};

/**
 * Finds a protected branch. Where the repository has a remote it is the remote's branch, and a local one of that name does
 * not count: whoever works on the change can move that. Without any remote it is the local one.
 */
export const protectedBranch = async (repository: Repository, name: string): Promise<Result<ProtectedBranch>> => {
  const remotes = name.startsWith('refs/') ? [] : await remotesOf(repository);
  const remote = remoteOf(remotes);
  if (remotes.length > 0 && remote === undefined)
    return none(
      `it is not clear which remote the protected branch ${name} is on: ${remotes.join(', ')}`,
      'None of them is called origin.',
      `write it in full: policyFrom: refs/remotes/${remotes[0] ?? ''}/${name}`,
    );
  const full = remote === undefined ? `refs/heads/${name}` : `refs/remotes/${remote}/${name}`;
  const ref = name.startsWith('refs/') ? name : full;
  const commit = await commitOf(repository, ref);
  const branch = name.replace(/^refs\/(heads|remotes\/[^/]+)\//, '');
  return commit === null ? absent(repository, ref, name) : succeed({ ref, branch, commit });
};

/** The branch that the remote calls its default, where this clone knows it. */
export const defaultBranch = async (repository: Repository): Promise<string | null> => {
  const remote = remoteOf(await remotesOf(repository));
  if (remote === undefined) return null;
  return said(await repository.run(['symbolic-ref', '-q', `refs/remotes/${remote}/HEAD`]))?.trim() ?? null;
};

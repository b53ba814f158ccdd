import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Files by their paths; what a change does not name stays as it is. */
export type Tree = Readonly<Record<string, string>>;

export interface Repository {
  readonly url: string;
  /** Commits onto a branch, which is begun at `main` where it is not there; answers the commit. */
  readonly commit: (branch: string, author: string, files: Tree) => string;
  /** Brings a branch into main as the forge's button does, and answers the commit that main then stands at. */
  readonly merge: (branch: string, how: 'merge' | 'squash' | 'rebase', by: string) => string;
  /** The commit that a branch stands at. */
  readonly at: (branch: string) => string;
}

const persons = (author: string, committer = author): Readonly<Record<string, string>> => ({
  GIT_AUTHOR_NAME: author,
  GIT_AUTHOR_EMAIL: `${author}@example.com`,
  GIT_COMMITTER_NAME: committer,
  GIT_COMMITTER_EMAIL: `${committer}@example.com`,
});

const gitIn =
  (folder: string) =>
  (args: readonly string[], env: Readonly<Record<string, string>> = {}): string =>
    execFileSync('git', args, {
      cwd: folder,
      encoding: 'utf8',
      env: { PATH: '/usr/bin:/bin', HOME: folder, GIT_CONFIG_NOSYSTEM: '1', ...persons('nobody'), ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    }).trim();

/** The project's repository, as the forge holds it: somebody's clone that others fetch from. */
export const makeRepository = (folder: string, first: Tree): Repository => {
  mkdirSync(folder, { recursive: true });
  const git = gitIn(folder);
  const at = (branch: string): string => git(['rev-parse', `refs/heads/${branch}`]);
  const put = (files: Tree, author: string): void => {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    git(['add', '-A']);
    git(['commit', '-q', '--allow-empty', '-m', 'a change'], persons(author));
  };
  const has = (branch: string): boolean => git(['branch', '--list', branch]) !== '';
  git(['init', '-q', '-b', 'main']);
  // GitHub gives any commit that is asked for by its hash.
  git(['config', 'uploadpack.allowAnySHA1InWant', 'true']);
  put(first, 'owner');
  return {
    url: `file://${folder}`,
    at,
    commit: (branch, author, files) => {
      git(['checkout', '-q', ...(has(branch) ? [branch] : ['-b', branch, 'main'])]);
      put(files, author);
      return at(branch);
    },
    merge: (branch, how, by) => {
      const author = git(['log', '-1', '--format=%an', branch]);
      git(['checkout', '-q', '--detach', how === 'rebase' ? branch : 'main']);
      if (how === 'merge') git(['merge', '-q', '--no-ff', '-m', 'merged', branch], persons(by));
      if (how === 'squash') git(['merge', '-q', '--squash', branch]);
      if (how === 'squash') git(['commit', '-q', '-m', 'squashed'], persons(author, 'forge'));
      if (how === 'rebase') git(['rebase', '-q', '--force-rebase', 'main'], persons(author, 'forge'));
      git(['branch', '-f', 'main', 'HEAD']);
      git(['checkout', '-q', 'main']);
      return at('main');
    },
  };
};

export interface Checkout {
  /** A commit; '' means the one that the job is for. */
  readonly ref: string;
  readonly sha: string;
  /** The branch that the job is for, or null. */
  readonly branch: string | null;
  /** As actions/checkout has it: 1 fetches one commit, 0 all branches with all their history. */
  readonly depth: string;
}

/** What actions/checkout leaves in a workspace. */
export const checkOut = (cwd: string, { url }: Repository, { ref, sha, branch, depth }: Checkout): void => {
  const git = gitIn(cwd);
  const [commit, named] = ref === '' || ref === sha ? [sha, ref === '' ? branch : null] : [ref, null];
  git(['init', '-q']);
  git(['remote', 'add', 'origin', url]);
  if (depth === '0')
    git(['fetch', '-q', '--prune', 'origin', '+refs/heads/*:refs/remotes/origin/*', '+refs/tags/*:refs/tags/*']);
  const one = named === null ? commit : `+${commit}:refs/remotes/origin/${named}`;
  git(['fetch', '-q', '--no-tags', ...(depth === '0' ? [] : [`--depth=${depth}`]), 'origin', one]);
  if (named === null) git(['checkout', '-q', '--force', '--detach', commit]);
  else git(['checkout', '-q', '--force', '-B', named, `refs/remotes/origin/${named}`]);
};

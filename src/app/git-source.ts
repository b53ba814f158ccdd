import type { PlanSource } from '../core/plan-policy.ts';
import { said, type Repository } from './git.ts';

const lines = (text: string | null): readonly string[] => (text ?? '').split('\n').filter((line) => line !== '');

/** `Dave <dave@example.com>` and `dave@example.com` alike. */
const addressIn = (text: string): string => /<([^<>]+)>\s*$/.exec(text)?.[1] ?? text.trim();

const oneCommit = async ({ run }: Repository, name: string): Promise<string | null> =>
  said(await run(['rev-parse', '--quiet', '--verify', '--end-of-options', `${name}^{commit}`]))?.trim() ?? null;

/** More commits than these are no change that somebody reviews. */
const mostCommits = '5000';

/**
 * Whether a commit merges two others and adds nothing of its own, as a forge's button does: then who pressed it wrote nothing. Git
 * before 2.38 cannot tell, nor can one where the merge has conflicts; then its author is taken for a writer.
 */
const isBareMerge = async ({ run }: Repository, commit: string): Promise<boolean> => {
  const parents = said(await run(['rev-list', '--parents', '-n', '1', commit, '--']))
    ?.trim()
    .split(' ').length;
  if (parents !== 3) return false;
  const merged = said(await run(['merge-tree', '--write-tree', `${commit}^1`, `${commit}^2`]))?.trim();
  const tree = said(await run(['rev-parse', '--verify', '--end-of-options', `${commit}^{tree}`]))?.trim();
  return merged !== undefined && merged !== '' && merged === tree;
};

/**
 * The commits of a change: those since it left the branch that judges it; where the branch holds it by now, those of its last
 * merge or its last commit.
 */
const rangeOf = async (repository: Repository, commit: string, since: string | null): Promise<readonly string[]> => {
  const base = since === null ? null : said(await repository.run(['merge-base', since, commit]))?.trim();
  if (base && base !== commit) return [`${base}..${commit}`];
  if ((await oneCommit(repository, `${commit}^1`)) === null) return [commit];
  return [(await isBareMerge(repository, commit)) ? `${commit}^1..${commit}^2` : `${commit}^1..${commit}`];
};

/** Who wrote a change: the addresses of its commits' authors, as they wrote them, and of those they name beside themselves. */
export const authorsOf = async (
  repository: Repository,
  commit: string,
  since: string | null,
): Promise<readonly string[] | null> => {
  const range = await rangeOf(repository, commit, since);
  const format = '--format=%ae%n%(trailers:key=Co-authored-by,valueonly)';
  const log = said(await repository.run(['log', '-n', mostCommits, '--no-show-signature', format, ...range, '--']));
  return log === null ? null : [...new Set(lines(log).map(addressIn))].sort();
};

/** Nothing that git tracks was changed, and every document is tracked. */
const isClean = async ({ run }: Repository, documents: readonly string[]): Promise<boolean> => {
  const changed = said(await run(['status', '--porcelain', '--untracked-files=no', '--ignore-submodules=none']));
  if (changed !== '') return false;
  return documents.length === 0 || said(await run(['ls-files', '--error-unmatch', '--', ...documents])) !== null;
};

/** The commit at hand; undefined where there is none. `documents` are paths that git in this folder understands. */
export const sourceOf = async (
  repository: Repository,
  { documents, since }: { readonly documents: readonly string[]; readonly since: string | null },
): Promise<PlanSource | undefined> => {
  const commit = await oneCommit(repository, 'HEAD');
  if (commit === null) return undefined;
  const clean = await isClean(repository, documents);
  const ref = said(await repository.run(['symbolic-ref', '--quiet', '--short', 'HEAD']))?.trim();
  const committed = (await authorsOf(repository, commit, since)) ?? [];
  // What is not committed yet was written by whoever works here.
  const here = clean ? '' : (said(await repository.run(['config', 'user.email']))?.trim() ?? '');
  const authors = [...new Set([...committed, ...(here === '' ? [] : [here])])];
  return { commit, clean, ...(ref === undefined || ref === '' ? {} : { ref }), authors };
};

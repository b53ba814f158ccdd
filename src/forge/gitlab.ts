import type { Json } from '../core/fact.ts';
import { fail, succeed, type Result } from '../core/diagnostic.ts';
import { allPages, type Ask } from './call.ts';
import { gitlabReviews } from './gitlab-reviews.ts';
import { numberAt, rowsIn, textAt, type Row } from './json.ts';
import type { ChangeRequest, Forge } from './port.ts';
import { garbled } from './refusal.ts';
import { shownBy, upsert, type Comment, type Comments } from './sticky.ts';

/** Where a job of GitLab CI stands. */
export interface GitLabPlace {
  /** The project’s id, or its path, encoded. */
  readonly project: string;
  /** The merge request of the pipeline; null where it runs for a branch. */
  readonly number: number | null;
  readonly commit: string;
}

/** Commits name people by their git settings; an account is known of who opened it alone. */
const unknownPens = (commits: readonly Row[], author: Row): readonly string[] => {
  const own = new Set([textAt(author, 'public_email'), textAt(author, 'name')].filter(Boolean));
  const pens = commits.map((row) => ({ email: textAt(row, 'author_email'), name: textAt(row, 'author_name') }));
  return [...new Set(pens.filter(({ email, name }) => !own.has(email) && !own.has(name)).map(({ email }) => email))];
};

/** `3` and no fragment of a path: what stands in an address is a number that the forge gave. */
const pathOf = ({ project }: GitLabPlace, number: number): string => `/projects/${project}/merge_requests/${number}`;

/** A merge that makes no commit of its own (fast-forward, after a rebase or not) leaves the branch at the head. */
const mergedAs = (merge: Json): string | null =>
  textAt(merge, 'state') === 'merged'
    ? textAt(merge, 'merge_commit_sha') || textAt(merge, 'squash_commit_sha') || textAt(merge, 'sha')
    : null;

const withMerge = async (ask: Ask, place: GitLabPlace, merge: Json): Promise<Result<ChangeRequest | null>> => {
  const [number, head, author] = [numberAt(merge, 'iid'), textAt(merge, 'sha'), textAt(merge, 'author', 'username')];
  if (number === null || head === '' || author === '') return fail(garbled('the merge request'));
  const reviews = await gitlabReviews(ask, pathOf(place, number), number);
  if (!reviews.ok) return reviews;
  const what = `the commits of merge request ${number}`;
  const commits = await allPages(ask, `${pathOf(place, number)}/commits`, what);
  if (!commits.ok) return commits;
  return succeed({
    number,
    url: textAt(merge, 'web_url'),
    author,
    authors: [author],
    unknownAuthors: unknownPens(rowsIn(commits.value), (rowsIn([merge])[0]?.['author'] ?? {}) as Row),
    head,
    mergedAs: mergedAs(merge),
    base: textAt(merge, 'diff_refs', 'base_sha'),
    fork: numberAt(merge, 'source_project_id') !== numberAt(merge, 'target_project_id'),
    reviews: reviews.value,
  });
};

const ofCommit = (merges: readonly Row[], commit: string): Row | undefined =>
  merges.find((row) => textAt(row, 'merge_commit_sha') === commit || textAt(row, 'squash_commit_sha') === commit) ??
  merges.find((row) => textAt(row, 'sha') === commit);

const changeRequest = async (ask: Ask, place: GitLabPlace): Promise<Result<ChangeRequest | null>> => {
  let { number } = place;
  if (number === null) {
    const path = `/projects/${place.project}/repository/commits/${place.commit}/merge_requests`;
    const merges = await allPages(ask, path, `the merge requests of ${place.commit}`);
    if (!merges.ok) return merges;
    number = numberAt(ofCommit(rowsIn(merges.value), place.commit), 'iid');
  }
  if (number === null) return succeed(null);
  const merge = await ask({ method: 'GET', path: pathOf(place, number), what: `merge request ${number}` });
  return merge.ok ? withMerge(ask, place, merge.value) : merge;
};

const self = async (ask: Ask): Promise<Result<string>> => {
  const what = 'whose token this is';
  const answer = await ask({ method: 'GET', path: '/user', what });
  if (!answer.ok) return answer;
  const name = textAt(answer.value, 'username');
  return name === '' ? fail(garbled(what)) : succeed(name);
};

const commentIn = (row: Row): readonly Comment[] => {
  const id = numberAt(row, 'id');
  if (id === null || row['system'] === true) return [];
  return [
    { id, by: textAt(row, 'author', 'username'), body: textAt(row, 'body'), url: '', at: textAt(row, 'updated_at') },
  ];
};

const notesOf = (ask: Ask, place: GitLabPlace, number: number): Comments => {
  const path = `${pathOf(place, number)}/notes`;
  const what = `the notes of merge request ${number}`;
  const written = (answer: Result<Json>): Result<string> => (answer.ok ? succeed('') : answer);
  return {
    self: () => self(ask),
    all: async () => {
      const rows = await allPages(ask, `${path}?sort=asc`, what);
      return rows.ok ? succeed(rowsIn(rows.value).flatMap(commentIn)) : rows;
    },
    create: async (body) => written(await ask({ method: 'POST', path, body: { body }, what })),
    replace: async (id, body) => written(await ask({ method: 'PUT', path: `${path}/${id}`, body: { body }, what })),
  };
};

/** GitLab behind the port. */
export const createGitLab = (ask: Ask, place: GitLabPlace): Forge => ({
  name: 'GitLab',
  commentLimit: 1_000_000,
  changeRequest: () => changeRequest(ask, place),
  upsertComment: (number, marker, body, keeps) => upsert(notesOf(ask, place, number), { marker, body, keeps }),
  shown: async (number) => {
    const found = await shownBy(notesOf(ask, place, number));
    return found.ok ? succeed(found.value.map(({ shown }) => shown)) : found;
  },
});

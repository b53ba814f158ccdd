import type { Json } from '../core/fact.ts';
import { fail, succeed, type Result } from '../core/diagnostic.ts';
import { allPages, type Ask } from './call.ts';
import { numberAt, rowsIn, textAt, type Row } from './json.ts';
import type { ChangeRequest, Forge, Review, Shown } from './port.ts';
import { garbled } from './refusal.ts';
import { shownBy, upsert, type Comments, type Comment } from './sticky.ts';

/** Where a job of GitHub Actions stands. */
export interface GitHubPlace {
  /** `owner/name`. */
  readonly repository: string;
  /** The pull request of the event; null where the event is about none. */
  readonly number: number | null;
  /** The commit that the job is for: the head of the pull request, else the commit that was pushed. */
  readonly commit: string;
}

/** Rows of the REST API as of version 2022-11-28, and of GraphQL at its own address. */
export interface GitHubLines {
  readonly rest: Ask;
  readonly graphql: Ask;
}

const states: Readonly<Record<string, Review['state']>> = {
  APPROVED: 'approved',
  CHANGES_REQUESTED: 'changes-requested',
  DISMISSED: 'dismissed',
  COMMENTED: 'commented',
};

/** A review that was not sent yet (PENDING) is none; one of a deleted account is nobody's. */
const reviewIn = (row: Row): readonly Review[] => {
  const [state, by, at] = [states[textAt(row, 'state')], textAt(row, 'user', 'login'), textAt(row, 'submitted_at')];
  return state === undefined || by === '' || at === ''
    ? []
    : [{ by, at, state, head: textAt(row, 'commit_id') || null }];
};

/** Author and committer of each commit. GitHub itself commits what is done in its pages: that is nobody's pen. */
const pensOf = (commits: readonly Row[]) => {
  const people = commits.flatMap((row) =>
    ['author', 'committer'].map((role) => ({
      login: textAt(row, role, 'login'),
      name: textAt(row, 'commit', role, 'email') || textAt(row, 'commit', role, 'name'),
    })),
  );
  const others = people.filter(({ login, name }) => login !== 'web-flow' && name !== 'noreply@github.com');
  const unique = (texts: readonly string[]): readonly string[] => [...new Set(texts.filter(Boolean))];
  return {
    known: unique(others.map(({ login }) => login)),
    unknown: unique(others.filter(({ login }) => login === '').map(({ name }) => name)),
  };
};

const withPull = async (rest: Ask, place: GitHubPlace, pull: Json): Promise<Result<ChangeRequest | null>> => {
  const [number, head, author] = [numberAt(pull, 'number'), textAt(pull, 'head', 'sha'), textAt(pull, 'user', 'login')];
  const what = `the pull request of ${place.commit.slice(0, 12)}`;
  if (number === null || head === '' || author === '') return fail(garbled(what));
  const path = `/repos/${place.repository}/pulls/${number}`;
  const reviews = await allPages(rest, `${path}/reviews`, `the reviews of pull request ${number}`);
  if (!reviews.ok) return reviews;
  // GitHub lists 250 commits of a pull request at most.
  const commits = await allPages(rest, `${path}/commits`, `the commits of pull request ${number}`);
  if (!commits.ok) return commits;
  const pens = pensOf(rowsIn(commits.value));
  const listed = numberAt(pull, 'commits') ?? commits.value.length;
  return succeed({
    number,
    url: textAt(pull, 'html_url'),
    author,
    authors: [...new Set([author, ...pens.known])],
    unknownAuthors: [
      ...pens.unknown,
      ...(listed > commits.value.length ? ['authors of commits that are not listed'] : []),
    ],
    head,
    mergedAs: textAt(pull, 'merged_at') === '' ? null : textAt(pull, 'merge_commit_sha') || null,
    base: textAt(pull, 'base', 'sha'),
    fork: textAt(pull, 'head', 'repo', 'full_name') !== textAt(pull, 'base', 'repo', 'full_name'),
    reviews: rowsIn(reviews.value).flatMap(reviewIn),
  });
};

/** The pull request that a commit of a branch came from: the one whose merge it is, else the one whose head it is. */
const ofCommit = (pulls: readonly Row[], commit: string): Row | undefined =>
  pulls.find((row) => textAt(row, 'merge_commit_sha') === commit && textAt(row, 'merged_at') !== '') ??
  pulls.find((row) => textAt(row, 'head', 'sha') === commit);

const changeRequest = async (rest: Ask, place: GitHubPlace): Promise<Result<ChangeRequest | null>> => {
  const { repository, commit } = place;
  let { number } = place;
  if (number === null) {
    const pulls = await allPages(
      rest,
      `/repos/${repository}/commits/${commit}/pulls`,
      `the pull requests of ${commit}`,
    );
    if (!pulls.ok) return pulls;
    number = numberAt({ ...ofCommit(rowsIn(pulls.value), commit) }, 'number');
  }
  if (number === null) return succeed(null);
  const pull = await rest({
    method: 'GET',
    path: `/repos/${repository}/pulls/${number}`,
    what: `pull request ${number}`,
  });
  return pull.ok ? withPull(rest, place, pull.value) : pull;
};

/** REST refuses to tell a job's token whose it is; GraphQL tells, in the form in which comments name it: `github-actions[bot]`. */
const self = async (graphql: Ask): Promise<Result<string>> => {
  const what = 'whose token this is';
  const answer = await graphql({ method: 'POST', path: '', body: { query: 'query { viewer { login } }' }, what });
  if (!answer.ok) return answer;
  const login = textAt(answer.value, 'data', 'viewer', 'login');
  return login === '' ? fail(garbled(what)) : succeed(login);
};

/** A comment of the REST API, and the name that GraphQL knows it by. */
interface GitHubComment extends Comment {
  readonly node: string;
}

const commentIn = (row: Row): readonly GitHubComment[] => {
  const [id, by, body] = [numberAt(row, 'id'), textAt(row, 'user', 'login'), textAt(row, 'body')];
  const more = { url: textAt(row, 'html_url'), at: textAt(row, 'updated_at'), node: textAt(row, 'node_id') };
  return id === null ? [] : [{ id, by, body, ...more }];
};

const commentsOf = (
  { rest, graphql }: GitHubLines,
  { repository }: GitHubPlace,
  number: number,
): Comments<GitHubComment> => {
  const [issues, what] = [`/repos/${repository}/issues`, `the comments of pull request ${number}`];
  const urlOf = (answer: Result<Json>): Result<string> =>
    answer.ok ? succeed(textAt(answer.value, 'html_url')) : answer;
  return {
    self: () => self(graphql),
    all: async () => {
      const rows = await allPages(rest, `${issues}/${number}/comments`, what);
      return rows.ok ? succeed(rowsIn(rows.value).flatMap(commentIn)) : rows;
    },
    create: async (text) =>
      urlOf(await rest({ method: 'POST', path: `${issues}/${number}/comments`, body: { body: text }, what })),
    replace: async (id, text) =>
      urlOf(await rest({ method: 'PATCH', path: `${issues}/comments/${id}`, body: { body: text }, what })),
  };
};

/** Whether nobody but its writer changed a comment. GraphQL names a bot without the ending that REST gives it. */
const isUntouched = async (graphql: Ask, { node, by }: GitHubComment): Promise<Result<boolean>> => {
  const what = 'who changed a comment';
  const fields = 'body lastEditedAt editor { __typename login }';
  const query = `query($id: ID!) { node(id: $id) { ... on IssueComment { ${fields} } } }`;
  const answer = await graphql({ method: 'POST', path: '', body: { query, variables: { id: node } }, what });
  if (!answer.ok) return answer;
  const path = ['data', 'node'] as const;
  if (textAt(answer.value, ...path, 'body') === '') return fail(garbled(what));
  if (textAt(answer.value, ...path, 'lastEditedAt') === '') return succeed(true);
  const login = textAt(answer.value, ...path, 'editor', 'login');
  const isBot = textAt(answer.value, ...path, 'editor', '__typename') === 'Bot';
  return succeed(login === by || (isBot && `${login}[bot]` === by));
};

/** What is shown in the name of this account, and was changed by nobody else: who may write here may change any comment. */
const shownOn = async ({ rest, graphql }: GitHubLines, place: GitHubPlace, number: number) => {
  const comments = commentsOf({ rest, graphql }, place, number);
  const found = await shownBy(comments);
  if (!found.ok) return found;
  const ours: Shown[] = [];
  for (const { comment, shown } of found.value) {
    const untouched = await isUntouched(graphql, comment);
    if (!untouched.ok) return untouched;
    if (untouched.value) ours.push(shown);
  }
  return succeed(ours);
};

/** GitHub behind the port. */
export const createGitHub = (lines: GitHubLines, place: GitHubPlace): Forge => ({
  name: 'GitHub',
  commentLimit: 65_536,
  changeRequest: () => changeRequest(lines.rest, place),
  upsertComment: (number, marker, body, keeps) => upsert(commentsOf(lines, place, number), { marker, body, keeps }),
  shown: (number) => shownOn(lines, place, number),
});

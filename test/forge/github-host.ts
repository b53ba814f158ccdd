import { canaries } from '../canaries/canaries.ts';
import { missing, pageOf, serve, type Arrived, type CodeHost, type Reply } from './code-host.ts';

/** A comment as GitHub’s REST API has it. */
export interface GitHubComment {
  readonly id: number;
  body: string;
  readonly login: string;
  /** When it was written, or changed last. */
  at?: string;
  /** Who changed it last, as GraphQL names them; absent where nobody did. */
  editor?: { readonly __typename: 'User' | 'Bot'; readonly login: string };
}

/** What is on the forge; the fake changes it as the real one would. */
export interface GitHubWorld {
  readonly viewer: string;
  readonly comments: GitHubComment[];
  readonly pull: Readonly<Record<string, unknown>>;
  readonly reviews: readonly unknown[];
  readonly commits: readonly unknown[];
  /** By commit: the pull requests it belongs to. */
  readonly pulls: Readonly<Record<string, readonly unknown[]>>;
  /** Of the repository's workflow runs, the newest first. */
  readonly artifacts: readonly unknown[];
  /** The forge's own clock. */
  readonly now: () => string;
}

export const head = 'a'.repeat(40);
export const merge = 'b'.repeat(40);

export const pullOf = (more: Readonly<Record<string, unknown>> = {}) => ({
  number: 7,
  html_url: 'https://github.com/acme/fleet/pull/7',
  user: { login: 'dave' },
  head: { sha: head, repo: { full_name: 'acme/fleet' } },
  base: { sha: 'c'.repeat(40), repo: { full_name: 'acme/fleet' } },
  commits: 1,
  merge_commit_sha: merge,
  merged_at: null,
  ...more,
});

export const commitBy = (login: string | null, email: string, committer: string | null = login) => ({
  author: login === null ? null : { login },
  committer: committer === null ? null : { login: committer },
  commit: { author: { name: email, email }, committer: { name: email, email } },
});

const commentRow = ({ id, body, login, at = '2026-11-27T08:00:00Z' }: GitHubComment) => ({
  id,
  node_id: `IC_${id}`,
  body,
  updated_at: at,
  html_url: `https://github.com/acme/fleet/pull/7#issuecomment-${id}`,
  user: { login, type: login.endsWith('[bot]') ? 'Bot' : 'User' },
});

const bodyOf = ({ body }: Arrived): string => (body as { body: string }).body;

const write = (world: GitHubWorld, call: Arrived): Reply | null => {
  if (call.method === 'POST' && call.path === '/repos/acme/fleet/issues/7/comments') {
    if (bodyOf(call).length > 65_536)
      return { status: 422, body: { message: 'Validation Failed', errors: [{ code: 'too_long' }] } };
    const made = { id: 1000 + world.comments.length, body: bodyOf(call), login: world.viewer, at: world.now() };
    world.comments.push(made);
    return { status: 201, body: commentRow(made) };
  }
  const id = /^\/repos\/acme\/fleet\/issues\/comments\/(\d+)$/.exec(call.path)?.[1];
  if (call.method !== 'PATCH' || id === undefined) return null;
  const found = world.comments.find((comment) => comment.id === Number(id));
  if (found === undefined) return missing;
  const login = world.viewer.replace('[bot]', '');
  const editor = { __typename: login === world.viewer ? 'User' : 'Bot', login };
  Object.assign(found, { body: bodyOf(call), at: world.now(), editor });
  return { body: commentRow(found) };
};

const graphql = ({ viewer, comments }: GitHubWorld, { body }: Arrived): unknown => {
  const { variables } = body as { readonly variables?: { readonly id: string } };
  if (variables === undefined) return { viewer: { login: viewer } };
  const found = comments.find(({ id }) => `IC_${id}` === variables.id);
  if (found === undefined) return { node: null };
  const { body: text, editor = null, at = null } = found;
  return { node: { body: text, editor, lastEditedAt: editor === null ? null : at } };
};

const read = (world: GitHubWorld, call: Arrived): Reply => {
  const commit = /^\/repos\/acme\/fleet\/commits\/([0-9a-f]{40})\/pulls$/.exec(call.path)?.[1];
  if (commit !== undefined) return { body: pageOf(world.pulls[commit] ?? [], call) };
  switch (call.path) {
    case '/graphql':
      return { body: { data: graphql(world, call) } };
    case '/repos/acme/fleet/pulls/7':
      return { body: world.pull };
    case '/repos/acme/fleet/pulls/7/reviews':
      return { body: pageOf(world.reviews, call) };
    case '/repos/acme/fleet/pulls/7/commits':
      return { body: pageOf(world.commits, call) };
    case '/repos/acme/fleet/issues/7/comments':
      return { body: pageOf(world.comments.map(commentRow), call) };
    case '/repos/acme/fleet/actions/artifacts':
      return { body: { total_count: world.artifacts.length, artifacts: pageOf(world.artifacts, call) } };
    default:
      return missing;
  }
};

export const worldOf = (more: Partial<GitHubWorld> = {}): GitHubWorld => ({
  viewer: 'github-actions[bot]',
  comments: [],
  pull: pullOf(),
  reviews: [],
  commits: [commitBy('dave', 'dave@example.com')],
  pulls: {},
  artifacts: [],
  now: () => '2026-11-27T08:00:00Z',
  ...more,
});

/** GitHub’s REST API (2022-11-28) as far as Onward asks it, from its documentation. */
export const gitHubHost = (world: GitHubWorld): Promise<CodeHost> =>
  serve((call) => write(world, call) ?? read(world, call));

/** The variables that a job has. */
export const gitHubEnv = (url: string) => ({
  GITHUB_ACTIONS: 'true',
  GITHUB_API_URL: url,
  GITHUB_GRAPHQL_URL: `${url}/graphql`,
  GITHUB_SERVER_URL: 'https://github.com',
  GITHUB_REPOSITORY: 'acme/fleet',
  GITHUB_RUN_ID: '4711',
  GITHUB_RUN_ATTEMPT: '1',
  GITHUB_SHA: merge,
  GITHUB_TOKEN: canaries.forgeToken,
});

/** The event of a pull request, as far as it is read. */
export const pullEvent = (more: Readonly<Record<string, unknown>> = {}): string =>
  JSON.stringify({ action: 'synchronize', pull_request: pullOf(more) });

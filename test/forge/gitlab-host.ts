import { canaries } from '../canaries/canaries.ts';
import { missing, pageOf, serve, type Arrived, type CodeHost, type Reply } from './code-host.ts';

/** A note as GitLab’s REST API has it. */
export interface GitLabNote {
  readonly id: number;
  body: string;
  readonly username: string;
  readonly system?: boolean;
  readonly created_at?: string;
  /** When it was changed last. */
  updated_at?: string;
}

export interface GitLabWorld {
  readonly user: string;
  readonly notes: GitLabNote[];
  readonly merge: Readonly<Record<string, unknown>>;
  readonly approvedBy: readonly unknown[];
  readonly versions: readonly unknown[];
  readonly commits: readonly unknown[];
  readonly merges: Readonly<Record<string, readonly unknown[]>>;
}

export const head = 'a'.repeat(40);
export const merged = 'b'.repeat(40);

export const mergeOf = (more: Readonly<Record<string, unknown>> = {}) => ({
  iid: 7,
  web_url: 'https://gitlab.com/acme/fleet/-/merge_requests/7',
  author: { username: 'dave', name: 'Dave' },
  sha: head,
  diff_refs: { base_sha: 'c'.repeat(40) },
  source_project_id: 42,
  target_project_id: 42,
  ...more,
});

const noteRow = ({
  id,
  body,
  username,
  system = false,
  created_at = '2026-11-27T08:00:00Z',
  updated_at = created_at,
}: GitLabNote) => ({ id, body, system, created_at, updated_at, author: { username } });

const base = '/projects/42/merge_requests/7';
const bodyOf = ({ body }: Arrived): string => (body as { body: string }).body;

const write = (world: GitLabWorld, call: Arrived): Reply | null => {
  if (call.method === 'POST' && call.path === `${base}/notes`) {
    const made = { id: 1000 + world.notes.length, body: bodyOf(call), username: world.user };
    world.notes.push(made);
    return { status: 201, body: noteRow(made) };
  }
  const id = new RegExp(`^${base}/notes/(\\d+)$`).exec(call.path)?.[1];
  if (call.method !== 'PUT' || id === undefined) return null;
  const found = world.notes.find((note) => note.id === Number(id));
  if (found === undefined) return missing;
  Object.assign(found, { body: bodyOf(call), updated_at: '2026-11-27T12:00:00Z' });
  return { body: noteRow(found) };
};

const read = (world: GitLabWorld, call: Arrived): Reply => {
  const commit = /^\/projects\/42\/repository\/commits\/([0-9a-f]{40})\/merge_requests$/.exec(call.path)?.[1];
  if (commit !== undefined) return { body: pageOf(world.merges[commit] ?? [], call) };
  switch (call.path) {
    case '/user':
      return { body: { username: world.user } };
    case base:
      return { body: world.merge };
    case `${base}/approvals`:
      return { body: { approved_by: world.approvedBy } };
    case `${base}/versions`:
      return { body: pageOf(world.versions, call) };
    case `${base}/commits`:
      return { body: pageOf(world.commits, call) };
    case `${base}/notes`:
      return { body: pageOf(world.notes.map(noteRow), call) };
    default:
      return missing;
  }
};

export const worldOf = (more: Partial<GitLabWorld> = {}): GitLabWorld => ({
  user: 'project_42_bot',
  notes: [],
  merge: mergeOf(),
  approvedBy: [],
  versions: [{ head_commit_sha: head, created_at: '2026-11-27T08:00:00Z' }],
  commits: [{ author_name: 'Dave', author_email: 'dave@example.com' }],
  merges: {},
  ...more,
});

/** A job’s own token is let read what the project shows, and refused what is a user’s (GitLab’s table of job token access). */
const guard = ({ headers, path, method }: Arrived): Reply | null => {
  if (headers['private-token'] === canaries.forgeToken) return null;
  if (headers['job-token'] === undefined) return { status: 401, body: { message: '401 Unauthorized' } };
  return path === '/user' || method !== 'GET' ? { status: 403, body: { message: '403 Forbidden' } } : null;
};

/** GitLab’s REST API (v4) as far as Onward asks it, from its documentation. */
export const gitLabHost = (world: GitLabWorld): Promise<CodeHost> =>
  serve((call) => guard(call) ?? write(world, call) ?? read(world, call));

export const gitLabEnv = (url: string) => ({
  GITLAB_CI: 'true',
  CI_API_V4_URL: url,
  CI_PROJECT_ID: '42',
  CI_MERGE_REQUEST_IID: '7',
  CI_MERGE_REQUEST_PROJECT_ID: '42',
  CI_MERGE_REQUEST_SOURCE_PROJECT_ID: '42',
  CI_COMMIT_SHA: head,
  CI_JOB_ID: '99',
  CI_JOB_URL: 'https://gitlab.com/acme/fleet/-/jobs/99',
  CI_JOB_TOKEN: canaries.jobToken,
  ONWARD_GITLAB_TOKEN: canaries.forgeToken,
});

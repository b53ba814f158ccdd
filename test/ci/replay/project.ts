import { commitBy, gitHubEnv, gitHubHost, pullOf, worldOf, type GitHubWorld } from '../../forge/github-host.ts';
import { document, type Scene } from '../../script/scene.ts';
import { makeRepository, type Repository, type Tree } from './repository.ts';
import type { Dying, Grounds, Happening, JobEnded, Texts } from './runner.ts';
import { runWorkflow } from './workflow.ts';

/** A project on GitHub with the workflows to copy, and a change in it. */
export interface Project {
  readonly repository: Repository;
  readonly github: GitHubWorld;
  readonly requests: () => readonly string[];
  /** Pushes to the change and runs plan.yml, as GitHub does for a pull request. */
  readonly propose: (files: Tree, author?: string) => Promise<JobEnded>;
  /** Says yes to the head of the change. */
  readonly approve: (by: string) => void;
  /** Merges the change and runs an apply workflow. */
  readonly merge: (how: 'merge' | 'squash' | 'rebase', more?: Merging) => Promise<Readonly<Record<string, JobEnded>>>;
  /** Runs the last apply workflow's jobs once more, with the plan that the first time made. */
  readonly again: () => Promise<Readonly<Record<string, JobEnded>>>;
  /** Starts the apply workflow by hand. */
  readonly dispatch: (inputs: Texts, more?: Merging) => Promise<JobEnded>;
  readonly drift: () => Promise<JobEnded>;
}

export interface Merging {
  readonly by?: string;
  readonly workflow?: string;
  readonly dies?: Dying;
}

export interface ProjectStart {
  /** What main has beside the document. */
  readonly main?: Tree;
  readonly engine?: string | null;
  readonly inputs?: Texts;
  readonly vars?: Texts;
  readonly env?: Texts;
}

export const project = (spec = ''): string =>
  `apiVersion: onward/v1\nkind: Project\nmetadata: { name: all }\nspec:\n  documents: [prod.yaml]\n${spec}`;

const hosted = 'apply-hosted.yml';

const artifactRow = ({ name, run, branch }: Grounds['artifacts'][number]) => ({
  name,
  expired: false,
  workflow_run: { id: run, repository_id: 5, head_repository_id: 5, head_branch: branch },
});

/** The pull request and its commits, as the forge lists them now. */
const told = (github: GitHubWorld, more: Partial<GitHubWorld>): void => {
  Object.assign(github, more);
};

const pullAt = (head: string, more: object = {}) =>
  pullOf({ head: { sha: head, repo: { full_name: 'acme/fleet' } }, ...more });

/** A job that a workflow must have. */
const jobIn = (ended: Readonly<Record<string, JobEnded>>, id: string): JobEnded => {
  const job = ended[id];
  if (job === undefined) throw new Error(`the workflow has no job ${id}`);
  return job;
};

/** The repository, the forge and its artifacts, which all runners share. */
const openGrounds = async (scene: Scene, start: ProjectStart) => {
  const { main = { 'onward.yaml': project() }, engine = null, inputs = {}, vars = {}, env = {} } = start;
  const repository = makeRepository(scene.path('origin'), main);
  const artifacts: Grounds['artifacts'] = [];
  // One time for the cloud and the forge: a yes that is ahead of the cloud's clock does not count.
  const ahead = Date.parse(await scene.twin.now()) - Date.now();
  const github = worldOf({ now: () => new Date(Date.now() + ahead).toISOString() });
  Object.defineProperty(github, 'artifacts', { get: () => artifacts.map(artifactRow) });
  const forge = await gitHubHost(github);
  const grounds: Grounds = {
    ...{ repository, artifacts, path: scene.path, engine, inputs },
    env: { ...scene.env, ...gitHubEnv(forge.url), ...env },
    vars: { ONWARD_STORE: '.onward', ...vars },
  };
  return { grounds, github, requests: forge.lines };
};

export const openProject = async (scene: Scene, start: ProjectStart = {}): Promise<Project> => {
  const { grounds, github, requests } = await openGrounds(scene, start);
  const { repository } = grounds;
  let runs = 0;
  const onMain = (event: Happening['event'], payload: unknown, inputs: Texts = {}): Happening => ({
    ...{ run: (runs += 1), attempt: 1, event, payload, sha: repository.at('main'), branch: 'main', inputs },
  });
  let last: {
    readonly name: string;
    readonly happening: Happening;
    readonly ended: Readonly<Record<string, JobEnded>>;
  };
  return {
    ...{ repository, github, requests },
    propose: async (files, author = 'dave') => {
      const sha = repository.commit('change', author, files);
      told(github, { pull: pullAt(sha), commits: [commitBy(author, `${author}@example.com`)] });
      const payload = { pull_request: pullAt(sha) };
      const happening = { ...onMain('pull_request', payload), sha, branch: null };
      return jobIn(await runWorkflow(grounds, 'plan.yml', happening), 'plan');
    },
    approve: (by) => {
      const submitted_at = new Date(Date.parse(github.now()) + 2000).toISOString();
      const review = { user: { login: by }, state: 'APPROVED', commit_id: repository.at('change'), submitted_at };
      told(github, { reviews: [...github.reviews, review] });
    },
    merge: async (how, { by = 'dave', workflow = hosted, dies } = {}) => {
      const head = repository.at('change');
      const sha = repository.merge('change', how, by);
      const merged = pullAt(head, { merged_at: github.now(), merge_commit_sha: sha });
      told(github, { pull: merged, pulls: { [sha]: [merged] } });
      const happening = onMain('push', { ref: 'refs/heads/main' });
      const ended = await runWorkflow(grounds, workflow, happening, { dies });
      last = { name: workflow, happening, ended };
      return ended;
    },
    again: () => {
      const earlier = { plan: jobIn(last.ended, 'plan'), resume: jobIn(last.ended, 'resume') };
      return runWorkflow(grounds, last.name, { ...last.happening, attempt: 2 }, { earlier });
    },
    dispatch: async (given, { workflow = hosted, dies } = {}) =>
      jobIn(await runWorkflow(grounds, workflow, onMain('workflow_dispatch', {}, given), { dies }), 'resume'),
    drift: async () => jobIn(await runWorkflow(grounds, 'drift.yml', onMain('schedule', {})), 'drift'),
  };
};

/** What a change brings. */
export const change: Tree = { 'prod.yaml': document() };

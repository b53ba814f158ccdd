import { describe, expect, it } from 'vitest';
import { forgeReviews } from '../../src/app/forge-reviews.ts';
import type { Host } from '../../src/app/host.ts';
import {
  commitBy,
  gitHubEnv,
  gitHubHost,
  head,
  merge,
  pullEvent,
  pullOf,
  worldOf,
  type GitHubWorld,
} from '../forge/github-host.ts';
import { gitLabEnv, gitLabHost, mergeOf, worldOf as gitLabWorld } from '../forge/gitlab-host.ts';
import { goldenHost } from '../golden/golden-host.ts';

const wall = Date.UTC(2026, 10, 28, 2);

/** A job of GitHub, in front of its API. */
const job = async (more: Partial<GitHubWorld> = {}, event: string | null = pullEvent()): Promise<Host> => {
  const { url } = await gitHubHost(worldOf(more));
  const host = goldenHost('.', { env: { ...gitHubEnv(url), GITHUB_EVENT_PATH: '/event.json' }, wall });
  const readFile = (): Promise<Uint8Array> =>
    event === null ? Promise.reject(new Error('ENOENT')) : Promise.resolve(new TextEncoder().encode(event));
  return { ...host, readFile };
};

const read = async (host: Host) => {
  const reviews = forgeReviews(host);
  if (reviews === undefined) throw new Error('no forge');
  return reviews(null);
};

const review = (login: string, commit_id: string | null = head) => ({
  user: { login },
  state: 'APPROVED',
  commit_id,
  submitted_at: '2026-11-27T09:00:00Z',
});

describe('a change that was merged', () => {
  const decision = `sha256:${'1'.repeat(64)}`;
  const commit = head.slice(0, 12);
  const page = (name: string): string =>
    `<!-- onward:plan:${name} -->\nDecision \`${decision}\`<br>\n\n<sub>commit \`${commit}\`</sub>\n`;
  const at = '2026-11-27T08:00:00Z';
  const shown = [{ decision, commit, at }];

  it('is found by the commit of the plan, wherever the branch is now, with what it showed', async () => {
    const merged = pullOf({ merged_at: '2026-11-27T10:00:00Z' });
    const comments = [{ id: 1, login: 'github-actions[bot]', body: page('onward'), at }];
    const host = await job({ pull: merged, pulls: { [merge]: [merged] }, comments }, null);
    const later = { ...host, env: { ...host.env, GITHUB_SHA: 'f'.repeat(40) } };
    expect(await forgeReviews(later)?.(merge)).toMatchObject({ ok: true, value: { head, mergedAs: merge, shown } });
    expect((await forgeReviews(later)?.(null))?.diagnostics).toMatchObject([{ code: 'RUN021' }]);
  });

  it('is read alike from GitLab', async () => {
    const row = mergeOf({ state: 'merged', squash_commit_sha: merge });
    const notes = [{ id: 1, username: 'project_42_bot', body: page('onward'), updated_at: at }];
    const { url } = await gitLabHost(gitLabWorld({ merge: row, merges: { [merge]: [row] }, notes }));
    const env = { ...gitLabEnv(url), CI_MERGE_REQUEST_IID: '', CI_COMMIT_SHA: 'f'.repeat(40) };
    const host = goldenHost('.', { env, wall });
    expect(await forgeReviews(host)?.(merge)).toMatchObject({ ok: true, value: { head, mergedAs: merge, shown } });
  });

  it('shuts the gate where nobody can say whose the notes are', async () => {
    const row = mergeOf({ state: 'merged', squash_commit_sha: merge });
    const { url } = await gitLabHost(gitLabWorld({ merge: row, merges: { [merge]: [row] } }));
    const env = { ...gitLabEnv(url), CI_MERGE_REQUEST_IID: '', ONWARD_GITLAB_TOKEN: '' };
    const answer = await forgeReviews(goldenHost('.', { env, wall }))?.(merge);
    expect(answer?.diagnostics).toMatchObject([{ code: 'FRG004' }]);
  });
});

describe('the reviews of a change', () => {
  it('are asked of nobody outside of a pipeline', () => {
    expect(forgeReviews(goldenHost('.', { env: {}, wall }))).toBeUndefined();
  });

  it('are read from the forge whose pipeline this is', async () => {
    const host = await job({ reviews: [review('alice')], commits: [commitBy('dave', 'dave@example.com')] });
    expect(await read(host)).toMatchObject({
      ok: true,
      value: { author: 'dave', authors: ['dave'], head, reviews: [{ by: 'alice', state: 'approved', head }] },
    });
  });

  it('count for nothing where somebody wrote commits whose account the forge does not know', async () => {
    const commits = [commitBy('dave', 'dave@example.com'), commitBy(null, 'ghost@example.com')];
    const { ok, diagnostics } = await read(
      await job({ reviews: [review('alice')], commits, pull: pullOf({ commits: 2 }) }),
    );
    expect(ok).toBe(false);
    expect(diagnostics).toMatchObject([
      { code: 'RUN021', summary: expect.stringContaining('ghost@example.com') as string },
    ]);
  });

  it('that fail to be read are no yes: the forge’s own refusal is passed on', async () => {
    const host = await job();
    const { ok, diagnostics } = await read({ ...host, env: { ...host.env, GITHUB_TOKEN: '' } });
    expect(ok).toBe(false);
    expect(diagnostics).toMatchObject([{ code: 'FRG001' }]);
  });
});

import { describe, expect, it } from 'vitest';
import { forgeReviews } from '../../src/app/forge-reviews.ts';
import type { Host } from '../../src/app/host.ts';
import {
  commitBy,
  gitHubEnv,
  gitHubHost,
  head,
  pullEvent,
  pullOf,
  worldOf,
  type GitHubWorld,
} from '../forge/github-host.ts';
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

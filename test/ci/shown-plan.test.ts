import { describe, expect, it } from 'vitest';
import { dispatch } from '../../src/ci/dispatch.ts';
import { gitHubEnv, gitHubHost, merge, pullEvent, pullOf, worldOf, type GitHubWorld } from '../forge/github-host.ts';
import { jobHost, planText, type JobStart } from './job-host.ts';

describe('what the reviewers had before them', () => {
  const decision = `sha256:${'7'.repeat(64)}`;
  const showing = (said: string, read: string): NonNullable<JobStart['onward']> => ({
    'plan ': (all) => {
      all.set('plan.json', planText());
      return {};
    },
    'show plan.json --format markdown': { stdout: `### READY, read ${read}\n\nDecision \`${said}\`<br>\nDigest x\n` },
  });
  const later = '2026-11-27T09:00:00Z';

  /** Two plan jobs after one another on one change; what its comments then are. */
  const twice = async (second: Partial<JobStart>, pulls: GitHubWorld['pulls'] = {}) => {
    let now = '2026-11-27T08:00:00Z';
    const [merged] = Object.values(pulls).flat();
    const world = worldOf({
      now: () => now,
      pulls,
      ...(merged === undefined ? {} : { pull: pullOf({ merged_at: later }) }),
    });
    const { url } = await gitHubHost(world);
    const env = gitHubEnv(url);
    const run = async (start: Partial<JobStart>) =>
      dispatch(jobHost({ env, event: pullEvent(), ...start }).host, 'plan');
    await run({ onward: showing(decision, '1') });
    now = later;
    await run(second);
    return world.comments.map(({ at, body }) => `${body.split('\n')[0]} ${/read ./.exec(body)?.[0]} ${at}`);
  };

  it('stays where a new plan decides the same of the same commit', async () => {
    expect(await twice({ onward: showing(decision, '2') })).toEqual([
      '<!-- onward:plan:onward --> read 1 2026-11-27T08:00:00Z',
    ]);
  });

  it.each([
    { reason: 'decides something else', second: { onward: showing(`sha256:${'8'.repeat(64)}`, '2') } },
    {
      reason: 'is of another commit',
      second: {
        onward: showing(decision, '2'),
        event: pullEvent({ head: { sha: 'e'.repeat(40), repo: { full_name: 'acme/fleet' } } }),
      },
    },
  ])('is replaced where a new plan $reason', async ({ second }) => {
    expect(await twice(second)).toEqual([`<!-- onward:plan:onward --> read 2 ${later}`]);
  });

  it('stays after the merge, whose plan has a comment of its own', async () => {
    const merged = pullOf({ merged_at: later });
    const second = { onward: showing(decision, '2'), event: JSON.stringify({ ref: 'refs/heads/main' }) };
    expect(await twice(second, { [merge]: [merged] })).toEqual([
      '<!-- onward:plan:onward --> read 1 2026-11-27T08:00:00Z',
      `<!-- onward:merged:onward --> read 2 ${later}`,
    ]);
  });
});

import { describe, expect, it } from 'vitest';
import { scene, type Scene } from '../script/scene.ts';
import { change, openProject, project, type Project } from './replay/project.ts';
import type { JobEnded } from './replay/runner.ts';

/** A project whose one-way steps take one review, and a change that was proposed. */
const proposed = async (): Promise<{ readonly here: Scene; readonly there: Project }> => {
  const here = await scene();
  const main = { 'onward.yaml': project('  approvals: { prepare: 1, oneWay: 1, from: reviews, policyFrom: main }\n') };
  const there = await openProject(here, { main, inputs: { executor: 'direct' } });
  expect((await there.propose(change)).result).toBe('success');
  return { here, there };
};

/** How the run ended that a job applied: onward's own exit code. */
const exitOf = (apply: JobEnded | undefined): string | undefined =>
  Object.values(apply?.steps ?? {}).find((outputs) => 'parked' in outputs)?.['exit'];

const migrations = async ({ twin }: Scene): Promise<number> => (await twin.callsOf('MigrateCluster')).length;

/** A comment’s first words, and the text of the one that shows the change’s plan. */
const marks = ({ github }: Project) => github.comments.map(({ body }) => body.split('\n')[0]);

const flat = (text: string): string => text.replaceAll(/\s+/g, ' ');

describe('a change that was reviewed and merged', () => {
  it.each(['merge', 'squash', 'rebase'] as const)(
    'is applied by its reviews, merged by its reviewer by %s',
    async (how) => {
      const { here, there } = await proposed();
      there.approve('alice');
      const { apply } = await there.merge(how, { by: 'alice' });
      expect({ exit: exitOf(apply), result: apply?.result }).toEqual({ exit: '0', result: 'success' });
      expect(apply?.log).toContain('approved by alice via review');
      expect(await migrations(here)).toBe(1);
      expect(marks(there)).toEqual([
        '<!-- onward:plan:onward -->',
        '<!-- onward:merged:onward -->',
        '<!-- onward:run:onward -->',
      ]);
    },
  );

  it.each([
    {
      reason: 'its comment was changed since',
      spoil: ({ github: { comments, now } }: Project) => {
        Object.assign(comments[0]!, { at: new Date(Date.parse(now()) + 60_000).toISOString() });
      },
      says: 'stood in the comment as it does now',
    },
    {
      reason: 'its comment is another account’s',
      spoil: ({ github: { comments } }: Project) => {
        Object.assign(comments[0]!, { login: 'mallory' });
      },
      says: 'stood in the comment as it does now',
    },
    {
      reason: 'its comment showed another decision',
      spoil: ({ github: { comments } }: Project) => {
        const body = comments[0]!.body.replace(/Decision `sha256:\w{12}/, 'Decision `sha256:000000000000');
        Object.assign(comments[0]!, { body });
      },
      says: 'approved what showed decision 000000000000, and the plan of its merge decides',
    },
  ])('parks where $reason', async ({ spoil, says }) => {
    const { here, there } = await proposed();
    there.approve('alice');
    spoil(there);
    const { apply } = await there.merge('squash');
    expect(exitOf(apply)).toBe('9');
    expect(flat(apply?.log ?? '')).toContain(says);
    expect(await migrations(here)).toBe(0);
  });

  it('parks where its author alone said yes, and goes on, after others, with a review of the same decision', async () => {
    const { here, there } = await proposed();
    there.approve('dave');
    const { apply } = await there.merge('merge');
    expect(exitOf(apply)).toBe('9');
    expect(await migrations(here)).toBe(0);
    there.approve('alice');
    // Main moves on; the run is still of the commit that the change was merged as.
    there.repository.commit('main', 'owner', { 'notes.md': 'x\n' });
    const resumed = await there.dispatch({});
    expect({ exit: exitOf(resumed), result: resumed.result }).toEqual({ exit: '0', result: 'success' });
    expect(await migrations(here)).toBe(1);
  });
});

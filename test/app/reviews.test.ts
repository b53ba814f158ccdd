import { describe, expect, it } from 'vitest';
import { quorumAt, type ReviewsPort } from '../../src/app/quorum.ts';
import { error, fail, succeed } from '../../src/core/diagnostic.ts';
import { isGate } from '../../src/core/step.ts';
import type { Plan } from '../../src/core/plan.ts';
import type { Review, ReviewedChange } from '../../src/core/reviews.ts';
import { memoryFiles } from '../document/memory-files.ts';
import { poolWalk } from '../run/pool-walk.ts';
import { poolScene } from './pool-scene.ts';

const head = 'a'.repeat(40);
const project =
  'apiVersion: onward/v1\nkind: Project\nmetadata: {name: all}\nspec:\n  approvals: {prepare: 1, oneWay: 2}\n';
const policy = { prepare: 1, oneWay: 2, from: 'reviews', validFor: '14d' } as const;
const noon = Date.UTC(2026, 10, 28, 12);

const approved = (by: string, more: Partial<Review> = {}): Review => ({
  by,
  state: 'approved',
  at: '2026-11-28T10:00:00Z',
  head,
  ...more,
});

/** The plan of a project that reads reviews in its work tree, made from a commit of dave's. */
const planOf = (more: Partial<Plan> = {}): Plan => {
  const { plan } = poolWalk({ approvals: policy });
  const read = { ...plan.policy!, from: null, branch: null, commit: null, namedBy: 'workTree' as const };
  return { ...plan, policy: read, source: { commit: head, clean: true, authors: ['dave@x.org'] }, ...more };
};

const asked = async (reviews: ReviewsPort | undefined, more: { plan?: Plan; text?: string; now?: number } = {}) => {
  const { plan = planOf(), text = project, now = noon } = more;
  const scene = poolScene();
  const { host } = scene.options();
  const files = memoryFiles({ [`${host.cwd}/onward.yaml`]: text });
  const gate = plan.steps.find(isGate)!;
  const answer = await quorumAt({ plan, host: { ...host, files }, store: await scene.store(), reviews }, gate, now);
  return answer.is === 'met' ? `met: ${answer.by} via ${answer.via}` : `${answer.is}: ${answer.says}`;
};

const port =
  (reviews: readonly Review[], more: Partial<ReviewedChange> = {}): ReviewsPort =>
  () =>
    Promise.resolve(succeed({ author: 'dave', authors: [], head, mergedAs: null, shown: [], reviews, ...more }));

describe('approvals that are read from reviews', () => {
  it('open the gate when enough people approved the very commit of the plan, after it', async () => {
    expect(await asked(port([approved('alice'), approved('bob')]))).toBe('met: alice, bob via 2 reviews');
  });

  it.each([
    {
      reviews: [approved('alice'), approved('dave')],
      is: 'short: 1 of 2: alice; dave is an author of the change and does not count',
      reason: 'not of its author',
    },
    {
      reviews: [approved('alice'), approved('bob', { head: 'b'.repeat(40) })],
      is: 'short: 1 of 2: alice; bob approved bbbbbbbbbbbb, and the change stands at aaaaaaaaaaaa',
      reason: 'not of another commit',
    },
    {
      reviews: [approved('alice'), approved('bob', { state: 'dismissed' })],
      is: "short: 1 of 2: alice; bob's review was dismissed",
      reason: 'not when it was taken back',
    },
  ])('do not count $reason', async ({ reviews, is }) => {
    expect(await asked(port(reviews))).toBe(is);
  });

  it('do not count of whoever wrote a commit of it, by the forge or by git', async () => {
    const two = [approved('alice'), approved('bob')];
    expect(await asked(port(two, { authors: ['Bob'] }))).toContain('1 of 2: alice; bob is an author');
    const source = { commit: head, clean: true, authors: ['bob@example.com'] };
    expect(await asked(port(two), { plan: planOf({ source }) })).toContain('1 of 2: alice; bob is an author');
  });

  it('are none of a plan that was made from something else', async () => {
    const two = [approved('alice'), approved('bob')];
    expect(await asked(port(two, { head: 'c'.repeat(40) }))).toBe(
      'refused: RUN020 the plan was made from commit aaaaaaaaaaaa, and the change stands at cccccccccccc',
    );
    const dirty = planOf({ source: { commit: head, clean: false, authors: [] } });
    expect(await asked(port(two), { plan: dirty })).toContain('refused: RUN020 the plan was made from a work tree');
  });

  it('open nothing where they cannot be read, or the policy moved', async () => {
    expect(await asked(undefined)).toContain('refused: RUN021');
    const denied: ReviewsPort = () => Promise.resolve(fail(error('CRD006', { summary: 'the forge said 403' })));
    expect(await asked(denied)).toBe('refused: CRD006 the forge said 403');
    const stricter = project.replace('oneWay: 2', 'oneWay: 3');
    expect(await asked(port([approved('alice'), approved('bob')]), { text: stricter })).toContain(
      'refused: RUN020 the policy moved since the plan was made: approvals.oneWay 2 -> 3',
    );
  });

  it('expire by the clock of the cloud', async () => {
    const later = noon + 15 * 24 * 3600_000;
    expect(await asked(port([approved('alice'), approved('bob')]), { now: later })).toContain(
      "0 of 2; alice's expired",
    );
  });
});

import { describe, expect, it } from 'vitest';
import {
  givenByReviews,
  otherChange,
  type Review,
  type ReviewedChange,
  type ShownPlan,
} from '../../src/core/reviews.ts';

const head = 'a'.repeat(40);
const older = 'b'.repeat(40);
const decision = `sha256:${'1'.repeat(64)}`;
const plan = { createdAt: '2026-11-28T02:00:00Z', decision, commit: head, clean: true };
const review = (by: string, state: Review['state'], more: Partial<Review> = {}): Review => ({
  by,
  state,
  at: '2026-11-28T03:00:00Z',
  head,
  ...more,
});
const change = (...reviews: readonly Review[]): ReviewedChange => ({
  ...{ author: 'dave', authors: [], head, mergedAs: null, shown: [] },
  reviews,
});

describe('a review', () => {
  it.each([
    { reviews: [review('alice', 'approved')], is: ['alice'], reason: 'an approval at the head counts' },
    { reviews: [review('alice', 'commented')], is: [], reason: 'a comment is no word' },
    {
      reviews: [review('alice', 'approved', { head: older })],
      is: ['alice approved bbbbbbbbbbbb, and the change stands at aaaaaaaaaaaa'],
      reason: 'of an older commit',
    },
    {
      reviews: [review('alice', 'approved', { at: '2026-11-28T01:00:00Z' })],
      is: ['alice approved at 2026-11-28T01:00:00Z, before the plan was made'],
      reason: 'from before the plan',
    },
    {
      reviews: [review('alice', 'approved'), review('Alice', 'changes-requested', { at: '2026-11-28T04:00:00Z' })],
      is: ['Alice asks for changes'],
      reason: 'the newest word of a person stands',
    },
    {
      reviews: [review('alice', 'changes-requested', { at: '2026-11-28T01:00:00Z' }), review('alice', 'approved')],
      is: ['alice'],
      reason: 'also where it is a yes',
    },
    {
      reviews: [review('alice', 'approved'), review('alice', 'commented', { at: '2026-11-28T05:00:00Z' })],
      is: ['alice'],
      reason: 'a comment takes nothing back',
    },
    {
      reviews: [
        review('alice', 'approved', { at: '2026-11-28T05:00:00Z' }),
        review('alice', 'dismissed', { at: '2026-11-28T06:00:00Z' }),
      ],
      is: ["alice 's review was dismissed"],
      reason: 'dismissed',
    },
  ])('$reason', ({ reviews, is }) => {
    const given = givenByReviews(change(...reviews), plan);
    expect(given.map(({ by, void: why }) => (why === undefined ? by : `${by} ${why}`))).toEqual(is);
  });

  it('of a change is none of a plan that was made from something else', () => {
    expect(otherChange(change(), plan)).toBeNull();
    expect(otherChange(change(), { ...plan, commit: older })).toBe(
      'the plan was made from commit bbbbbbbbbbbb, and the change stands at aaaaaaaaaaaa',
    );
    expect(otherChange(change(), { ...plan, clean: false })).toContain('differs from commit');
    expect(otherChange(change(), { ...plan, commit: null })).toContain('names no commit');
  });
});

describe('a review of a change that was merged', () => {
  const merge = 'c'.repeat(40);
  const other = `sha256:${'2'.repeat(64)}`;
  const later = { createdAt: '2026-11-28T09:00:00Z', decision, commit: merge, clean: true };
  const shown = (more: Partial<ShownPlan> = {}): ShownPlan => ({
    ...{ decision, commit: head.slice(0, 12), at: '2026-11-28T02:30:00Z' },
    ...more,
  });
  const merged = (all: readonly ShownPlan[], ...reviews: readonly Review[]): ReviewedChange => ({
    ...change(...reviews),
    mergedAs: merge,
    shown: all,
  });
  const said = (all: readonly ShownPlan[], ...reviews: readonly Review[]) => {
    const given = givenByReviews(merged(all, ...reviews), later);
    return given.map(({ by, void: why }) => (why === undefined ? by : `${by} ${why}`));
  };

  it.each([
    { all: [shown()], is: 'alice', reason: 'counts where the very decision stood there before it' },
    {
      all: [shown({ decision: other })],
      is: 'alice approved what showed decision 222222222222, and the plan of its merge decides 111111111111',
      reason: 'does not count for another decision, and both are named',
    },
    {
      all: [shown({ at: '2026-11-28T03:00:00Z' })],
      is: 'alice approved at 2026-11-28T03:00:00Z, before decision 111111111111 stood in the comment as it does now',
      reason: 'is not taken for later within one second',
    },
    {
      all: [shown({ decision: other }), shown({ commit: merge.slice(0, 12), at: '2026-11-28T09:01:00Z' })],
      is: 'alice approved what showed decision 222222222222, and the plan of its merge decides 111111111111',
      reason: 'does not count where only the plan of the merge shows it, afterwards',
    },
    {
      all: [shown({ commit: merge.slice(0, 12), at: '2026-11-28T02:45:00Z' })],
      is: 'alice',
      reason: 'counts where it was given after the plan of the merge was shown',
    },
    {
      all: [shown({ commit: older.slice(0, 12) }), shown({ at: 'yesterday' })],
      is: 'alice approved at 2026-11-28T03:00:00Z, before decision 111111111111 stood in the comment as it does now',
      reason: 'does not count for what was shown of another commit, or nobody knows when',
    },
  ])('$reason', ({ all, is }) => {
    expect(said(all, review('alice', 'approved'))).toEqual([is]);
  });

  it('of an older head does not count, whatever was shown since', () => {
    expect(said([shown()], review('alice', 'approved', { head: older }))).toEqual([
      'alice approved bbbbbbbbbbbb, and the change stands at aaaaaaaaaaaa',
    ]);
  });

  it('proves nothing where nothing is shown, or the plan is of another commit', () => {
    expect(otherChange(merged([shown()]), later)).toBeNull();
    expect(otherChange(merged([]), later)).toBe(
      'no comment of this pipeline shows what was planned at aaaaaaaaaaaa, or somebody else changed it',
    );
    expect(otherChange(merged([shown()]), { ...later, commit: older })).toBe(
      'the plan was made from commit bbbbbbbbbbbb, and the change stands at aaaaaaaaaaaa and was merged as cccccccccccc',
    );
    expect(otherChange(merged([shown()]), { ...later, clean: false })).toContain('differs from commit');
  });

  it('counts where a merge left the branch at the head, although that plan came after it', () => {
    const atHead = { ...later, commit: head };
    const ff = { ...merged([shown()], review('alice', 'approved')), mergedAs: head };
    expect(otherChange(ff, atHead)).toBeNull();
    expect(givenByReviews(ff, atHead)).toMatchObject([{ by: 'alice' }]);
    expect(givenByReviews(ff, atHead)[0]).not.toHaveProperty('void');
    expect(givenByReviews({ ...ff, shown: [] }, atHead)[0]?.void).toContain('before the plan was made');
  });
});

import { describe, expect, it } from 'vitest';
import { givenByReviews, otherChange, type Review, type ReviewedChange } from '../../src/core/reviews.ts';

const head = 'a'.repeat(40);
const older = 'b'.repeat(40);
const plan = { createdAt: '2026-11-28T02:00:00Z', commit: head, clean: true };
const review = (by: string, state: Review['state'], more: Partial<Review> = {}): Review => ({
  by,
  state,
  at: '2026-11-28T03:00:00Z',
  head,
  ...more,
});
const change = (...reviews: readonly Review[]): ReviewedChange => ({ author: 'dave', authors: [], head, reviews });

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

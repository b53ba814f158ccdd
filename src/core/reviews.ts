import type { GivenApproval } from './approvals.ts';

/** A person's review of a change, as a forge tells it. `at` is RFC 3339, `head` the commit that was looked at. */
export interface Review {
  readonly by: string;
  readonly at: string;
  readonly state: 'approved' | 'changes-requested' | 'dismissed' | 'commented';
  readonly head: string;
}

/** The change that a plan belongs to, as far as approvals need it. */
export interface ReviewedChange {
  /** Who opened it. */
  readonly author: string;
  /** Who wrote its commits: names of the forge, or e-mail addresses. */
  readonly authors: readonly string[];
  /** The commit that the change stands at now. */
  readonly head: string;
  readonly reviews: readonly Review[];
}

/** What a plan says of itself, for reviews to be compared with. */
export interface PlannedFrom {
  readonly createdAt: string;
  readonly commit: string | null;
  readonly clean: boolean;
}

const brief = (commit: string): string => commit.slice(0, 12);

/** Why no review of this change can be one of this plan, or null. */
export const otherChange = ({ head }: ReviewedChange, { commit, clean }: PlannedFrom): string | null => {
  if (commit === null) return `the plan names no commit, and the change stands at ${brief(head)}`;
  if (commit !== head) return `the plan was made from commit ${brief(commit)}, and the change stands at ${brief(head)}`;
  return clean ? null : `the plan was made from a work tree that differs from commit ${brief(commit)}`;
};

/** A word on the change; a comment is none. */
const isWord = ({ state }: Review): boolean => state !== 'commented';

const voidOf = ({ state, head, at }: Review, change: ReviewedChange, plan: PlannedFrom): string | null => {
  if (state === 'changes-requested') return 'asks for changes';
  if (state === 'dismissed') return "'s review was dismissed";
  if (head !== change.head) return `approved ${brief(head)}, and the change stands at ${brief(change.head)}`;
  return Date.parse(at) < Date.parse(plan.createdAt) ? `approved at ${at}, before the plan was made` : null;
};

/** The newest word of each person, as a yes to the plan: given at its commit, and after it. */
export const givenByReviews = (change: ReviewedChange, plan: PlannedFrom): readonly GivenApproval[] => {
  const words = change.reviews.filter(isWord).sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
  const newest = new Map(words.map((review) => [review.by.toLowerCase(), review]));
  return [...newest.values()].map((review) => {
    const why = voidOf(review, change, plan);
    return { by: review.by, at: review.at, how: 'review', ...(why === null ? {} : { void: why }) };
  });
};

/** Everybody who had a hand in the change. */
export const authorsOf = ({ author, authors }: ReviewedChange): readonly string[] => [author, ...authors];

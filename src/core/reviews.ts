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
  /** The commit that its merge, squash or rebase ended in; null while it is not merged. */
  readonly mergedAs: string | null;
  /** What the pipeline's own comments on the change show now. */
  readonly shown: readonly ShownPlan[];
  readonly reviews: readonly Review[];
}

/** A decision on the page of a change, since when it stands there as it does. */
export interface ShownPlan {
  readonly decision: string;
  /** The first hex digits of the commit that it is said of. */
  readonly commit: string;
  readonly at: string;
}

/** What a plan says of itself, for reviews to be compared with. */
export interface PlannedFrom {
  readonly decision: string;
  readonly createdAt: string;
  readonly commit: string | null;
  readonly clean: boolean;
}

const brief = (commit: string): string => commit.slice(0, 12);

const short = (decision: string): string => decision.replace('sha256:', '').slice(0, 12);

/** What was shown of the head, or of the commit that is planned now. */
const shownOf = ({ head, shown }: ReviewedChange, { commit }: PlannedFrom): readonly ShownPlan[] =>
  shown.filter((one) => one.commit !== '' && [head, commit].some((known) => known?.startsWith(one.commit)));

const isAtHead = ({ head }: ReviewedChange, { commit }: PlannedFrom): boolean => commit === head;

/** A merged change of which nothing is shown proves nothing; null where something is. */
const nothingShown = (change: ReviewedChange, plan: PlannedFrom): string | null =>
  isAtHead(change, plan) || shownOf(change, plan).length > 0
    ? null
    : `no comment of this pipeline shows what was planned at ${brief(change.head)}, or somebody else changed it`;

/** Why no review of this change can be one of this plan, or null. */
export const otherChange = (change: ReviewedChange, plan: PlannedFrom): string | null => {
  const { commit, clean } = plan;
  const { head, mergedAs } = change;
  const stands = `the change stands at ${brief(head)}${mergedAs === null ? '' : ` and was merged as ${brief(mergedAs)}`}`;
  if (commit === null) return `the plan names no commit, and ${stands}`;
  if (commit !== head && commit !== mergedAs) return `the plan was made from commit ${brief(commit)}, and ${stands}`;
  if (!clean) return `the plan was made from a work tree that differs from commit ${brief(commit)}`;
  return nothingShown(change, plan);
};

/** A word on the change; a comment is none. */
const isWord = ({ state }: Review): boolean => state !== 'commented';

/** A forge's times are whole seconds: what happened within one may have come in either order, and is not taken for seen. */
const secondMs = 1000;

/** Whether the decision stood on the page, as it stands there now, before somebody said this. */
const wasShown = (said: string, change: ReviewedChange, plan: PlannedFrom): boolean =>
  shownOf(change, plan).some(
    ({ decision, at }) => decision === plan.decision && Date.parse(said) >= Date.parse(at) + secondMs,
  );

/** Why a yes to a change is none to the plan of its merge. */
const notShown = (said: string, change: ReviewedChange, plan: PlannedFrom): string => {
  const other = shownOf(change, plan).find(({ decision }) => decision !== plan.decision);
  return other === undefined
    ? `approved at ${said}, before decision ${short(plan.decision)} stood in the comment as it does now`
    : `approved what showed decision ${short(other.decision)}, and the plan of its merge decides ${short(plan.decision)}`;
};

const voidOf = ({ state, head, at }: Review, change: ReviewedChange, plan: PlannedFrom): string | null => {
  if (state === 'changes-requested') return 'asks for changes';
  if (state === 'dismissed') return "'s review was dismissed";
  if (head !== change.head) return `approved ${brief(head)}, and the change stands at ${brief(change.head)}`;
  if (wasShown(at, change, plan)) return null;
  if (!isAtHead(change, plan)) return notShown(at, change, plan);
  return Date.parse(at) >= Date.parse(plan.createdAt) ? null : `approved at ${at}, before the plan was made`;
};

/**
 * The newest word of each person, as a yes to the plan: given at the head of the change, and after the plan was made from it, or
 * after its very decision was shown there. The second is what holds after a merge, when the plan is another one.
 */
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

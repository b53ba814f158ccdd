import type { PlanTarget } from '../../core/plan.ts';

/** Sets of up to so many members are told member by member, in headings and at the end of a run. */
export const fewMembers = 8;

/** What a plan is about, for a heading: each target, and of a large set the set with how many of its members. */
export const planSubjects = (targets: readonly Pick<PlanTarget, 'address' | 'membership'>[]): readonly string[] => {
  const counts = new Map<string, number>();
  for (const { membership } of targets)
    if (membership !== undefined) counts.set(membership.set, (counts.get(membership.set) ?? 0) + 1);
  const named = targets.map(({ address, membership }) => {
    const count = counts.get(membership?.set ?? '') ?? 0;
    return count > fewMembers ? `${membership?.set ?? ''} (${count} members)` : address;
  });
  return [...new Set(named)];
};

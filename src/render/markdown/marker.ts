import type { PlanReport } from '../model/plan-report.ts';

/** Nothing of a name ends a comment, or begins anything else. */
const inComment = (text: string): string =>
  text.replace(/[^\w./-]|-(?=-)/gu, (character) => encodeURIComponent(character).replace(/^-$/, '%2D'));

/** What a plan is about, where that is one thing: its only target, or the only set that its targets are members of. */
const subjectOf = ({ targets }: PlanReport): string | null => {
  const subjects = new Set(targets.map(({ address, set }) => set ?? address));
  const [subject] = subjects;
  return subjects.size === 1 && subject !== undefined ? subject : null;
};

/** The marker of a comment about several subjects. */
export const severalMarker = '<!-- onward:plan -->';

/**
 * The hidden line by which a pipeline finds its own comment and writes it anew instead of adding another. Plans of several
 * jobs have a comment each, so the line names the subject of a plan that has one.
 */
export const planMarker = (report: PlanReport): string => {
  const subject = subjectOf(report);
  return subject === null ? severalMarker : `<!-- onward:plan ${inComment(subject)} -->`;
};

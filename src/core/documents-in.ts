import type { Plan } from './plan.ts';

/** The documents a plan was made from, as they were named then. */
export const documentsIn = (plan: Plan): readonly string[] => [
  ...new Set(plan.checks.flatMap(({ at }) => (at === undefined ? [] : [at.file]))),
];

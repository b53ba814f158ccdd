import type { CheckSubject } from '../../../../src/core/check.ts';
import { routeOfSubject } from '../journeys/route-of-subject.ts';

/** The journey that is due, which decides which checks are asked; null where none is. */
const journeyOf = (subject: CheckSubject): 'standard' | 'dedicated' | 'tier' | null => {
  const route = routeOfSubject(subject);
  return route.is === 'due' ? route.journey : null;
};

/** Only a dedicated cluster on its way to Pro is asked. */
export const onlyDedicated = (subject: CheckSubject): boolean => journeyOf(subject) === 'dedicated';

export const onlyStandard = (subject: CheckSubject): boolean => journeyOf(subject) === 'standard';

/** Every migration to Pro; a change of tier is none. */
export const anyMigration = (subject: CheckSubject): boolean => {
  const journey = journeyOf(subject);
  return journey === 'standard' || journey === 'dedicated';
};

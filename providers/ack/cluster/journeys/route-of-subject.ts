import type { CheckSubject } from '../../../../src/core/check.ts';
import { factOf } from '../dedicated-facts.ts';
import { specOf } from '../spec.ts';
import { tierOf } from '../edition.ts';
import { routeOf, type EditionRoute } from './route.ts';

/** Where this target can go, by what was read of it. A cluster whose spec was not read has the tier that is asked for. */
export const routeOfSubject = ({ desired, observed }: CheckSubject): EditionRoute => {
  const asked = specOf(desired);
  const edition = factOf(observed.facts, 'cluster.edition') ?? 'unknown';
  const spec = factOf(observed.facts, 'cluster.spec');
  return routeOf({ edition, tier: spec === undefined ? asked.tier : tierOf(spec) }, asked);
};

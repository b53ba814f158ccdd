import type { CheckSubject } from '../../../../src/core/check.ts';
import { factOf } from '../dedicated-facts.ts';
import { specOf } from '../spec.ts';
import { tierOf } from '../edition.ts';
import { routeOf, type EditionRoute } from './route.ts';

/** A cluster that lies elsewhere has its instances, networks and load balancers there: what is declared leads past them. */
const elsewhere = (edition: string, to: string, region: string): EditionRoute => ({
  is: 'refused',
  from: edition,
  to,
  why: `the cluster lies in another region, ${region} (ACK101)`,
  remedy: `region: ${region}`,
});

/** Where this target can go, by what was read of it. A cluster whose spec was not read has the tier that is asked for. */
export const routeOfSubject = ({ desired, observed }: CheckSubject): EditionRoute => {
  const asked = specOf(desired);
  const edition = factOf(observed.facts, 'cluster.edition') ?? 'unknown';
  const spec = factOf(observed.facts, 'cluster.spec');
  const region = factOf(observed.facts, 'cluster.region') ?? asked.region;
  const route = routeOf({ edition, tier: spec === undefined ? asked.tier : tierOf(spec) }, asked);
  return route.is === 'due' && region !== asked.region ? elsewhere(edition, asked.edition, region) : route;
};

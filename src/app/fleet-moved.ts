import { fleetLimitsIn, type FleetLimits } from '../core/fleet.ts';
import type { Plan } from '../core/plan.ts';
import { changesOf } from './policy-moved.ts';
import type { Policy } from './policy.ts';

/** Targets of no region show no limit of one. */
const shownBy = ({ perRegion, ...limits }: FleetLimits, plan: FleetLimits): FleetLimits =>
  perRegion === undefined || plan.perRegion === undefined ? limits : { ...limits, perRegion };

const restsIn = (waves: NonNullable<Plan['waves']>): readonly object[] =>
  waves.map(({ name, soak }) => ({ name, ...(soak === undefined ? {} : { soak }) }));

/**
 * What the protected branch says now of waves, limits and stop rules otherwise than the plan, in words; null where it says the
 * same. Asked where a run begins, and not again: half of a fleet is not left standing between two waves because the rules for
 * the next fleet were merged meanwhile.
 */
export const fleetMoved = (plan: Plan, policy: Policy | null): string | null => {
  if (policy === null || policy.at === null) return null;
  const { waves, limits, stopOn } = policy.project.fleet;
  const [planned, had] = [plan.waves ?? [], fleetLimitsIn(plan.targets.flatMap((target) => target.limits ?? []))];
  const moved = [
    ...changesOf('stopOn', plan.stopOn, stopOn),
    ...changesOf('limits', had, shownBy(limits, had)),
    ...changesOf(
      'waves',
      planned.map(({ name }) => name),
      waves.map(({ name }) => name),
    ),
    ...changesOf('wave', restsIn(planned), restsIn(waves)),
  ];
  return moved.length === 0 ? null : moved.join('; ');
};

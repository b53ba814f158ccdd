import type { Access, Role } from '../../../src/core/access.ts';
import type { Desired } from '../../../src/core/desired.ts';
import { actsFor } from './acts.ts';
import { needsOf, permissionsFor, type Need } from './permissions.ts';
import { specOf } from './spec.ts';

/** Whether a document may be about a dedicated cluster: only its way to Pro needs a bucket, and cannot be gone without. */
const mayBeDedicated = (desired: Desired): boolean => {
  const { edition, migrationBucket } = specOf(desired);
  return edition === 'pro' && migrationBucket !== null;
};

/** Where a tier is named, it may be changed by itself once the cluster is Pro. */
const needsIn = (desired: Desired): readonly Need[] => {
  const spec = specOf(desired);
  const needs = needsOf(spec, mayBeDedicated(desired));
  if (spec.edition !== 'pro') return needs;
  return [...needs, 'caller', ...(spec.tier === null ? [] : ['tier' as const])];
};

/** The least that a document needs, from its words alone: what only the cloud knows is covered either way. */
export const accessOf = (desired: Desired, role: Role): Access => {
  const { region, clusterId, migrationBucket } = specOf(desired);
  const needs = needsIn(desired);
  const places = {
    region,
    // An account's id is known where the project's table has it; no key of another account gets further than its first call.
    account: desired.accountId ?? '*',
    cluster: clusterId,
    bucket: migrationBucket?.name ?? '',
  };
  return {
    cluster: clusterId,
    permits: permissionsFor(needs, places)
      .filter(({ phase }) => role === 'apply' || phase === 'read')
      .map(({ action, resource }) => ({ action, resource })),
    acts: actsFor(needs, role),
  };
};

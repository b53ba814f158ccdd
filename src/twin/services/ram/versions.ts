import type { LivePolicy, LivePolicyVersion } from '../../live-ram.ts';
import { flag } from '../../parameters.ts';
import { utc } from '../../time.ts';
import { invalid, reply } from '../rpc.ts';
import { refuse, type Answer, type ServiceRequest } from '../service.ts';
import { findBadDocument } from './document.ts';
import { withPolicy, withTypedPolicy, withVersion } from './find.ts';

/** So many versions a policy can have. */
const mostVersions = 5;

const rotation = 'DeleteOldestNonDefaultVersionWhenLimitExceeded';

export const renderVersion = (
  { id, document, created }: LivePolicyVersion,
  { defaultVersion }: LivePolicy,
): Record<string, unknown> => ({
  VersionId: id,
  IsDefaultVersion: id === defaultVersion,
  PolicyDocument: document,
  CreateDate: utc(created),
});

export const listPolicyVersions = (request: ServiceRequest): Answer =>
  withTypedPolicy(request, (policy) =>
    reply(request, {
      PolicyVersions: { PolicyVersion: policy.versions.map((version) => renderVersion(version, policy)) },
    }),
  );

export const getPolicyVersion = (request: ServiceRequest): Answer =>
  withTypedPolicy(request, (policy) =>
    withVersion(request, policy, (version) => reply(request, { PolicyVersion: renderVersion(version, policy) })),
  );

/** Makes room for a version where the call says that it may; false when there is none. */
function makeRoom({ versions, defaultVersion }: LivePolicy, rotates: boolean): boolean {
  if (versions.length < mostVersions) return true;
  const oldest = versions.findIndex(({ id }) => id !== defaultVersion);
  if (!rotates || oldest < 0) return false;
  versions.splice(oldest, 1);
  return true;
}

export const createPolicyVersion = (request: ServiceRequest): Answer =>
  withPolicy(request, (policy) => {
    const { query, world } = request;
    const strategy = query.get('RotateStrategy') ?? '';
    if (!['', 'None', rotation].includes(strategy)) return invalid('RotateStrategy', `it must be None or ${rotation}`);
    const bad = findBadDocument(request);
    if (bad !== undefined) return bad;
    if (!makeRoom(policy, strategy === rotation)) {
      const why = 'The count of policy versions beyond the current limits.';
      return refuse(409, 'LimitExceeded.Policy.Version', why);
    }
    const now = world.clock.now();
    const version = { id: `v${policy.next}`, document: query.get('PolicyDocument') ?? '', created: now };
    policy.next += 1;
    policy.versions.push(version);
    policy.updated = now;
    if (flag(query, 'SetAsDefault') === true) policy.defaultVersion = version.id;
    // The answer does not repeat the document.
    return reply(request, { PolicyVersion: { ...renderVersion(version, policy), PolicyDocument: undefined } });
  });

export const setDefaultPolicyVersion = (request: ServiceRequest): Answer =>
  withPolicy(request, (policy) =>
    withVersion(request, policy, ({ id }) => {
      policy.defaultVersion = id;
      policy.updated = request.world.clock.now();
      return reply(request);
    }),
  );

export const deletePolicyVersion = (request: ServiceRequest): Answer =>
  withPolicy(request, (policy) =>
    withVersion(request, policy, (version) => {
      if (version.id === policy.defaultVersion) {
        const why = 'The default policy version cannot be deleted.';
        return refuse(409, 'DeleteConflict.Policy.Version.Default', why);
      }
      policy.versions.splice(policy.versions.indexOf(version), 1);
      policy.updated = request.world.clock.now();
      return reply(request);
    }),
  );

import type { LiveBucket } from '../live-bucket.ts';
import { denied, refuse, type Outcome } from './error.ts';
import type { OssOperation, OssRequest } from './operation.ts';

const publicly: Readonly<Record<LiveBucket['acl'], readonly string[]>> = {
  private: [],
  'public-read': ['read'],
  'public-read-write': ['read', 'write'],
};

/** The bucket's own region answers; another endpoint says which one would. */
function findWrongEndpoint({ endpoint }: OssRequest, { region, name }: LiveBucket): Outcome | undefined {
  if (endpoint === undefined || endpoint === region || endpoint.startsWith('accelerate')) return undefined;
  const message =
    'The bucket you are attempting to access must be addressed using the specified endpoint. Please send all future requests to this endpoint.';
  return refuse(403, 'AccessDenied', message, { BucketName: name, Endpoint: `oss-${region}.aliyuncs.com` });
}

/** Hotlink protection looks at calls without a signature only (reference: "Hotlink protection"). */
function findBadReferer({ incoming, caller }: OssRequest, { referer }: LiveBucket): Outcome | undefined {
  if (caller !== undefined) return undefined;
  const sent = incoming.headers.referer ?? '';
  const pattern = (each: string): RegExp =>
    new RegExp(
      `^${each
        .replace(/[.+^${}()|[\]\\]/g, '\\$&')
        .replaceAll('*', '.*')
        .replaceAll('?', '.')}`,
    );
  const allowed =
    sent === ''
      ? referer.allowEmpty
      : referer.list.length === 0 || referer.list.some((each) => pattern(each).test(sent));
  return allowed ? undefined : denied('You are denied by bucket referer policy.');
}

/** Why a call may not be made, if it may not: endpoint, then access list and owner, then the caller's policies. */
export function findDenial(request: OssRequest, bucket: LiveBucket, operation: OssOperation): Outcome | undefined {
  const wrong = findWrongEndpoint(request, bucket);
  if (wrong !== undefined) return wrong;
  const owner = request.caller === bucket.owner;
  if (!owner && !publicly[bucket.acl].includes(operation.access)) return denied();
  const { action, permission = action, on } = operation;
  const resource = `acs:oss:*:${bucket.owner}:${bucket.name}${on === 'object' ? `/${request.key}` : ''}`;
  if (owner && !request.world.allows(`oss:${permission}`, resource))
    return denied('You have no right to access this object because of ram policy.');
  return on === 'object' ? findBadReferer(request, bucket) : undefined;
}

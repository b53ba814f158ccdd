import { authorize, decideOnBucket } from '../access/authorize.ts';
import type { LiveBucket } from '../live-bucket.ts';
import { denied, refuse, type Outcome } from './error.ts';
import { regionOf, type OssOperation, type OssRequest } from './operation.ts';

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

const byRam = (): Outcome => denied('You have no right to access this object because of ram policy.');

/** Of calls that are about no bucket there is: creating one, and listing them all. */
export function findRamDenial(request: OssRequest, action: string): Outcome | undefined {
  const { accessKeyId, world, bucket } = request;
  if (accessKeyId === undefined) return undefined;
  const resource = `acs:oss:oss-${regionOf(request)}:${world.account.id}:${bucket === '' ? '*' : bucket}`;
  return authorize(world, { accessKeyId, action, resources: [resource] }) === 'allowed' ? undefined : byRam();
}

/**
 * Why a call may not be made, if it may not: endpoint first, then policies, of which a Deny settles it, then the access
 * list, and hotlink protection last.
 */
export function findDenial(request: OssRequest, bucket: LiveBucket, operation: OssOperation): Outcome | undefined {
  const wrong = findWrongEndpoint(request, bucket);
  if (wrong !== undefined) return wrong;
  const { action, permission = action, on, access } = operation;
  const key = on === 'object' ? request.key : undefined;
  const { accessKeyId } = request;
  const { decision, by } = decideOnBucket(request.world, { accessKeyId, action: `oss:${permission}`, bucket, key });
  const open = decision === 'allowed' || (decision === 'implicit' && publicly[bucket.acl].includes(access));
  if (!open) {
    if (by === 'bucket') return denied('You have no right to access this object because of bucket policy.');
    return by === 'ram' ? byRam() : denied();
  }
  return on === 'object' ? findBadReferer(request, bucket) : undefined;
}

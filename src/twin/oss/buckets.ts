import { header } from '../incoming.ts';
import type { Acl, LiveBucket } from '../live-bucket.ts';
import type { LiveWorld } from '../live-world.ts';
import { done, malformed, refuse, type Outcome } from './error.ts';
import { isoDate, option, regionOf, type OssRequest } from './operation.ts';
import { empty, hasRoot, textOf, xml } from './xml.ts';

/** A hundred buckets an account has in one region. */
const most = 100;

const acls: readonly string[] = ['private', 'public-read', 'public-read-write'];
const classes = ['Standard', 'IA', 'Archive', 'ColdArchive', 'DeepColdArchive'];

/** 3 to 63 of a-z, 0-9 and -, neither first nor last a -. */
const isName = (name: string): boolean => /^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/.test(name);

function findBadBody(request: OssRequest): Outcome | undefined {
  const body = request.incoming.body.toString('utf8');
  if (body.trim() === '') return undefined;
  if (!hasRoot(body, 'CreateBucketConfiguration')) return malformed();
  const storageClass = textOf(body, 'StorageClass');
  if (storageClass !== undefined && !classes.includes(storageClass))
    return refuse(400, 'InvalidStorageClass', 'The storage class you specified is invalid.');
  const location = textOf(body, 'LocationConstraint');
  if (location === undefined || location === `oss-${regionOf(request)}`) return undefined;
  return refuse(400, 'InvalidLocationConstraint', 'The specified location-constraint is not valid.');
}

/** One's own bucket again, with the same access, is no error; another storage class or a stranger's bucket is. */
function answerExisting(bucket: LiveBucket, request: OssRequest, storageClass: string): Outcome {
  const message = 'The requested bucket name is not available. Please select a different name and try again.';
  const mine = bucket.owner === request.caller;
  if (mine && bucket.region === regionOf(request) && bucket.storageClass === storageClass) return done(empty(200));
  return refuse(409, 'BucketAlreadyExists', message, { BucketName: bucket.name });
}

export function putBucket(request: OssRequest): Outcome {
  const { bucket: name, world, incoming, caller } = request;
  if (caller === undefined) return refuse(403, 'AccessDenied', 'Anonymous user has no right to access this bucket.');
  if (!isName(name)) {
    return refuse(400, 'InvalidBucketName', 'The specified bucket is not valid.', { BucketName: name });
  }
  const acl = header(incoming, 'x-oss-acl') ?? 'private';
  if (!acls.includes(acl)) return refuse(400, 'InvalidArgument', 'no such bucket access control exists');
  const bad = findBadBody(request);
  if (bad !== undefined) return bad;
  const storageClass = textOf(incoming.body.toString('utf8'), 'StorageClass') ?? 'Standard';
  const existing = world.buckets.get(name);
  if (existing !== undefined) return answerExisting(existing, request, storageClass);
  const region = regionOf(request);
  const mine = [...world.buckets.values()].filter((each) => each.owner === caller && each.region === region);
  if (mine.length >= most)
    return refuse(400, 'TooManyBuckets', 'You have attempted to create more buckets than allowed.');
  world.buckets.set(name, createBucket(request, { region, acl: acl as Acl, storageClass, owner: caller }));
  return done(empty(200, { location: `/${name}` }));
}

type Given = Pick<LiveBucket, 'region' | 'acl' | 'storageClass' | 'owner'>;

const createBucket = ({ bucket, world }: OssRequest, given: Given): LiveBucket => ({
  ...given,
  name: bucket,
  referer: { allowEmpty: true, list: [] },
  versioning: null,
  worm: null,
  kmsKey: null,
  policy: null,
  created: world.clock.now(),
  objects: new Map(),
  behind: null,
});

export function deleteBucket({ world }: OssRequest, { name, objects }: LiveBucket): Outcome {
  if (objects.size > 0) {
    return refuse(409, 'BucketNotEmpty', 'The bucket you tried to delete is not empty.', { BucketName: name });
  }
  world.buckets.delete(name);
  return done(empty(204));
}

const ownBuckets = ({ buckets, account }: LiveWorld): readonly LiveBucket[] =>
  [...buckets.values()]
    .filter(({ owner }) => owner === account.id)
    .toSorted((left, right) => (left.name < right.name ? -1 : 1));

/** GetService: all buckets of the account in all regions, a page at a time. */
export function listBuckets(request: OssRequest): Outcome {
  const { world, caller } = request;
  if (caller === undefined) return refuse(403, 'AccessDenied', 'Anonymous access is forbidden for this operation.');
  const [prefix, marker] = [option(request, 'prefix') ?? '', option(request, 'marker') ?? ''];
  const size = Math.min(Number(option(request, 'max-keys') ?? 100), 1000);
  const wanted = ownBuckets(world).filter(({ name }) => name.startsWith(prefix) && name > marker);
  const page = wanted.slice(0, size);
  const cut = wanted.length > page.length;
  const result = {
    Prefix: prefix,
    Marker: marker,
    MaxKeys: size,
    IsTruncated: cut,
    NextMarker: cut ? page.at(-1)?.name : undefined,
    Owner: { ID: caller, DisplayName: caller },
    Buckets: {
      Bucket: page.map(({ name, region, storageClass, created }) => ({
        CreationDate: isoDate(created),
        ExtranetEndpoint: `oss-${region}.aliyuncs.com`,
        IntranetEndpoint: `oss-${region}-internal.aliyuncs.com`,
        Location: `oss-${region}`,
        Name: name,
        Region: region,
        StorageClass: storageClass,
      })),
    },
  };
  return done(xml(200, 'ListAllMyBucketsResult', result));
}

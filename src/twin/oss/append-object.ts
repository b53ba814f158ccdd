import { header } from '../incoming.ts';
import type { LiveBucket, LiveObject } from '../live-bucket.ts';
import { crc64 } from './crc64.ts';
import { done, refuse, type Outcome } from './error.ts';
import { findImmutable } from './immutable.ts';
import { keptHeaders, nextPosition, writtenHeaders } from './object-headers.ts';
import { option, type OssOperation, type OssRequest } from './operation.ts';
import { zerosLimit } from './read-object.ts';
import { empty } from './xml.ts';

/** 5 GB, as far as appending goes. */
const longest = 5 * 1024 ** 3;

function findBadPosition(request: OssRequest): Outcome | undefined {
  const position = option(request, 'position');
  const more = { ArgumentName: 'position' };
  if (position === undefined) return refuse(400, 'MissingArgument', 'Missing Some Required Arguments.', more);
  if (/^\d+$/.test(position)) return undefined;
  return refuse(400, 'InvalidArgument', 'The position must be a non-negative integer.', {
    ...more,
    ArgumentValue: position,
  });
}

/** The answer says where the object ends: whoever asked from elsewhere can go on from there. */
const wrongPosition = (length: number): Outcome => ({
  ok: false,
  error: {
    status: 409,
    code: 'PositionNotEqualToLength',
    message: 'Position is not equal to file length',
    headers: nextPosition(length),
  },
});

/** Two appends at one position: the second finds the object longer, and is told how long. */
function findObstacle(request: OssRequest, bucket: LiveBucket, existing: LiveObject | undefined): Outcome | undefined {
  if (existing?.appendable === false)
    return refuse(409, 'ObjectNotAppendable', 'The object is not appendable', { Key: request.key });
  const length = existing?.size ?? 0;
  if (Number(option(request, 'position')) !== length) return wrongPosition(length);
  if (length + request.incoming.body.length > longest)
    return refuse(400, 'InvalidArgument', 'The appended object is larger than 5 GB.', { ArgumentName: 'position' });
  if (existing?.body === null && length > zerosLimit)
    return refuse(400, 'InvalidRequest', 'The twin knows only the size of this object, which is over 64 MiB.');
  return findImmutable(request, bucket);
}

/** The first append says what the object is; later ones add bytes alone. A versioned bucket gives it no version of its own. */
function appended({ incoming, world }: OssRequest, bucket: LiveBucket, existing: LiveObject | undefined): LiveObject {
  const { body: more } = incoming;
  const before = existing?.body ?? Buffer.alloc(existing?.size ?? 0);
  const at = world.clock.now();
  const body = Uint8Array.from(Buffer.concat([before, more]));
  const grown = { size: body.length, body, at };
  if (existing !== undefined)
    return { ...existing, ...grown, crc: existing.crc === null ? null : crc64(more, existing.crc) };
  return {
    ...grown,
    crc: crc64(more),
    storageClass: header(incoming, 'x-oss-storage-class') ?? bucket.storageClass,
    versionId: bucket.versioning === null ? null : 'null',
    appendable: true,
    kept: keptHeaders(incoming),
  };
}

/** No header forbids overwriting here: the position does. Nothing added to an object that is there changes nothing of it. */
function appendObject(request: OssRequest, bucket: LiveBucket): Outcome {
  const existing = bucket.objects.get(request.key);
  const refused = findBadPosition(request) ?? findObstacle(request, bucket, existing);
  if (refused !== undefined) return refused;
  const object =
    existing !== undefined && request.incoming.body.length === 0 ? existing : appended(request, bucket, existing);
  bucket.objects.set(request.key, object);
  return done(empty(200, writtenHeaders(object)));
}

export const appendOperation: OssOperation = {
  action: 'AppendObject',
  permission: 'PutObject',
  method: 'POST',
  on: 'object',
  query: 'append',
  access: 'write',
  handle: appendObject,
};

import { header } from '../incoming.ts';
import type { LiveBucket, LiveObject } from '../live-bucket.ts';
import { appendOperation } from './append-object.ts';
import { findConditionOnWrite } from './conditions.ts';
import { crc64 } from './crc64.ts';
import { done, refuse, type Outcome } from './error.ts';
import { findImmutable } from './immutable.ts';
import { keptHeaders, writtenHeaders } from './object-headers.ts';
import { option, type OssOperation, type OssRequest } from './operation.ts';
import { objectReads } from './read-object.ts';
import { empty } from './xml.ts';

/** A version id, or the word of a bucket whose versioning is suspended. */
const versionOf = ({ world, key }: OssRequest, { versioning, objects }: LiveBucket): string | null =>
  versioning === 'Enabled'
    ? `CAEQ${world.ids.letters(`version ${key} ${world.clock.now()} ${objects.size}`, 28)}`
    : versioning && 'null';

/** The header means nothing in a bucket that has, or had, versioning: there it overwrites all the same. */
function findForbiddenOverwrite({ incoming, key }: OssRequest, bucket: LiveBucket): Outcome | undefined {
  const name = 'x-oss-forbid-overwrite';
  const forbid = header(incoming, name)?.toLowerCase() ?? 'false';
  if (forbid !== 'true' && forbid !== 'false')
    return refuse(400, 'InvalidArgument', `The value of ${name} must be true or false.`, { ArgumentName: name });
  if (forbid === 'false' || bucket.versioning !== null || !bucket.objects.has(key)) return undefined;
  return refuse(409, 'FileAlreadyExists', 'The object you specified already exists and can not be overwritten.', {
    Key: key,
  });
}

const findObstacle = (request: OssRequest, bucket: LiveBucket): Outcome | undefined =>
  findConditionOnWrite(request) ??
  findForbiddenOverwrite(request, bucket) ??
  (bucket.versioning === 'Enabled' ? undefined : findImmutable(request, bucket));

/** Takes the place of whatever there was: an object that took appends takes none from now on. */
function putObject(request: OssRequest, bucket: LiveBucket): Outcome {
  const obstacle = findObstacle(request, bucket);
  if (obstacle !== undefined) return obstacle;
  const { incoming, key, world } = request;
  const object: LiveObject = {
    size: incoming.body.length,
    body: Uint8Array.from(incoming.body),
    crc: crc64(incoming.body),
    at: world.clock.now(),
    storageClass: header(incoming, 'x-oss-storage-class') ?? bucket.storageClass,
    versionId: versionOf(request, bucket),
    appendable: false,
    kept: keptHeaders(incoming),
  };
  bucket.objects.set(key, object);
  return done(empty(200, writtenHeaders(object)));
}

/** Deleting what is not there is no error. With versioning on, the service leaves a marker; the twin drops the object. */
function deleteObject(request: OssRequest, bucket: LiveBucket): Outcome {
  const marker = bucket.versioning === 'Enabled' && option(request, 'versionId') === undefined;
  const obstacle = marker ? undefined : findImmutable(request, bucket);
  if (obstacle !== undefined) return obstacle;
  const version = marker ? versionOf(request, bucket) : null;
  bucket.objects.delete(request.key);
  return done(empty(204, version === null ? {} : { 'x-oss-delete-marker': 'true', 'x-oss-version-id': version }));
}

export const objectOperations: readonly OssOperation[] = [
  appendOperation,
  ...objectReads,
  { action: 'PutObject', method: 'PUT', on: 'object', access: 'write', handle: putObject },
  { action: 'DeleteObject', method: 'DELETE', on: 'object', access: 'write', handle: deleteObject },
];

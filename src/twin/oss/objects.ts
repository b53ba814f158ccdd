import { header } from '../incoming.ts';
import type { LiveBucket, LiveObject } from '../live-bucket.ts';
import { httpDate, minutes } from '../time.ts';
import { done, noSuchKey, refuse, type Outcome } from './error.ts';
import { etagOf, option, type OssOperation, type OssRequest } from './operation.ts';
import { empty } from './xml.ts';

/** What an object that is only a size may be read of at once. */
const zerosLimit = 64 * 1024 * 1024;

function headersOf(object: LiveObject): Record<string, string> {
  return {
    etag: etagOf(object.body, object.size),
    'last-modified': httpDate(object.at),
    'content-type': 'application/octet-stream',
    'accept-ranges': 'bytes',
    'x-oss-object-type': object.appendable ? 'Appendable' : 'Normal',
    'x-oss-storage-class': object.storageClass,
    ...(object.versionId !== null && { 'x-oss-version-id': object.versionId }),
    ...(object.appendable && { 'x-oss-next-append-position': String(object.size) }),
  };
}

function headObject({ key }: OssRequest, { objects }: LiveBucket): Outcome {
  const object = objects.get(key);
  if (object === undefined) return noSuchKey(key);
  return done(empty(200, { ...headersOf(object), 'content-length': String(object.size) }));
}

interface Span {
  readonly from: number;
  /** Exclusive. */
  readonly to: number;
}

/** bytes=a-b, bytes=a- and bytes=-n; a range that makes no sense is as none. */
function spanOf(request: OssRequest, size: number): Span | undefined {
  const [, from = '', to = ''] = /^bytes=(\d*)-(\d*)$/.exec(header(request.incoming, 'range') ?? '') ?? [];
  if (from === '' && to === '') return undefined;
  const span =
    from === ''
      ? { from: Math.max(0, size - Number(to)), to: size }
      : { from: Number(from), to: to === '' ? size : Math.min(size, Number(to) + 1) };
  return span.from < span.to ? span : undefined;
}

function getObject(request: OssRequest, { objects }: LiveBucket): Outcome {
  const object = objects.get(request.key);
  if (object === undefined) return noSuchKey(request.key);
  const { size, body } = object;
  const span = spanOf(request, size);
  const { from, to } = span ?? { from: 0, to: size };
  if (body === null && to - from > zerosLimit)
    return refuse(400, 'InvalidRequest', 'The twin knows only the size of this object: read it in ranges of 64 MiB.');
  const headers = {
    ...headersOf(object),
    ...(span && { 'content-range': `bytes ${from}-${to - 1}/${size}` }),
  };
  return done({
    status: span === undefined ? 200 : 206,
    headers,
    body: body === null ? Buffer.alloc(to - from) : Buffer.from(body).subarray(from, to),
  });
}

/** Under a retention rule nothing is overwritten or deleted before its time. */
function findImmutable({ key, world }: OssRequest, { worm, objects }: LiveBucket): Outcome | undefined {
  const object = objects.get(key);
  if (worm === null || object === undefined) return undefined;
  const kept = world.clock.now() - object.at < minutes(worm.days * 24 * 60);
  return kept ? refuse(409, 'FileImmutable', 'The object you specified is immutable.', { Key: key }) : undefined;
}

/** A version id, or the word of a bucket whose versioning is suspended. */
const versionOf = ({ world, key }: OssRequest, { versioning, objects }: LiveBucket): string | null =>
  versioning === 'Enabled'
    ? `CAEQ${world.ids.letters(`version ${key} ${world.clock.now()} ${objects.size}`, 28)}`
    : versioning && 'null';

function findObstacle(request: OssRequest, bucket: LiveBucket): Outcome | undefined {
  const forbidden = header(request.incoming, 'x-oss-forbid-overwrite')?.toLowerCase() === 'true';
  if (forbidden && bucket.objects.has(request.key)) {
    const message = 'The object you specified already exists and can not be overwritten.';
    return refuse(409, 'FileAlreadyExists', message, { Key: request.key });
  }
  return bucket.versioning === 'Enabled' ? undefined : findImmutable(request, bucket);
}

const writtenHeaders = (object: LiveObject): Record<string, string> => ({
  etag: etagOf(object.body, object.size),
  ...(object.versionId !== null && { 'x-oss-version-id': object.versionId }),
});

function putObject(request: OssRequest, bucket: LiveBucket): Outcome {
  const obstacle = findObstacle(request, bucket);
  if (obstacle !== undefined) return obstacle;
  const { incoming, key, world } = request;
  const object: LiveObject = {
    size: incoming.body.length,
    body: Uint8Array.from(incoming.body),
    at: world.clock.now(),
    storageClass: header(incoming, 'x-oss-storage-class') ?? bucket.storageClass,
    versionId: versionOf(request, bucket),
    appendable: false,
  };
  bucket.objects.set(key, object);
  return done(empty(200, writtenHeaders(object)));
}

function findAppendObstacle(request: OssRequest, bucket: LiveBucket): Outcome | undefined {
  const existing = bucket.objects.get(request.key);
  const position = option(request, 'position') ?? '';
  if (!/^\d+$/.test(position))
    return refuse(400, 'InvalidArgument', 'Argument position must be a non-negative integer.', {
      ArgumentName: 'position',
    });
  if (existing?.appendable === false)
    return refuse(409, 'ObjectNotAppendable', 'The object is not appendable.', { Key: request.key });
  const length = existing?.size ?? 0;
  if (Number(position) === length) return undefined;
  return refuse(409, 'PositionNotEqualToLength', 'Position is not equal to file length', {
    'x-oss-next-append-position': String(length),
  });
}

/** Two appends at one position: the second finds the object longer, and is told how long. */
function appendObject(request: OssRequest, bucket: LiveBucket): Outcome {
  const existing = bucket.objects.get(request.key);
  const obstacle =
    existing === undefined ? findObstacle(request, bucket) : findImmutableAppend(request, bucket, existing);
  const refused = obstacle ?? findAppendObstacle(request, bucket);
  if (refused !== undefined) return refused;
  const body = Buffer.concat([existing?.body ?? Buffer.alloc(existing?.size ?? 0), request.incoming.body]);
  const object: LiveObject = {
    size: body.length,
    body: Uint8Array.from(body),
    at: request.world.clock.now(),
    storageClass: existing?.storageClass ?? bucket.storageClass,
    versionId: existing?.versionId ?? versionOf(request, bucket),
    appendable: true,
  };
  bucket.objects.set(request.key, object);
  return done(empty(200, { ...writtenHeaders(object), 'x-oss-next-append-position': String(object.size) }));
}

/** Locked objects are not appended to either, and forbid-overwrite only guards the first append. */
const findImmutableAppend = (
  request: OssRequest,
  bucket: LiveBucket,
  { appendable }: LiveObject,
): Outcome | undefined => (appendable ? findImmutable(request, bucket) : undefined);

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
  {
    action: 'AppendObject',
    permission: 'PutObject',
    method: 'POST',
    on: 'object',
    query: 'append',
    access: 'write',
    handle: appendObject,
  },
  { action: 'HeadObject', permission: 'GetObject', method: 'HEAD', on: 'object', access: 'read', handle: headObject },
  { action: 'GetObject', method: 'GET', on: 'object', access: 'read', handle: getObject },
  { action: 'PutObject', method: 'PUT', on: 'object', access: 'write', handle: putObject },
  { action: 'DeleteObject', method: 'DELETE', on: 'object', access: 'write', handle: deleteObject },
];

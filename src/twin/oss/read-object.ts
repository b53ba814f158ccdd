import type { LiveBucket, LiveObject } from '../live-bucket.ts';
import { findUnmetCondition } from './conditions.ts';
import { done, noSuchKey, refuse, type Outcome } from './error.ts';
import { headersOf, metaOf } from './object-headers.ts';
import type { OssOperation, OssRequest } from './operation.ts';
import { spanOf } from './range.ts';
import { empty } from './xml.ts';

/** What an object that is only a size may be read of at once. */
export const zerosLimit = 64 * 1024 * 1024;

const onObject =
  (read: (request: OssRequest, object: LiveObject) => Outcome) =>
  (request: OssRequest, { objects }: LiveBucket): Outcome => {
    const object = objects.get(request.key);
    return object === undefined ? noSuchKey(request.key) : read(request, object);
  };

const lengthOf = ({ size }: LiveObject): Readonly<Record<string, string>> => ({ 'content-length': String(size) });

const headObject = (request: OssRequest, object: LiveObject): Outcome =>
  findUnmetCondition(request, object) ?? done(empty(200, { ...headersOf(object), ...lengthOf(object) }));

const getMeta = (_: OssRequest, object: LiveObject): Outcome =>
  done(empty(200, { ...metaOf(object), ...lengthOf(object) }));

function getObject(request: OssRequest, object: LiveObject): Outcome {
  const unmet = findUnmetCondition(request, object);
  if (unmet !== undefined) return unmet;
  const { size, body } = object;
  const asked = spanOf(request, size);
  if (!asked.ok) return asked.refusal;
  const { from, to } = asked.span ?? { from: 0, to: size };
  if (body === null && to - from > zerosLimit)
    return refuse(400, 'InvalidRequest', 'The twin knows only the size of this object: read it in ranges of 64 MiB.');
  const content = body === null ? Buffer.alloc(to - from) : Buffer.from(body).subarray(from, to);
  const { 'content-md5': md5, ...headers } = headersOf(object);
  if (asked.span === undefined)
    return done({
      status: 200,
      headers: { ...headers, ...(md5 !== undefined && { 'content-md5': md5 }) },
      body: content,
    });
  return done({
    status: 206,
    headers: { ...headers, 'content-range': `bytes ${from}-${to - 1}/${size}` },
    body: content,
  });
}

const read = (action: string, method: 'GET' | 'HEAD', handle: OssOperation['handle']): OssOperation => ({
  action,
  permission: 'GetObject',
  method,
  on: 'object',
  access: 'read',
  handle,
});

export const objectReads: readonly OssOperation[] = [
  { ...read('GetObjectMeta', 'HEAD', onObject(getMeta)), query: 'objectMeta' },
  read('HeadObject', 'HEAD', onObject(headObject)),
  read('GetObject', 'GET', onObject(getObject)),
];

import { createHash } from 'node:crypto';
import type { Incoming } from '../incoming.ts';
import { header } from '../incoming.ts';
import type { LiveObject } from '../live-bucket.ts';
import { httpDate } from '../time.ts';

type Headers = Readonly<Record<string, string>>;

/**
 * Made up from the content, of what was put as the real ones are, its MD5; a size alone stands for a content of zeros.
 * That of an appended object is no MD5, and ends like the ones the reference shows.
 */
export function etagOf({ body, size, appendable }: LiveObject): string {
  const hash = createHash('md5')
    .update(body ?? `zeros ${size}`)
    .digest('hex')
    .toUpperCase();
  return `"${appendable ? `${hash.slice(0, 24)}00000000` : hash}"`;
}

/** Absent where the content is not known. */
const crcOf = ({ crc }: LiveObject): Headers => (crc === null ? {} : { 'x-oss-hash-crc64ecma': String(crc) });

const versionOf = ({ versionId }: LiveObject): Headers => (versionId === null ? {} : { 'x-oss-version-id': versionId });

const md5Of = ({ body, appendable }: LiveObject): Headers =>
  body === null || appendable ? {} : { 'content-md5': createHash('md5').update(body).digest('base64') };

/** Where the next append goes, of an object that takes one. */
export const nextPosition = (length: number): Headers => ({ 'x-oss-next-append-position': String(length) });

/** What GetObjectMeta tells, and no more than that (its reference). */
export const metaOf = (object: LiveObject): Headers => ({
  etag: etagOf(object),
  'last-modified': httpDate(object.at),
  ...versionOf(object),
});

/** What HeadObject tells, and GetObject of the whole. */
export const headersOf = (object: LiveObject): Headers => ({
  'content-type': 'application/octet-stream',
  ...object.kept,
  ...metaOf(object),
  'accept-ranges': 'bytes',
  'x-oss-object-type': object.appendable ? 'Appendable' : 'Normal',
  'x-oss-storage-class': object.storageClass,
  ...crcOf(object),
  ...md5Of(object),
  ...(object.appendable && nextPosition(object.size)),
});

/** What a write answers. */
export const writtenHeaders = (object: LiveObject): Headers => ({
  etag: etagOf(object),
  ...versionOf(object),
  ...crcOf(object),
  ...md5Of(object),
  ...(object.appendable && nextPosition(object.size)),
});

const keptNames = ['cache-control', 'content-disposition', 'content-encoding', 'content-type', 'expires'];

/** What a write says about its object, and reads repeat. */
export const keptHeaders = (incoming: Incoming): Headers =>
  Object.fromEntries(
    Object.keys(incoming.headers)
      .filter((name) => keptNames.includes(name) || name.startsWith('x-oss-meta-'))
      .map((name) => [name, header(incoming, name) ?? '']),
  );

import type { LiveBucket, LiveObject } from '../live-bucket.ts';
import { done, refuse, type Outcome } from './error.ts';
import { etagOf } from './object-headers.ts';
import { listedObjects } from './stale-lists.ts';
import { isoDate, option, type OssOperation, type OssRequest } from './operation.ts';
import { xml, type Xml } from './xml.ts';

/** One row of a list: an object, or all that share a beginning up to the delimiter. */
type Row = { readonly name: string; readonly object?: LiveObject };

interface Page {
  readonly rows: readonly Row[];
  /** Where the next page goes on; undefined on the last. */
  readonly next: string | undefined;
}

const byBytes = (left: string, right: string): number => Buffer.compare(Buffer.from(left), Buffer.from(right));

/** All rows in the order of the names' bytes. */
function rowsOf(objects: ReadonlyMap<string, LiveObject>, prefix: string, delimiter: string): readonly Row[] {
  const rows = new Map<string, Row>();
  for (const key of [...objects.keys()].filter((each) => each.startsWith(prefix)).toSorted(byBytes)) {
    const end = delimiter === '' ? -1 : key.indexOf(delimiter, prefix.length);
    const object = objects.get(key);
    if (end >= 0) {
      const name = key.slice(0, end + delimiter.length);
      rows.set(`${name}/`, { name });
    } else if (object !== undefined) rows.set(key, { name: key, object });
  }
  return [...rows.values()].toSorted((left, right) => byBytes(left.name, right.name));
}

function pageOf(rows: readonly Row[], after: string, size: number): Page {
  const left = rows.filter(({ name }) => byBytes(name, after) > 0);
  const page = left.slice(0, size);
  return { rows: page, next: left.length > page.length ? page.at(-1)?.name : undefined };
}

/** max-keys is 1 to 1000; undefined for anything else. */
function sizeOf(request: OssRequest): number | undefined {
  const text = option(request, 'max-keys') ?? '100';
  const size = /^\d+$/.test(text) ? Number(text) : 0;
  return size >= 1 && size <= 1000 ? size : undefined;
}

const invalidSize = (): Outcome =>
  refuse(400, 'InvalidArgument', 'Argument max-keys must be an integer between 1 and 1000.', {
    ArgumentName: 'max-keys',
  });

interface Writing {
  /** Names as the client wants them, plain or percent-encoded. */
  readonly name: (text: string) => string;
  readonly owner: Xml | undefined;
}

function writing(request: OssRequest, { owner }: LiveBucket, withOwner: boolean): Writing {
  const url = option(request, 'encoding-type') === 'url';
  return {
    name: (text) => (url ? encodeURIComponent(text) : text),
    owner: withOwner ? { ID: owner, DisplayName: owner } : undefined,
  };
}

const renderObject = (key: string, object: LiveObject, { name, owner }: Writing): Xml => ({
  Key: name(key),
  LastModified: isoDate(object.at),
  ETag: etagOf(object),
  Type: object.appendable ? 'Appendable' : 'Normal',
  Size: object.size,
  StorageClass: object.storageClass,
  Owner: owner,
});

const contentsOf = ({ rows }: Page, written: Writing): { readonly [name: string]: Xml } => ({
  Contents: rows.flatMap(({ name, object }) => (object === undefined ? [] : [renderObject(name, object, written)])),
  CommonPrefixes: rows.flatMap(({ name, object }) => (object === undefined ? [{ Prefix: written.name(name) }] : [])),
});

/** What all three lists say first. */
function headOf(request: OssRequest, { name }: LiveBucket, size: number): { readonly [name: string]: Xml | undefined } {
  return {
    Name: name,
    Prefix: option(request, 'prefix') ?? '',
    MaxKeys: size,
    Delimiter: option(request, 'delimiter') ?? '',
    EncodingType: option(request, 'encoding-type'),
  };
}

const rowsFor = (request: OssRequest, bucket: LiveBucket): readonly Row[] =>
  rowsOf(listedObjects(bucket), option(request, 'prefix') ?? '', option(request, 'delimiter') ?? '');

function listV1(request: OssRequest, bucket: LiveBucket): Outcome {
  const size = sizeOf(request);
  if (size === undefined) return invalidSize();
  const marker = option(request, 'marker') ?? '';
  const page = pageOf(rowsFor(request, bucket), marker, size);
  const written = writing(request, bucket, true);
  const result = {
    ...headOf(request, bucket, size),
    Marker: written.name(marker),
    IsTruncated: page.next !== undefined,
    NextMarker: page.next && written.name(page.next),
    ...contentsOf(page, written),
  };
  return done(xml(200, 'ListBucketResult', result));
}

const encodeToken = (name: string): string => Buffer.from(name).toString('base64');

function decodeToken(token: string): string | undefined {
  const name = Buffer.from(token, 'base64').toString('utf8');
  return encodeToken(name) === token ? name : undefined;
}

function listV2(request: OssRequest, bucket: LiveBucket): Outcome {
  const size = sizeOf(request);
  if (size === undefined) return invalidSize();
  const token = option(request, 'continuation-token');
  const after = token === undefined ? (option(request, 'start-after') ?? '') : decodeToken(token);
  if (after === undefined)
    return refuse(400, 'InvalidArgument', 'The continuation token provided is incorrect.', {
      ArgumentName: 'continuation-token',
    });
  const page = pageOf(rowsFor(request, bucket), after, size);
  const result = {
    ...headOf(request, bucket, size),
    ContinuationToken: token,
    StartAfter: option(request, 'start-after'),
    KeyCount: page.rows.length,
    IsTruncated: page.next !== undefined,
    NextContinuationToken: page.next && encodeToken(page.next),
    ...contentsOf(page, writing(request, bucket, option(request, 'fetch-owner') === 'true')),
  };
  return done(xml(200, 'ListBucketResult', result));
}

/** The twin keeps one version of an object, which is the latest. */
function listVersions(request: OssRequest, bucket: LiveBucket): Outcome {
  const size = sizeOf(request);
  if (size === undefined) return invalidSize();
  const marker = option(request, 'key-marker') ?? '';
  const page = pageOf(rowsFor(request, bucket), marker, size);
  const written = writing(request, bucket, true);
  const { Contents, CommonPrefixes = [] } = contentsOf(page, written);
  const versions = (Contents as readonly { readonly [name: string]: Xml }[]).map((entry, index) => ({
    ...entry,
    VersionId: page.rows.filter(({ object }) => object)[index]?.object?.versionId ?? 'null',
    IsLatest: true,
  }));
  const result = {
    ...headOf(request, bucket, size),
    KeyMarker: written.name(marker),
    VersionIdMarker: option(request, 'version-id-marker') ?? '',
    IsTruncated: page.next !== undefined,
    NextKeyMarker: page.next && written.name(page.next),
    NextVersionIdMarker: page.next && 'null',
    Version: versions,
    CommonPrefixes,
  };
  return done(xml(200, 'ListVersionsResult', result));
}

const list = (action: string, permission: string, handle: OssOperation['handle']): OssOperation => ({
  action,
  permission,
  method: 'GET',
  on: 'bucket',
  access: 'read',
  handle,
});

/** The last of them is what GET of a bucket means when its query names nothing else. */
export const lists: readonly OssOperation[] = [
  { ...list('ListObjectVersions', 'ListObjectVersions', listVersions), query: 'versions' },
  { ...list('ListObjectsV2', 'ListObjects', listV2), query: 'list-type' },
  list('ListObjects', 'ListObjects', listV1),
];

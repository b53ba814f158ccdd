import type { Answer, Fence } from '../../../src/core/operation.ts';
import type { Json } from '../../../src/core/fact.ts';
import { malformed } from '../../wire/failure.ts';
import { isObject, objectIn, parseJson, textIn, type JsonObject } from '../../wire/json.ts';
import { mapReading, orAbsent, type Reading } from '../../wire/reading.ts';
import type { Session } from '../session.ts';
import { storageAnswerOf } from '../write-answer.ts';
import { parseXml, xmlText } from '../xml.ts';
import {
  bucketInfoIn,
  encryptionIn,
  objectsPageIn,
  refererIn,
  versionsPageIn,
  wormIn,
  type BucketInfo,
  type Encryption,
  type ObjectVersion,
  type Referer,
  type StoragePage,
  type StoredObject,
  type Worm,
} from './oss-answers.ts';

export interface BucketTarget {
  readonly bucket: string;
  /** The bucket's region; asked elsewhere, OSS says AccessDenied and names the right endpoint. */
  readonly region: string;
}

/** An object, or one version of it where `versionId` is given. */
export interface ObjectName {
  readonly key: string;
  readonly versionId?: string;
}

/** The reads of object storage (ACK API reference, §3.9). null: OSS itself says that there is none. */
export interface OssReads {
  /** For the bucket's owner only. null: no bucket of this name exists, anybody's. */
  getBucketInfo(target: BucketTarget): Promise<Reading<BucketInfo | null>>;
  /** private, public-read, public-read-write. */
  getBucketAcl(target: BucketTarget): Promise<Reading<string>>;
  getBucketReferer(target: BucketTarget): Promise<Reading<Referer>>;
  /** Enabled, Suspended; '' where versions were never kept. */
  getBucketVersioning(target: BucketTarget): Promise<Reading<string>>;
  getBucketWorm(target: BucketTarget): Promise<Reading<Worm | null>>;
  getBucketEncryption(target: BucketTarget): Promise<Reading<Encryption | null>>;
  /** The document, as `decide` takes it. */
  getBucketPolicy(target: BucketTarget): Promise<Reading<Json>>;
  listObjects(target: BucketTarget, prefix: string): Promise<Reading<readonly StoredObject[]>>;
  listObjectVersions(target: BucketTarget, prefix: string): Promise<Reading<readonly ObjectVersion[]>>;
}

/** The writes of object storage (§4.5). A signature of OSS has no nonce: that one is sent once is the caller's promise. */
export interface OssWrites {
  /** A private bucket of class Standard, locally redundant. Refused where anybody has a bucket of this name. */
  putBucket(target: BucketTarget, fence: Fence): Promise<Answer>;
  /** Replaces the whole configuration: give what was read, with the change. */
  putBucketReferer(target: BucketTarget, referer: Referer, fence: Fence): Promise<Answer>;
  /** Accepted also where there is no such object. In a bucket with versions, without an id it only adds a marker. */
  deleteObject(target: BucketTarget, object: ObjectName, fence: Fence): Promise<Answer>;
  /** At most 1,000 objects or versions with one request; those that are not there are no error. What is left, a list tells. */
  deleteObjects(target: BucketTarget, objects: readonly ObjectName[], fence: Fence): Promise<Answer>;
  /** Refused (BucketNotEmpty) while anything is in it. */
  deleteBucket(target: BucketTarget, fence: Fence): Promise<Answer>;
}

export type Oss = OssReads & OssWrites;

type Query = Readonly<Record<string, string>>;

/** Elements that are lists even when there is one. */
const lists = ['Referer', 'Contents', 'Version', 'DeleteMarker'];

/** Ten thousand objects and more; a list that never ends is not waited for. */
const mostPages = 200;

const getter =
  (session: Session) =>
  ({ region, bucket }: BucketTarget, action: string, query: Query): Promise<Reading<string>> =>
    session.readStorage({ region, bucket, action, method: 'GET', key: '', query, headers: {}, body: null });

type Get = ReturnType<typeof getter>;

const readXml = async <T>(
  get: Promise<Reading<string>>,
  map: (body: JsonObject) => T | null,
  wanted: string,
): Promise<Reading<T>> => {
  const parsed = mapReading(await get, (text) => parseXml(text, lists), 'XML document');
  return mapReading(parsed, map, wanted);
};

const readList = async <T>(
  ask: (next: Query) => Promise<Reading<string>>,
  map: (body: JsonObject) => StoragePage<T> | null,
): Promise<Reading<readonly T[]>> => {
  const rows: T[] = [];
  let next: Query = {};
  for (let page = 0; page < mostPages; page += 1) {
    const reading: Reading<StoragePage<T>> = await readXml(ask(next), map, 'list that can be read whole');
    if (!reading.ok) return reading;
    rows.push(...reading.value.rows);
    if (reading.value.next === null) return { ...reading, value: rows };
    ({ next } = reading.value);
  }
  return { ok: false, call: 'ListObjects', failure: malformed('the list does not end', '') };
};

const pageQuery = { 'encoding-type': 'url', 'max-keys': '1000' } as const;

const createLists = (get: Get): Pick<OssReads, 'listObjects' | 'listObjectVersions'> => ({
  listObjects: (target, prefix) =>
    readList(
      (next) => get(target, 'ListObjectsV2', { 'list-type': '2', prefix, ...pageQuery, ...next }),
      objectsPageIn,
    ),
  listObjectVersions: (target, prefix) =>
    readList(
      (next) => get(target, 'ListObjectVersions', { versions: '', prefix, ...pageQuery, ...next }),
      versionsPageIn,
    ),
});

const createReads = (session: Session): OssReads => {
  const get = getter(session);
  const absent = <T>(reading: Reading<T>, code: RegExp) => orAbsent(reading, code, session.stamp());
  return {
    ...createLists(get),
    getBucketInfo: async (target) => {
      const reading = readXml(get(target, 'GetBucketInfo', { bucketInfo: '' }), bucketInfoIn, 'BucketInfo');
      return absent(await reading, /^NoSuchBucket$/);
    },
    getBucketAcl: (target) => {
      const grant = (body: JsonObject) =>
        textIn(objectIn(objectIn(body, 'AccessControlPolicy'), 'AccessControlList'), 'Grant') || null;
      return readXml(get(target, 'GetBucketAcl', { acl: '' }), grant, 'Grant');
    },
    getBucketReferer: (target) =>
      readXml(get(target, 'GetBucketReferer', { referer: '' }), refererIn, 'AllowEmptyReferer'),
    getBucketVersioning: (target) => {
      // Never switched on, the configuration is an empty element: a text, not an object.
      const status = (body: JsonObject) =>
        body['VersioningConfiguration'] === undefined
          ? null
          : textIn(objectIn(body, 'VersioningConfiguration'), 'Status');
      return readXml(get(target, 'GetBucketVersioning', { versioning: '' }), status, 'VersioningConfiguration');
    },
    getBucketWorm: async (target) =>
      absent(await readXml(get(target, 'GetBucketWorm', { worm: '' }), wormIn, 'State'), /^NoSuchWORMConfiguration$/),
    getBucketEncryption: async (target) => {
      const reading = readXml(get(target, 'GetBucketEncryption', { encryption: '' }), encryptionIn, 'SSEAlgorithm');
      return absent(await reading, /^NoSuchServerSideEncryptionRule$/);
    },
    getBucketPolicy: async (target) => {
      const text = await get(target, 'GetBucketPolicy', { policy: '' });
      const document = (said: string): Json | null => {
        const value = parseJson(said);
        return isObject(value) ? value : null;
      };
      return absent(mapReading(text, document, 'policy document'), /^NoSuchBucketPolicy$/);
    },
  };
};

const element = (name: string, flag: boolean | null): string =>
  flag === null ? '' : `<${name}>${String(flag)}</${name}>`;

const refererList = (name: string, referers: readonly string[]): string =>
  `<${name}>${referers.map((referer) => `<Referer>${xmlText(referer)}</Referer>`).join('')}</${name}>`;

const refererXml = (referer: Referer): string =>
  [
    '<RefererConfiguration>',
    element('AllowEmptyReferer', referer.allowEmpty),
    element('AllowTruncateQueryString', referer.allowTruncateQuery),
    element('TruncatePath', referer.truncatePath),
    refererList('RefererList', referer.referers),
    referer.blacklist.length === 0 ? '' : refererList('RefererBlacklist', referer.blacklist),
    '</RefererConfiguration>',
  ].join('');

const newBucketXml =
  '<CreateBucketConfiguration><StorageClass>Standard</StorageClass>' +
  '<DataRedundancyType>LRS</DataRedundancyType></CreateBucketConfiguration>';

/** XML 1.0 can write no control character, and a key that is changed on the way would be another object's. */
const isWritable = ({ key }: ObjectName): boolean => key !== '' && !/[\p{Cc}\p{Cs}\ufffe\uffff]/u.test(key);

const objectXml = ({ key, versionId }: ObjectName): string => {
  const version = versionId === undefined ? '' : `<VersionId>${xmlText(versionId)}</VersionId>`;
  return `<Object><Key>${xmlText(key)}</Key>${version}</Object>`;
};

const deleteXml = (objects: readonly ObjectName[]): string =>
  `<Delete><Quiet>true</Quiet>${objects.map(objectXml).join('')}</Delete>`;

const badKey: Answer = { is: 'refused', code: 'InvalidObjectName', request: '', why: 'an object’s key cannot be sent' };

const createWrites = (session: Session): OssWrites => {
  const base = { key: '', query: {}, headers: {}, body: null } as const;
  return {
    putBucket: async (target, fence) => {
      const call = { ...base, ...target, action: 'PutBucket', method: 'PUT', body: newBucketXml } as const;
      const headers = { 'x-oss-acl': 'private' };
      return storageAnswerOf(await session.writeStorage({ ...call, headers }, fence));
    },
    putBucketReferer: async (target, referer, fence) => {
      const call = { ...base, ...target, action: 'PutBucketReferer', method: 'PUT', query: { referer: '' } } as const;
      return storageAnswerOf(await session.writeStorage({ ...call, body: refererXml(referer) }, fence));
    },
    deleteObject: async (target, { key, versionId }, fence) => {
      // Without a key the same request would delete the bucket.
      if (key === '') return { is: 'refused', code: 'InvalidObjectName', request: '', why: 'an object’s key is empty' };
      const call = { ...base, ...target, action: 'DeleteObject', method: 'DELETE', key } as const;
      const query: Query = versionId === undefined ? {} : { versionId };
      return storageAnswerOf(await session.writeStorage({ ...call, query }, fence));
    },
    deleteObjects: async (target, objects, fence) => {
      if (objects.length === 0 || !objects.every(isWritable)) return badKey;
      const call = {
        ...base,
        ...target,
        action: 'DeleteMultipleObjects',
        method: 'POST',
        query: { delete: '' },
      } as const;
      return storageAnswerOf(await session.writeStorage({ ...call, body: deleteXml(objects) }, fence));
    },
    deleteBucket: async (target, fence) => {
      const call = { ...base, ...target, action: 'DeleteBucket', method: 'DELETE' } as const;
      return storageAnswerOf(await session.writeStorage(call, fence));
    },
  };
};

export const createOss = (session: Session): Oss => ({ ...createReads(session), ...createWrites(session) });

import { flagIn, listIn, numberIn, objectIn, objectsIn, textIn, type JsonObject } from '../../wire/json.ts';

/** Words as the service writes them; '' or null where it wrote none. */
export interface BucketInfo {
  readonly name: string;
  /** `oss-<region>`. */
  readonly location: string;
  /** Standard, IA, Archive, ColdArchive, … */
  readonly storageClass: string;
  readonly intranetEndpoint: string;
  readonly extranetEndpoint: string;
  readonly ownerId: string;
  readonly creationDate: string;
  /** private, public-read, public-read-write. */
  readonly acl: string;
  /** Enabled, Suspended; '' where versions were never kept. */
  readonly versioning: string;
  /** None, AES256, KMS, … */
  readonly encryption: string;
  readonly kmsKeyId: string;
}

/** Hotlink protection. Members that are null were not stated, and are not written either. */
export interface Referer {
  /** false: requests without a Referer header are refused. */
  readonly allowEmpty: boolean;
  readonly referers: readonly string[];
  readonly blacklist: readonly string[];
  readonly allowTruncateQuery: boolean | null;
  readonly truncatePath: boolean | null;
}

/** A retention rule that keeps objects from being deleted. */
export interface Worm {
  readonly id: string;
  /** InProgress, Locked, Expired. */
  readonly state: string;
  readonly days: number | null;
}

export interface Encryption {
  readonly algorithm: string;
  readonly kmsKeyId: string;
}

export interface StoredObject {
  readonly key: string;
  readonly size: number | null;
  readonly lastModified: string;
}

/** One version of an object; a marker hides the ones before it and holds nothing. */
export interface ObjectVersion {
  readonly key: string;
  readonly versionId: string;
  readonly isLatest: boolean;
  readonly isMarker: boolean;
  readonly lastModified: string;
}

export const bucketInfoIn = (body: JsonObject): BucketInfo | null => {
  const bucket = objectIn(objectIn(body, 'BucketInfo'), 'Bucket');
  if (textIn(bucket, 'Name') === '' || textIn(bucket, 'Location') === '') return null;
  const rule = objectIn(bucket, 'ServerSideEncryptionRule');
  return {
    name: textIn(bucket, 'Name'),
    location: textIn(bucket, 'Location'),
    storageClass: textIn(bucket, 'StorageClass'),
    intranetEndpoint: textIn(bucket, 'IntranetEndpoint'),
    extranetEndpoint: textIn(bucket, 'ExtranetEndpoint'),
    ownerId: textIn(objectIn(bucket, 'Owner'), 'ID'),
    creationDate: textIn(bucket, 'CreationDate'),
    acl: textIn(objectIn(bucket, 'AccessControlList'), 'Grant'),
    versioning: textIn(bucket, 'Versioning'),
    encryption: textIn(rule, 'SSEAlgorithm'),
    kmsKeyId: textIn(rule, 'KMSMasterKeyID'),
  };
};

const texts = (object: JsonObject, name: string): readonly string[] =>
  (listIn(object, name) ?? []).filter((value) => typeof value === 'string');

export const refererIn = (body: JsonObject): Referer | null => {
  const configuration = objectIn(body, 'RefererConfiguration');
  const allowEmpty = flagIn(configuration, 'AllowEmptyReferer');
  if (allowEmpty === null) return null;
  return {
    allowEmpty,
    referers: texts(objectIn(configuration, 'RefererList'), 'Referer'),
    blacklist: texts(objectIn(configuration, 'RefererBlacklist'), 'Referer'),
    allowTruncateQuery: flagIn(configuration, 'AllowTruncateQueryString'),
    truncatePath: flagIn(configuration, 'TruncatePath'),
  };
};

export const wormIn = (body: JsonObject): Worm | null => {
  const worm = objectIn(body, 'WormConfiguration');
  if (textIn(worm, 'State') === '') return null;
  return {
    id: textIn(worm, 'WormId'),
    state: textIn(worm, 'State'),
    days: numberIn(worm, 'RetentionPeriodInDays'),
  };
};

export const encryptionIn = (body: JsonObject): Encryption | null => {
  const rule = objectIn(objectIn(body, 'ServerSideEncryptionRule'), 'ApplyServerSideEncryptionByDefault');
  if (textIn(rule, 'SSEAlgorithm') === '') return null;
  return { algorithm: textIn(rule, 'SSEAlgorithm'), kmsKeyId: textIn(rule, 'KMSMasterKeyID') };
};

/** A page of a list: its rows, and the query of the next page; null where this was the last. */
export interface StoragePage<T> {
  readonly rows: readonly T[];
  readonly next: Readonly<Record<string, string>> | null;
}

/** Keys are asked for percent-encoded, since XML cannot hold every character a key may have. */
const keyIn = (row: JsonObject, name: string): string | null => {
  try {
    return decodeURIComponent(textIn(row, name).replaceAll('+', '%20'));
  } catch {
    return null;
  }
};

/** null where the list cannot be trusted: a key that does not decode, or no word on whether it ends here. */
const pageOf = <T>(
  result: JsonObject,
  rows: readonly (T | null)[],
  next: Readonly<Record<string, string>>,
): StoragePage<T> | null => {
  const more = flagIn(result, 'IsTruncated');
  const good = rows.filter((row) => row !== null);
  if (more === null || good.length < rows.length) return null;
  return { rows: good, next: more ? next : null };
};

export const objectsPageIn = (body: JsonObject): StoragePage<StoredObject> | null => {
  const result = objectIn(body, 'ListBucketResult');
  const rows = objectsIn(result, 'Contents').map((row) => {
    const key = keyIn(row, 'Key');
    return key === null ? null : { key, size: numberIn(row, 'Size'), lastModified: textIn(row, 'LastModified') };
  });
  return pageOf(result, rows, { 'continuation-token': textIn(result, 'NextContinuationToken') });
};

/** The keys and, where a delimiter was given, what keys have in common up to it. */
export const namesPageIn = (body: JsonObject): StoragePage<string> | null => {
  const result = objectIn(body, 'ListBucketResult');
  const rows = [
    ...objectsIn(result, 'Contents').map((row) => keyIn(row, 'Key')),
    ...objectsIn(result, 'CommonPrefixes').map((row) => keyIn(row, 'Prefix')),
  ];
  return pageOf(result, rows, { 'continuation-token': textIn(result, 'NextContinuationToken') });
};

const versionIn = (row: JsonObject, isMarker: boolean): ObjectVersion | null => {
  const key = keyIn(row, 'Key');
  if (key === null) return null;
  return {
    key,
    versionId: textIn(row, 'VersionId'),
    isLatest: flagIn(row, 'IsLatest') === true,
    isMarker,
    lastModified: textIn(row, 'LastModified'),
  };
};

export const versionsPageIn = (body: JsonObject): StoragePage<ObjectVersion> | null => {
  const result = objectIn(body, 'ListVersionsResult');
  const rows = [
    ...objectsIn(result, 'Version').map((row) => versionIn(row, false)),
    ...objectsIn(result, 'DeleteMarker').map((row) => versionIn(row, true)),
  ];
  const marker = keyIn(result, 'NextKeyMarker');
  if (marker === null) return null;
  return pageOf(result, rows, { 'key-marker': marker, 'version-id-marker': textIn(result, 'NextVersionIdMarker') });
};

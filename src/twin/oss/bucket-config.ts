import type { LiveBucket } from '../live-bucket.ts';
import { done, malformed, refuse, type Outcome } from './error.ts';
import { isoDate, type OssOperation, type OssRequest } from './operation.ts';
import { elementsOf, empty, hasRoot, textOf, xml, type Xml } from './xml.ts';

const ownerOf = ({ owner }: LiveBucket): Xml => ({ ID: owner, DisplayName: owner });

const encryptionOf = ({ kmsKey }: LiveBucket): Xml =>
  kmsKey === null ? { SSEAlgorithm: 'None' } : { SSEAlgorithm: 'KMS', KMSMasterKeyID: kmsKey };

function getInfo(_: OssRequest, bucket: LiveBucket): Outcome {
  const { name, region, created, acl, storageClass, versioning } = bucket;
  const info: Xml = {
    Bucket: {
      Comment: '',
      CreationDate: isoDate(created),
      CrossRegionReplication: 'Disabled',
      DataRedundancyType: 'LRS',
      ExtranetEndpoint: `oss-${region}.aliyuncs.com`,
      IntranetEndpoint: `oss-${region}-internal.aliyuncs.com`,
      Location: `oss-${region}`,
      Name: name,
      StorageClass: storageClass,
      TransferAcceleration: 'Disabled',
      Owner: ownerOf(bucket),
      AccessControlList: { Grant: acl },
      ServerSideEncryptionRule: encryptionOf(bucket),
      Versioning: versioning ?? undefined,
      BlockPublicAccess: false,
    },
  };
  return done(xml(200, 'BucketInfo', info));
}

const getAcl = (_: OssRequest, bucket: LiveBucket): Outcome =>
  done(xml(200, 'AccessControlPolicy', { Owner: ownerOf(bucket), AccessControlList: { Grant: bucket.acl } }));

const getReferer = (_: OssRequest, { referer }: LiveBucket): Outcome =>
  done(
    xml(200, 'RefererConfiguration', {
      AllowEmptyReferer: referer.allowEmpty,
      AllowTruncateQueryString: true,
      TruncatePath: false,
      RefererList: { Referer: referer.list },
    }),
  );

/** Takes the place of the whole configuration; an empty RefererList lets everybody in who may be without one. */
function putReferer({ incoming }: OssRequest, bucket: LiveBucket): Outcome {
  const body = incoming.body.toString('utf8');
  const allow = textOf(body, 'AllowEmptyReferer')?.trim().toLowerCase();
  if (!hasRoot(body, 'RefererConfiguration') || (allow !== 'true' && allow !== 'false')) return malformed();
  const list = elementsOf(body, 'Referer').flatMap((inner) => textOf(`<r>${inner}</r>`, 'r') ?? []);
  bucket.referer = { allowEmpty: allow === 'true', list };
  return done(empty(200));
}

function putAcl({ incoming }: OssRequest, bucket: LiveBucket): Outcome {
  const acl = String(incoming.headers['x-oss-acl'] ?? '');
  if (acl !== 'private' && acl !== 'public-read' && acl !== 'public-read-write')
    return refuse(400, 'InvalidArgument', 'no such bucket access control exists', { ArgumentName: 'x-oss-acl' });
  bucket.acl = acl;
  return done(empty(200));
}

function getWorm(_: OssRequest, { worm, name, created }: LiveBucket): Outcome {
  if (worm === null)
    return refuse(404, 'NoSuchWORMConfiguration', 'The WORM Configuration does not exist.', { BucketName: name });
  return done(
    xml(200, 'WormConfiguration', {
      WormId: name.toUpperCase(),
      State: worm.state,
      RetentionPeriodInDays: worm.days,
      CreationDate: isoDate(created),
    }),
  );
}

function getEncryption(_: OssRequest, bucket: LiveBucket): Outcome {
  if (bucket.kmsKey === null) {
    const message = 'The server side encryption rule does not exist.';
    return refuse(404, 'NoSuchServerSideEncryptionRule', message, { BucketName: bucket.name });
  }
  return done(xml(200, 'ServerSideEncryptionRule', { ApplyServerSideEncryptionByDefault: encryptionOf(bucket) }));
}

function getPolicy(_: OssRequest, { policy, name }: LiveBucket): Outcome {
  if (policy === null)
    return refuse(404, 'NoSuchBucketPolicy', 'The bucket policy does not exist.', { BucketName: name });
  return done({ status: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify(policy) });
}

const get = (query: string, action: string, handle: OssOperation['handle']): OssOperation => ({
  action,
  method: 'GET',
  on: 'bucket',
  query,
  access: 'owner',
  handle,
});

const put = (query: string, action: string, handle: OssOperation['handle']): OssOperation => ({
  ...get(query, action, handle),
  method: 'PUT',
});

/** What no bucket of a world has, and the service's own word for that. */
const missing = (query: string, action: string, code: string): OssOperation =>
  get(query, action, (_, { name }) =>
    refuse(404, code, `The specified bucket does not have a configuration of ${query}.`, { BucketName: name }),
  );

/** What every bucket answers alike. */
const fixed = (query: string, action: string, root: string, content: Xml): OssOperation =>
  get(query, action, () => done(xml(200, root, content)));

export const bucketConfigs: readonly OssOperation[] = [
  get('bucketInfo', 'GetBucketInfo', getInfo),
  get('acl', 'GetBucketAcl', getAcl),
  put('acl', 'PutBucketAcl', putAcl),
  get('location', 'GetBucketLocation', (_, { region }) => done(xml(200, 'LocationConstraint', `oss-${region}`))),
  get('referer', 'GetBucketReferer', getReferer),
  put('referer', 'PutBucketReferer', putReferer),
  get('versioning', 'GetBucketVersioning', (_, { versioning }) =>
    done(xml(200, 'VersioningConfiguration', versioning === null ? {} : { Status: versioning })),
  ),
  get('worm', 'GetBucketWorm', getWorm),
  get('encryption', 'GetBucketEncryption', getEncryption),
  get('policy', 'GetBucketPolicy', getPolicy),
  missing('cors', 'GetBucketCors', 'NoSuchCORSConfiguration'),
  missing('website', 'GetBucketWebsite', 'NoSuchWebsiteConfiguration'),
  missing('lifecycle', 'GetBucketLifecycle', 'NoSuchLifecycle'),
  missing('transferAcceleration', 'GetBucketTransferAcceleration', 'NoSuchTransferAccelerationConfiguration'),
  missing('replication', 'GetBucketReplication', 'NoSuchReplicationConfiguration'),
  fixed('logging', 'GetBucketLogging', 'BucketLoggingStatus', {}),
  fixed('tagging', 'GetBucketTags', 'Tagging', { TagSet: {} }),
  fixed('requestPayment', 'GetBucketRequestPayment', 'RequestPaymentConfiguration', { Payer: 'BucketOwner' }),
  fixed('accessmonitor', 'GetBucketAccessMonitor', 'AccessMonitorConfiguration', { Status: 'Disabled' }),
];

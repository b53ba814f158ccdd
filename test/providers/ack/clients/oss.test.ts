import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { openOss, ossError, target, xml } from '../oss-cloud.ts';
import { fence, valueOf } from '../rpc-cloud.ts';
import type { Arrived, Script, Scripted } from '../scripted-cloud.ts';

const subresource = (arrived: Arrived): string => arrived.query.split('&')[0] ?? '';

/** A bucket that answers by its sub-resource; the path proves that its name stands there for a loopback endpoint. */
const bucketWith = (answers: Readonly<Record<string, Scripted>>): Script => ({
  'GET /etcd-prod/': (arrived) => answers[subresource(arrived)] ?? ossError(404, 'NoSuchKey'),
});

const info = `<BucketInfo><Bucket><Name>etcd-prod</Name><Location>oss-cn-hangzhou</Location>
<CreationDate>2026-01-01T00:00:00.000Z</CreationDate><ExtranetEndpoint>oss-cn-hangzhou.aliyuncs.com</ExtranetEndpoint>
<IntranetEndpoint>oss-cn-hangzhou-internal.aliyuncs.com</IntranetEndpoint><StorageClass>Standard</StorageClass>
<Owner><DisplayName>1234</DisplayName><ID>1234</ID></Owner><AccessControlList><Grant>private</Grant></AccessControlList>
<ServerSideEncryptionRule><SSEAlgorithm>KMS</SSEAlgorithm><KMSMasterKeyID>key-1</KMSMasterKeyID></ServerSideEncryptionRule>
</Bucket></BucketInfo>`;

describe('a bucket', () => {
  it('is read with its place, its owner and its key', async () => {
    const { oss, cloud } = await openOss(bucketWith({ bucketInfo: xml(info) }));
    expect(valueOf(await oss.getBucketInfo(target))).toEqual({
      name: 'etcd-prod',
      location: 'oss-cn-hangzhou',
      storageClass: 'Standard',
      intranetEndpoint: 'oss-cn-hangzhou-internal.aliyuncs.com',
      extranetEndpoint: 'oss-cn-hangzhou.aliyuncs.com',
      ownerId: '1234',
      creationDate: '2026-01-01T00:00:00.000Z',
      acl: 'private',
      versioning: '',
      encryption: 'KMS',
      kmsKeyId: 'key-1',
    });
    expect(cloud.arrived[0]?.headers['authorization']).toMatch(
      /^OSS4-HMAC-SHA256 Credential=LTAIcanary\/\d{8}\/cn-hangzhou\/oss\//,
    );
  });

  it.each([
    { reason: 'OSS says so', answer: ossError(404, 'NoSuchBucket'), is: { ok: true, value: null } },
    {
      reason: 'it is somebody else’s',
      answer: ossError(403, 'AccessDenied'),
      is: { ok: false, failure: { failure: 'refused', code: 'AccessDenied' } },
    },
    { reason: 'a proxy does not have it', answer: { status: 404, body: '<html>' }, is: { ok: false } },
    { reason: 'half an answer', answer: xml(info.slice(0, 300)), is: { ok: false, failure: { diagnostic: 'OBS004' } } },
    { reason: 'another document', answer: xml('<ListAllMyBucketsResult/>'), is: { ok: false } },
    {
      reason: 'the clock is wrong',
      answer: ossError(403, 'RequestTimeTooSkewed'),
      is: { ok: false, failure: { diagnostic: 'CRD005' } },
    },
    {
      reason: 'the token is over',
      answer: ossError(403, 'SecurityTokenExpired'),
      is: { ok: false, failure: { diagnostic: 'CRD004' } },
    },
  ])('is absent only when OSS says so: $reason', async ({ answer, is }) => {
    const { oss } = await openOss(bucketWith({ bucketInfo: answer }));
    expect(await oss.getBucketInfo(target)).toMatchObject(is);
  });

  it('tells its access, versions, retention, encryption and policy', async () => {
    const { oss } = await openOss(
      bucketWith({
        acl: xml(
          '<AccessControlPolicy><AccessControlList><Grant>public-read</Grant></AccessControlList></AccessControlPolicy>',
        ),
        versioning: xml('<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>'),
        worm: xml(
          '<WormConfiguration><WormId>1</WormId><State>Locked</State><RetentionPeriodInDays>70</RetentionPeriodInDays></WormConfiguration>',
        ),
        encryption: xml(
          '<ServerSideEncryptionRule><ApplyServerSideEncryptionByDefault><SSEAlgorithm>AES256</SSEAlgorithm></ApplyServerSideEncryptionByDefault></ServerSideEncryptionRule>',
        ),
        policy: { body: { Version: '1', Statement: [] } },
      }),
    );
    expect(valueOf(await oss.getBucketAcl(target))).toBe('public-read');
    expect(valueOf(await oss.getBucketVersioning(target))).toBe('Enabled');
    expect(valueOf(await oss.getBucketWorm(target))).toEqual({ id: '1', state: 'Locked', days: 70 });
    expect(valueOf(await oss.getBucketEncryption(target))).toEqual({ algorithm: 'AES256', kmsKeyId: '' });
    expect(valueOf(await oss.getBucketPolicy(target))).toEqual({ Version: '1', Statement: [] });
  });

  it('tells apart what was never set from what could not be read', async () => {
    const { oss } = await openOss(
      bucketWith({
        versioning: xml('<VersioningConfiguration/>'),
        worm: ossError(404, 'NoSuchWORMConfiguration'),
        encryption: ossError(404, 'NoSuchServerSideEncryptionRule'),
        policy: ossError(404, 'NoSuchBucketPolicy'),
      }),
    );
    expect(valueOf(await oss.getBucketVersioning(target))).toBe('');
    expect(valueOf(await oss.getBucketWorm(target))).toBeNull();
    expect(valueOf(await oss.getBucketEncryption(target))).toBeNull();
    expect(valueOf(await oss.getBucketPolicy(target))).toBeNull();
    const { oss: other } = await openOss(bucketWith({ worm: ossError(404, 'NoSuchBucket') }));
    expect(await other.getBucketWorm(target)).toMatchObject({ ok: false });
  });
});

describe('hotlink protection', () => {
  const one =
    '<RefererConfiguration><AllowEmptyReferer>false</AllowEmptyReferer><AllowTruncateQueryString>true</AllowTruncateQueryString>' +
    '<RefererList><Referer>https://a.test?x=1&amp;y=2</Referer></RefererList></RefererConfiguration>';

  it('is written back as it was read', async () => {
    const { oss, cloud } = await openOss({ ...bucketWith({ referer: xml(one) }), 'PUT /etcd-prod/': xml('') });
    const referer = valueOf(await oss.getBucketReferer(target));
    expect(referer).toEqual({
      allowEmpty: false,
      referers: ['https://a.test?x=1&y=2'],
      blacklist: [],
      allowTruncateQuery: true,
      truncatePath: null,
    });
    expect(await oss.putBucketReferer(target, referer, fence)).toMatchObject({ is: 'accepted', request: 'OSS-REQ' });
    const put = cloud.arrived.at(-1)!;
    expect(put.body).toBe(one);
    expect(put.query).toBe('referer');
    expect(put.headers['content-md5']).toBe(createHash('md5').update(put.body).digest('base64'));
    expect(put.headers['x-oss-date']).toBe('20261122T010000Z');
  });

  it('that is off has an empty list', async () => {
    const off =
      '<RefererConfiguration><AllowEmptyReferer>true</AllowEmptyReferer><RefererList/></RefererConfiguration>';
    const { oss } = await openOss(bucketWith({ referer: xml(off) }));
    expect(valueOf(await oss.getBucketReferer(target))).toMatchObject({ allowEmpty: true, referers: [] });
  });
});

describe('a list of objects', () => {
  const contents = (key: string) =>
    `<Contents><Key>${key}</Key><Size>7</Size><LastModified>T</LastModified></Contents>`;

  it('is read to its end, with keys as they are', async () => {
    const { oss, cloud } = await openOss({
      'GET /etcd-prod/': ({ query }) =>
        query.includes('continuation-token')
          ? xml(
              `<ListBucketResult><IsTruncated>false</IsTruncated>${contents('etcd_c82_2%26%E9%9B%86')}</ListBucketResult>`,
            )
          : xml(
              `<ListBucketResult><IsTruncated>true</IsTruncated><NextContinuationToken>t/1+</NextContinuationToken>${contents('etcd_c82_1')}</ListBucketResult>`,
            ),
    });
    expect(valueOf(await oss.listObjects(target, 'etcd_c82_'))).toEqual([
      { key: 'etcd_c82_1', size: 7, lastModified: 'T' },
      { key: 'etcd_c82_2&集', size: 7, lastModified: 'T' },
    ]);
    expect(new URLSearchParams(cloud.arrived[1]?.query).get('continuation-token')).toBe('t/1+');
  });

  it('of versions has markers as well', async () => {
    const { oss } = await openOss({
      'GET /etcd-prod/': xml(
        '<ListVersionsResult><IsTruncated>false</IsTruncated><Version><Key>a</Key><VersionId>1</VersionId><IsLatest>false</IsLatest></Version>' +
          '<DeleteMarker><Key>a</Key><VersionId>2</VersionId><IsLatest>true</IsLatest></DeleteMarker></ListVersionsResult>',
      ),
    });
    expect(valueOf(await oss.listObjectVersions(target, 'a'))).toMatchObject([
      { key: 'a', versionId: '1', isLatest: false, isMarker: false },
      { key: 'a', versionId: '2', isLatest: true, isMarker: true },
    ]);
  });

  it.each([
    { reason: 'it does not say whether it ends', body: '<ListBucketResult/>' },
    {
      reason: 'a key does not decode',
      body: `<ListBucketResult><IsTruncated>false</IsTruncated>${contents('%E9%zz')}</ListBucketResult>`,
    },
    { reason: 'it breaks off', body: `<ListBucketResult><IsTruncated>false</IsTruncated>${contents('a')}` },
  ])('is unread, not short: $reason', async ({ body }) => {
    const { oss } = await openOss({ 'GET /etcd-prod/': xml(body) });
    expect(await oss.listObjects(target, 'etcd_')).toMatchObject({ ok: false });
  });
});

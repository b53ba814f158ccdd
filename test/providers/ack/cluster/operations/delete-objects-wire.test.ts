import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { scriptCloud, type Arrived, type Script, type Scripted } from '../../scripted-cloud.ts';
import { callOf, desiredFor, driverAt } from '../../settings.ts';
import { clusterId, fence } from './stub-hands.ts';

const prefix = `etcd_${clusterId}_`;
const call = callOf('ack.delete-etcd-copy/1', desiredFor({ clusterId }), {
  bucket: 'backups-prod',
  region: 'cn-hangzhou',
  prefix,
});
const headers = { 'x-oss-request-id': 'REQ-OSS', 'content-type': 'application/xml' };
const xml = (body: string): Scripted => ({ headers, body });

const info = '<BucketInfo><Bucket><Name>backups-prod</Name><Location>oss-cn-hangzhou</Location></Bucket></BucketInfo>';
const versions =
  `<ListVersionsResult><IsTruncated>false</IsTruncated><Version><Key>${prefix}1%26%3C</Key><VersionId>V1</VersionId></Version>` +
  `<DeleteMarker><Key>${prefix}1%26%3C</Key><VersionId>V2</VersionId></DeleteMarker></ListVersionsResult>`;

/** Sub-resources tell the calls on a bucket apart (OSS API reference). */
const read = ({ query }: Arrived): Scripted => {
  if (query.includes('bucketInfo')) return xml(info);
  if (query.includes('versioning'))
    return xml('<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>');
  return xml(versions);
};

const cloudThat = (post: Scripted) => {
  const script: Script = { 'GET /backups-prod/': read, 'POST /backups-prod/': post };
  return scriptCloud(script);
};

const xmlOf = (body: string): string => `<Delete><Quiet>true</Quiet>${body}</Delete>`;

describe('deleting several objects with one request', () => {
  it('names each version, with the checksum that the service demands', async () => {
    const cloud = await cloudThat({ headers });
    expect(await driverAt(cloud.url).perform(call, fence)).toMatchObject({ is: 'accepted', task: null });
    const posts = cloud.arrived.filter(({ method }) => method === 'POST');
    expect(posts).toHaveLength(1);
    const [{ body, query, headers: sent }] = posts as [Arrived];
    const key = `<Key>${prefix}1&amp;&lt;</Key>`;
    const object = (version: string): string => `<Object>${key}<VersionId>${version}</VersionId></Object>`;
    expect(body).toBe(xmlOf(object('V1') + object('V2')));
    expect(query).toBe('delete');
    expect(sent['content-md5']).toBe(createHash('md5').update(body).digest('base64'));
    expect(sent['authorization']).toMatch(/^OSS4-HMAC-SHA256 /);
  });

  it('is refused in the service’s words', async () => {
    const error = '<Error><Code>AccessDenied</Code><Message>no</Message><RequestId>R</RequestId></Error>';
    const cloud = await cloudThat({ status: 403, headers, body: error });
    expect(await driverAt(cloud.url).perform(call, fence)).toMatchObject({ is: 'refused', code: 'AccessDenied' });
  });

  it('proves nothing where something else answered', async () => {
    const cloud = await cloudThat({ body: '<html>' });
    expect(await driverAt(cloud.url).perform(call, fence)).toMatchObject({ is: 'unanswered' });
  });

  it('sends no key that XML cannot write', async () => {
    const list = `<ListVersionsResult><IsTruncated>false</IsTruncated><Version><Key>${prefix}%01</Key><VersionId>V</VersionId></Version></ListVersionsResult>`;
    const cloud = await scriptCloud({
      'GET /backups-prod/': (one) => (one.query.includes('versions') ? xml(list) : read(one)),
    });
    expect(await driverAt(cloud.url).perform(call, fence)).toMatchObject({ is: 'refused', code: 'InvalidObjectName' });
    expect(cloud.arrived.every(({ method }) => method === 'GET')).toBe(true);
  });
});

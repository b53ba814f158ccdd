import type { CheckSubject, Judgement } from '../../../../src/core/check.ts';
import { factOf } from '../dedicated-facts.ts';
import type { BucketFact } from '../fact-shapes.ts';
import { bucketSteps } from '../journeys/dedicated/bucket.ts';
import { lastOf, situationOf } from '../journeys/dedicated/situation.ts';
import type { BucketSpec } from '../spec.ts';
import { inLine } from './fact-values.ts';

const at = '/spec/migrationBucket/name';

const notDeclared: Judgement = {
  verdict: 'fail',
  summary: "no migration bucket is named; 1 is needed: etcd's copy goes through it",
  remedy: 'migrationBucket: {name: <bucket>}, or {name: <new bucket>, create: true}',
  at: '/spec/migrationBucket',
};

const absent = (subject: CheckSubject, { name }: BucketSpec): Judgement => {
  const later = lastOf(bucketSteps(situationOf(subject)));
  if (later !== null)
    return { verdict: 'later', later, summary: `there is no bucket ${name}: the plan makes it, private`, at };
  return {
    verdict: 'fail',
    summary: `there is no bucket ${name}; 1 is needed`,
    detail: 'OSS said so itself; this is not a read that failed.',
    remedy: `migrationBucket.create: true, or create it by hand in the cluster's region, private`,
    at: '/spec/migrationBucket/create',
  };
};

const existing = (bucket: BucketFact, name: string, region: string): Judgement => {
  if (bucket.region !== region)
    return {
      verdict: 'fail',
      summary: inLine(`bucket ${name} lies in ${bucket.region}; ${region} is needed`),
      remedy: `name a bucket in ${region}`,
      at,
    };
  if (bucket.acl !== 'private')
    return {
      verdict: 'fail',
      summary: inLine(
        `bucket ${name} is ${bucket.acl || 'of no known ACL'}; private is needed: etcd holds every Secret`,
      ),
      remedy: `make it private, or name another: aliyun oss set-acl oss://${name} private -b`,
      at,
    };
  return { verdict: 'pass', summary: `bucket ${name} is yours, in ${region}, private`, at };
};

/** ACK112 */
export const bucketIsGood = (subject: CheckSubject): Judgement => {
  const { spec } = situationOf(subject);
  const asked = spec.migrationBucket;
  const bucket = factOf(subject.observed.facts, 'bucket') ?? null;
  if (asked === null) return notDeclared;
  if (bucket === null || bucket.state === 'absent') return absent(subject, asked);
  if (bucket.state === 'foreign')
    return {
      verdict: 'fail',
      summary: `bucket ${asked.name} is not this account's; etcd's copy may go to none but yours`,
      remedy: 'name a bucket of this account (names are unique in the whole cloud)',
      at,
    };
  return existing(bucket, asked.name, spec.region);
};

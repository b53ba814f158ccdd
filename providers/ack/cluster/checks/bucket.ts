import type { Check, CheckSubject, Judgement } from '../../../../src/core/check.ts';
import { factOf } from '../dedicated-facts.ts';
import type { BucketFact } from '../fact-shapes.ts';
import { bucketSteps, hotlinkSteps } from '../journeys/dedicated/bucket.ts';
import { lastOf, situationOf } from '../journeys/dedicated/situation.ts';
import { bucketIsGood } from './bucket-itself.ts';
import { onlyDedicated } from './columns.ts';
import { inLine, plural } from './fact-values.ts';

const name = '/spec/migrationBucket/name';

/** A bucket that is there and ours; what is wrong with any other ACK112 says. */
const ours = ({ observed: { facts } }: CheckSubject): BucketFact | null => {
  const bucket = factOf(facts, 'bucket') ?? null;
  return bucket?.state === 'ours' ? bucket : null;
};

const nothingYet = (subject: CheckSubject): Judgement => {
  const created = bucketSteps(situationOf(subject)).length > 0;
  const summary = created
    ? 'the bucket is made by the plan, without any of it'
    : 'there is no bucket to look at (ACK112)';
  return { verdict: 'pass', summary, at: name };
};

const refusesNobody = (subject: CheckSubject): Judgement => {
  const situation = situationOf(subject);
  const referer = factOf(subject.observed.facts, 'bucket.referer') ?? null;
  if (ours(subject) === null) return nothingYet(subject);
  if (referer?.allowEmpty === true)
    return { verdict: 'pass', summary: 'requests without a Referer are let in', at: name };
  const detail = 'The masters upload without a Referer.';
  const later = lastOf(hotlinkSteps(situation));
  if (later === null)
    return {
      verdict: 'unknown',
      summary: 'hotlink protection of the bucket is not known',
      detail,
      remedy: 'plan again',
      at: name,
    };
  const summary = `hotlink protection is on (${plural(referer?.list.length ?? 0, 'Referer')} let in, none empty): the plan takes it off, and puts it back`;
  return { verdict: 'later', later, summary, detail, at: name };
};

const stores = ['Standard', 'IA'];

const inTheWay = (bucket: BucketFact, denies: string | null): readonly string[] => [
  ...(stores.includes(bucket.storageClass)
    ? []
    : [`storage class ${bucket.storageClass || 'not told'}: what is archived cannot be read at once`]),
  ...(bucket.kmsKey === '' ? [] : [`encrypted with key ${bucket.kmsKey}: the master role must be let use it`]),
  ...(denies === 'yes' ? ["the bucket's policy denies the master role"] : []),
  ...(denies === 'undecidable' ? ["whether the bucket's policy denies the master role depends on the request"] : []),
];

const letsIn = (subject: CheckSubject): Judgement => {
  const bucket = ours(subject);
  if (bucket === null) return nothingYet(subject);
  const found = inTheWay(bucket, factOf(subject.observed.facts, 'bucket.denies') ?? null).map(inLine);
  if (found.length === 0)
    return {
      verdict: 'pass',
      summary: `class ${bucket.storageClass}, no key of yours, no policy in the way`,
      at: name,
    };
  return {
    verdict: 'warn',
    summary: `${plural(found.length, 'setting')} of the bucket may stand in the way: ${found[0] ?? ''}`,
    ...(found.length === 1 ? {} : { detail: found.join('\n') }),
    remedy: 'take another bucket, or migrationBucket: {create: true} with a new name',
    at: name,
  };
};

const forgets = (subject: CheckSubject): Judgement => {
  const bucket = ours(subject);
  if (bucket === null) return nothingYet(subject);
  const keeps = [
    ...(bucket.versioning === 'Enabled' ? ['versioning is on: a deleted copy stays as an older version'] : []),
    ...(bucket.worm ? ['a retention policy (WORM) forbids to delete the copy'] : []),
  ];
  if (keeps.length === 0)
    return { verdict: 'pass', summary: 'no versioning and no WORM: what is deleted is gone', at: name };
  return {
    verdict: 'fail',
    summary: `the bucket keeps what is deleted; etcd's copy holds every Secret: ${keeps[0] ?? ''}`,
    ...(keeps.length === 1 ? {} : { detail: keeps.join('\n') }),
    remedy: 'take a bucket without them (migrationBucket.name), or waive ACK134 with a reason and an expiry',
    at: name,
  };
};

const row = { stage: 'journey', applies: onlyDedicated } as const;

/** ACK112, ACK113, ACK114, ACK134: the bucket through which etcd's copy goes. */
export const bucketChecks: readonly Check[] = [
  {
    ...row,
    code: 'ACK112',
    explains:
      'A copy of etcd, with every Secret, goes through an OSS bucket. The page of 2021 asks for a bucket; the current one also wants it in the region of the cluster. Onward also wants it private and yours. With migrationBucket.create the plan makes it, and deletes it again when it is empty.',
    demands: 'the migration bucket exists, is yours, in the same region, private',
    waivable: false,
    facts: ['bucket'],
    judge: bucketIsGood,
  },
  {
    ...row,
    code: 'ACK113',
    explains:
      'The page of 2021 said nothing of it; the current one wants hotlink protection off, for the masters upload without a Referer. The plan takes it off, and puts it back after the migration.',
    demands: 'hotlink protection of the bucket is off',
    waivable: false,
    facts: ['bucket', 'bucket.referer'],
    judge: refusesNobody,
  },
  {
    ...row,
    code: 'ACK114',
    explains:
      'The masters write the copy of etcd into the bucket, and the service reads it at once. An archived class cannot be read at once, a key of yours needs a permission of its own, and a policy may deny the master role. A warning: a yes accepts it.',
    remedy: 'Take another bucket, or let Onward make one: migrationBucket: {create: true} with a new name.',
    demands: "the bucket's storage class, key and policy do not stand in the way",
    waivable: false,
    facts: ['bucket', 'bucket.denies'],
    judge: letsIn,
  },
  {
    ...row,
    code: 'ACK134',
    explains:
      'The vendor names no such rule. The copy of etcd holds every Secret in clear; where a bucket keeps deleted objects, deleting the copy does not.',
    demands: 'no versioning and no WORM keeps the deleted copy of etcd',
    waivable: true,
    facts: ['bucket'],
    judge: forgets,
  },
];

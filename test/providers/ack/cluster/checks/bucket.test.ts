import { describe, it } from 'vitest';
import type { Facts, Json } from '../../../../../src/core/fact.ts';
import { bucket, policy } from '../dedicated-sample.ts';
import { expectCase, title, type Case } from './case.ts';

const lying = (more: Readonly<Record<string, Json>>): Facts => ({ bucket: bucket(more) });
const asking = (more: Readonly<Record<string, Json>>) => ({ migrationBucket: { name: 'prod-move', ...more } });
const absent: Facts = {
  bucket: bucket({ state: 'absent', region: '', acl: '' }),
  'bucket.state': 'absent',
  'bucket.referer': null,
};
const none = { spec: { migrationBucket: null } };
const denied = (candidates: readonly Json[] = [policy()]): Facts => ({
  'ram.grant': { is: 'denied', by: [] },
  'ram.candidates': candidates,
});
const own = { name: 'onward-c1', exists: false, attached: false };

const itself: readonly Case[] = [
  { code: 'ACK112', verdict: 'pass', reason: 'ours, here, private', names: ['prod-move'] },
  {
    ...{ code: 'ACK112', verdict: 'fail', reason: 'it is not there and may not be made', facts: absent },
    ...{ names: ['no bucket prod-move'], fix: 'migrationBucket.create: true', at: '/spec/migrationBucket/create' },
  },
  {
    ...{ code: 'ACK112', verdict: 'later', reason: 'the plan makes it', facts: absent, spec: asking({ create: true }) },
    later: 'bucket',
  },
  {
    ...{ code: 'ACK112', verdict: 'fail', reason: 'it is somebody else’s', facts: lying({ state: 'foreign' }) },
    names: ["not this account's"],
  },
  {
    ...{ code: 'ACK112', verdict: 'fail', reason: 'it lies elsewhere', facts: lying({ region: 'cn-beijing' }) },
    names: ['cn-beijing', 'cn-hangzhou is needed'],
  },
  {
    ...{ code: 'ACK112', verdict: 'fail', reason: 'anybody reads it', facts: lying({ acl: 'public-read' }) },
    ...{ names: ['public-read', 'private is needed'], fix: 'set-acl' },
  },
  { code: 'ACK113', verdict: 'pass', reason: 'an empty Referer is let in' },
  {
    ...{ code: 'ACK113', verdict: 'later', reason: 'the plan lets it in', later: 'hotlink' },
    facts: { 'bucket.referer': { allowEmpty: false, list: ['https://x'] } },
  },
  { code: 'ACK113', verdict: 'pass', reason: 'a bucket that is not there refuses nobody', facts: absent },
  { code: 'ACK113', verdict: 'unknown', reason: 'nobody knows', facts: { 'bucket.referer': null } },
  { code: 'ACK114', verdict: 'pass', reason: 'nothing in the way' },
  {
    code: 'ACK114',
    verdict: 'warn',
    reason: 'archived',
    facts: lying({ storageClass: 'Archive' }),
    names: ['Archive'],
  },
  { code: 'ACK114', verdict: 'warn', reason: 'a key', facts: lying({ kmsKey: 'key-1' }), names: ['key-1'] },
  { code: 'ACK114', verdict: 'warn', reason: 'its policy denies', facts: { 'bucket.denies': 'yes' } },
  { code: 'ACK114', verdict: 'warn', reason: 'its policy may deny', facts: { 'bucket.denies': 'undecidable' } },
  { code: 'ACK134', verdict: 'pass', reason: 'deleted is gone' },
  { code: 'ACK134', verdict: 'pass', reason: 'suspended keeps nothing new', facts: lying({ versioning: 'Suspended' }) },
  { code: 'ACK134', verdict: 'fail', reason: 'versions stay', facts: lying({ versioning: 'Enabled' }) },
  { code: 'ACK134', verdict: 'fail', reason: 'WORM', facts: lying({ worm: true }), names: ['WORM'] },
  {
    ...{ code: 'ACK134', verdict: 'waived', reason: 'a waiver', facts: lying({ worm: true }) },
    waivers: [{ code: 'ACK134', reason: 'vault', expires: '2026-12-01' }],
  },
];

const grant: readonly Case[] = [
  { code: 'ACK115', verdict: 'pass', reason: 'allowed', names: ['by k8sMasterRolePolicy-1'] },
  { code: 'ACK115', verdict: 'later', reason: 'the plan grants it', facts: denied(), later: 'grant' },
  {
    ...{ code: 'ACK115', verdict: 'later', reason: 'in a policy of its own', later: 'attach-policy' },
    ...{ facts: { ...denied(), 'ram.own': own }, spec: asking({ grantIn: 'ownPolicy' }) },
  },
  {
    ...{ code: 'ACK115', verdict: 'fail', reason: 'no grant helps against a Deny' },
    ...{ facts: { 'ram.grant': { is: 'denied', by: ['guard'] } }, names: ['denied by guard'] },
  },
  {
    ...{ code: 'ACK115', verdict: 'fail', reason: 'ours is there and does not help' },
    facts: denied([policy({ holdsOurs: true })]),
    names: ['already'],
  },
  { code: 'ACK115', verdict: 'fail', reason: 'nowhere to grant it', facts: denied([]), fix: 'grantIn: ownPolicy' },
  { code: 'ACK115', verdict: 'fail', reason: 'no role', facts: { 'ram.role': null, 'ram.grant': null } },
  {
    ...{ code: 'ACK115', verdict: 'unknown', reason: 'a condition leaves it open' },
    facts: { 'ram.grant': { is: 'undecidable', by: ['p'] } },
  },
  { code: 'ACK116', verdict: 'pass', reason: 'no grant is needed' },
  {
    code: 'ACK116',
    verdict: 'pass',
    reason: 'there is room',
    facts: denied(),
    names: ['version 3 of 5', '3150 of 6144'],
  },
  {
    ...{ code: 'ACK116', verdict: 'fail', reason: 'no policy has the name', facts: denied([]) },
    at: '/spec/migrationBucket/policyName',
  },
  {
    ...{ code: 'ACK116', verdict: 'fail', reason: 'two have it', fix: 'policyName: a' },
    facts: denied([policy({ name: 'a' }), policy({ name: 'b' })]),
  },
  {
    ...{ code: 'ACK116', verdict: 'pass', reason: 'the document names one of two' },
    facts: denied([policy({ name: 'a' }), policy({ name: 'b' })]),
    spec: asking({ policyName: 'b' }),
    names: ['b takes it'],
  },
  {
    ...{ code: 'ACK116', verdict: 'fail', reason: 'five versions', facts: denied([policy({ versions: 5 })]) },
    ...{
      names: ['5 versions', '5 are the limit'],
      fix: 'rotateVersions: true',
      at: '/spec/migrationBucket/rotateVersions',
    },
  },
  {
    ...{ code: 'ACK116', verdict: 'warn', reason: 'the oldest is deleted', facts: denied([policy({ versions: 5 })]) },
    ...{ spec: asking({ rotateVersions: true }), names: ['version v1'] },
  },
  {
    ...{ code: 'ACK116', verdict: 'fail', reason: 'nothing to rotate' },
    ...{ facts: denied([policy({ versions: 5, oldest: null })]), spec: asking({ rotateVersions: true }) },
  },
  {
    ...{ code: 'ACK116', verdict: 'fail', reason: 'too long', facts: denied([policy({ sizeAfter: 6145 })]) },
    ...{ names: ['6145 bytes', '6144'], fix: 'ownPolicy' },
  },
  { code: 'ACK116', verdict: 'pass', reason: '6144 bytes fit', facts: denied([policy({ sizeAfter: 6144 })]) },
  {
    ...{ code: 'ACK116', verdict: 'warn', reason: 'others get it too', facts: denied([policy({ attachments: 2 })]) },
    names: ['attached 2 times'],
  },
];

describe('the bucket and the grant on it', () => {
  it.each([...itself, ...grant])(title, expectCase);

  it.each([
    {
      code: 'ACK112',
      verdict: 'fail',
      reason: 'no bucket is named',
      fix: 'migrationBucket: {name:',
      at: '/spec/migrationBucket',
    },
    ...['ACK113', 'ACK114', 'ACK115', 'ACK116', 'ACK134'].map(
      (code) => ({ code, verdict: 'pass', reason: 'ACK112 says that none is named' }) as const,
    ),
  ] satisfies readonly Case[])(title, (one) => {
    const facts = { bucket: null, 'bucket.state': null, 'bucket.referer': null, 'bucket.denies': null } as const;
    expectCase({ ...one, ...none, facts: { ...facts, 'ram.grant': null, 'ram.candidates': null } });
  });
});

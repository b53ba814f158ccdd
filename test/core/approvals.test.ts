import { describe, expect, it } from 'vitest';
import { judgeApprovals, type GivenApproval, type Quorum } from '../../src/core/approvals.ts';

const now = Date.UTC(2026, 10, 28, 2);
const yes = (by: string, more: Partial<GivenApproval> = {}): GivenApproval => ({
  by,
  at: '2026-11-27T12:00:00Z',
  how: 'signature',
  key: `SHA256:${by}`,
  ...more,
});

const judged = (given: readonly GivenApproval[], more: Partial<Quorum> = {}) =>
  judgeApprovals({ needed: 2, gate: 'prod/commit', given, authors: [], now, validFor: '14d', ...more });

const [alice, bob] = [yes('alice@x.org'), yes('bob@x.org')];

describe('the yeses at a gate', () => {
  it.each([
    { given: [], says: '0 of 2', met: false, reason: 'nobody has said a word' },
    { given: [alice], says: '1 of 2: alice@x.org', met: false, reason: 'one is not two' },
    { given: [alice, bob], says: '2 of 2: alice@x.org, bob@x.org', met: true, reason: 'two people' },
    { given: [alice, alice], says: '1 of 2: alice@x.org', met: false, reason: 'one person twice' },
    {
      given: [yes('Alice@X.org', { key: 'SHA256:other' }), alice],
      says: '1 of 2: alice@x.org',
      met: false,
      reason: 'one person with two keys, and in other letters',
    },
    {
      given: [yes('al@x.org', { key: 'SHA256:alice@x.org' }), alice],
      says: '1 of 2: alice@x.org',
      met: false,
      reason: 'one key under two names',
    },
    {
      given: [
        yes('bob@x.org', { key: 'SHA256:2' }),
        yes('al@x.org', { key: 'SHA256:1' }),
        yes('bob@x.org', { key: 'SHA256:1' }),
      ],
      says: '1 of 2: bob@x.org',
      met: false,
      reason: 'who shares a key with somebody is the same, with all keys of both',
    },
    {
      given: [alice, yes('bob@x.org', { at: '2026-11-01T00:00:00Z' })],
      says: "1 of 2: alice@x.org; bob@x.org's expired 2026-11-15T00:00:00Z",
      met: false,
      reason: 'one of them too long ago',
    },
    {
      given: [alice, yes('bob@x.org', { at: '2026-11-01T00:00:00Z' }), bob],
      says: '2 of 2: alice@x.org, bob@x.org',
      met: true,
      reason: 'of a person whose yes counts, nobody hears of an older one',
    },
    {
      given: [alice, yes('bob@x.org', { at: '2026-11-28T02:05:01Z' })],
      says: "1 of 2: alice@x.org; bob@x.org's is from 2026-11-28T02:05:01Z, and the cloud's clock says 2026-11-28T02:00:00Z",
      met: false,
      reason: 'signed in the future',
    },
    {
      given: [alice, yes('bob@x.org', { at: '2026-11-28T02:04:59Z' })],
      says: '2 of 2: alice@x.org, bob@x.org',
      met: true,
      reason: 'a clock that runs ahead a little',
    },
    {
      given: [alice, yes('bob@x.org', { void: "'s key is revoked" })],
      says: "1 of 2: alice@x.org; bob@x.org's key is revoked",
      met: false,
      reason: 'a void one, with its reason',
    },
    {
      given: [alice, yes('bob@x.org', { gate: 'prod/prepare' })],
      says: '1 of 2: alice@x.org',
      met: false,
      reason: 'a yes to another gate is none here, and nothing to tell',
    },
    {
      given: [alice, yes('bob@x.org', { gate: 'prod/commit' })],
      says: '2 of 2: alice@x.org, bob@x.org',
      met: true,
      reason: 'a yes to this gate alone',
    },
    {
      given: [alice, yes('bob@x.org', { at: 'soon' })],
      says: "1 of 2: alice@x.org; bob@x.org's has no time",
      met: false,
      reason: 'no time at all',
    },
  ])('are judged: $reason', ({ given, says, met }) => {
    expect(judged(given)).toMatchObject({ says, met });
  });

  it('of an author do not count, whatever letters and however short a name', () => {
    const says = '1 of 2: bob@x.org; alice@x.org is an author of the change and does not count';
    expect(judged([alice, bob], { authors: ['ALICE@x.org'] })).toMatchObject({ says, met: false });
    expect(judged([alice, bob], { authors: ['alice'] })).toMatchObject({ says, met: false });
    expect(judged([yes('alice'), bob], { authors: ['alice@other.org'] }).met).toBe(false);
    expect(judged([alice, bob], { authors: ['alice@other.org'] }).met).toBe(true);
  });

  it('count one by one however they come', () => {
    const all = [alice, bob, yes('carol@x.org'), alice];
    for (const given of [all, [...all].reverse()])
      expect(
        judged(given, { needed: 3 })
          .counted.map(({ by }) => by)
          .sort(),
      ).toEqual(['alice@x.org', 'bob@x.org', 'carol@x.org']);
  });
});

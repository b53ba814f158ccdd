import { describe, expect, it } from 'vitest';
import { namesOfKey, principalsIn } from '../../src/core/allowed-signers.ts';
import { movedBetween } from '../../src/core/decision-summary.ts';
import { alterationsOf } from '../../src/core/policy-changes.ts';

describe('what a change says of its own policy', () => {
  it.each([
    { counts: { oneWay: 2 }, asked: { oneWay: 2 }, is: [], reason: 'the same' },
    { counts: { oneWay: 2 }, asked: { oneWay: 1 }, is: ['p.oneWay 2 1'], reason: 'another number' },
    { counts: undefined, asked: { oneWay: 1 }, is: ['p.oneWay null 1'], reason: 'a part that is new' },
    {
      counts: { oneWay: 2, from: 'reviews' },
      asked: undefined,
      is: ['p.oneWay 2 null', 'p.from "reviews" null'],
      reason: 'a part that is gone',
    },
    {
      counts: [{ name: 'night', allow: ['a'] }],
      asked: [
        { name: 'day', allow: ['b'] },
        { name: 'night', allow: ['a'] },
      ],
      is: ['p.day.allow null ["b"]'],
      reason: 'entries of a list, by their names and in any order',
    },
  ])('is told value by value: $reason', ({ counts, asked, is }) => {
    const told = alterationsOf('p', counts, asked);
    expect(told.map((one) => `${one.key} ${JSON.stringify(one.counts)} ${JSON.stringify(one.asked)}`)).toEqual(is);
  });
});

describe('the file of signers', () => {
  const text = [
    '# people',
    'alice@x.org,al@x.org namespaces="onward-approval,git" ssh-ed25519 AAAA a comment',
    '"bob smith@x.org" valid-before="20270101" ssh-ed25519 BBBB',
    '*@x.org cert-authority ssh-ed25519 CCCC',
    '*@x.org ssh-ed25519 DDDD',
    'nobody',
    '',
  ].join('\n');

  it('names whom a signature can be of', () => {
    expect(principalsIn(text)).toEqual(['alice@x.org', 'al@x.org', 'bob smith@x.org', '*@x.org']);
  });

  it('says whose a key is, where it says one person', () => {
    expect(namesOfKey(text, 'ssh-ed25519 AAAA')).toEqual(['alice@x.org', 'al@x.org']);
    expect(namesOfKey(text, 'ssh-ed25519 CCCC')).toEqual([]);
    expect(namesOfKey(text, 'ssh-ed25519 DDDD')).toEqual([]);
    expect(namesOfKey(text, 'ssh-ed25519 EEEE')).toEqual([]);
  });
});

describe('what moved between two decisions', () => {
  it('is named fact by fact, and counted where it is much', () => {
    const before = [
      ['a expects slb.spec', 'small'],
      ['b', '1'],
      ['c', '1'],
      ['d', '1'],
    ] as const;
    expect(movedBetween(before, [['a expects slb.spec', 'large'], ...before.slice(1)])).toBe(
      'a expects slb.spec: small -> large',
    );
    expect(movedBetween(before, [])).toBe('a expects slb.spec: small is gone; b: 1 is gone; c: 1 is gone; and 1 more');
    expect(movedBetween(before, before)).toContain('not in the summary');
  });
});

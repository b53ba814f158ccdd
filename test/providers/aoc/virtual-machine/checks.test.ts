import { describe, expect, it } from 'vitest';
import { methodRows } from './method-rows.ts';
import { checkOf, host, planned, verdictOf } from './sample.ts';
import { targetRows } from './target-rows.ts';

describe('each rule speaks', () => {
  it.each([...methodRows, ...targetRows])('$code is $verdict when $when', ({ code, given, verdict, says }) => {
    const check = checkOf(given, code);
    expect(check.verdict).toBe(verdict);
    if (says !== undefined) expect(check.summary).toMatch(says);
  });

  it('says of a storage policy that is missing which there is, and of a wrong one that it is wrong', () => {
    const remedies = [null, { k: 4, m: 2 }].map(
      (storagePolicy) => checkOf({ spec: { storagePolicy } }, 'VM112').remedy,
    );
    expect(remedies).toEqual(['say one: storagePolicy: REPLICA_2_THIN_PROVISION, or another', 'correct storagePolicy']);
  });

  it('says what is unread as unknown, and makes no complete plan', () => {
    const unread = [{ facts: ['target.hosts'], call: 'get-hosts', why: 'HTTP 500', failure: 'server' as const }];
    expect(verdictOf({ unread }, 'VM106')).toBe('unknown');
    expect(planned({ unread }).complete).toBe(false);
  });

  it('names the method that is taken and, for each other one, the first rule that forbids it', () => {
    const { summary, detail } = checkOf(
      { hosts: [host('b1', { compatible: ['icelake'] })], spec: { maxDowntime: 'short' } },
      'VM100',
    );
    expect(summary).toBe('staged (auto)');
    expect(detail).toMatch(/^hot: VM106 .*; cold: VM109 /);
  });

  it('blocks where no method can be taken, naming a rule for each', () => {
    const { verdict, detail } = checkOf({ machine: { power: 'suspended' } }, 'VM100');
    expect(verdict).toBe('fail');
    expect(detail).toMatch(/hot: VM103.*cold: VM103.*staged: VM103/);
  });
});

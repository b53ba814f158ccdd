import { describe, expect, it } from 'vitest';
import { ownerOfThisProcess, standingOf } from '../../src/store/owner.ts';

const self = { ...ownerOfThisProcess(), boot: 'b1' };
/** More than any kernel gives. */
const nobody = 2 ** 30;

describe('the process that holds a lock', () => {
  it.each([
    { owner: self, is: 'alive', reason: 'it is this one' },
    { owner: { ...self, pid: nobody }, is: 'gone', reason: 'no process has its number' },
    { owner: { ...self, boot: 'b2' }, is: 'elsewhere', reason: 'the machine was started anew, or it is another' },
    { owner: { ...self, host: 'other' }, is: 'elsewhere', reason: 'it is on another machine' },
  ])('is $is: $reason', ({ owner, is }) => {
    expect(standingOf(owner, self)).toBe(is);
  });

  it.each([
    { pid: nobody, reason: 'its number is free here, and may be taken on another machine of the same name' },
    { pid: self.pid, reason: 'its number is taken here, maybe by another process' },
  ])('is elsewhere where neither side knows its boot: $reason', ({ pid }) => {
    const unknown = { ...self, boot: '' };
    expect(standingOf({ ...unknown, pid }, unknown)).toBe('elsewhere');
  });
});

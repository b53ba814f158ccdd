import { describe, expect, it } from 'vitest';
import { driftClasses } from '../../../src/core/drift/classes.ts';
import { failOnAll, isFailing, parseFailOn } from '../../../src/core/drift/fail-on.ts';
import { value } from '../../store/samples.ts';

const failing = (words: string, standing?: 'new' | 'still' | 'changed'): readonly string[] => {
  const failOn = value(parseFailOn(words));
  return driftClasses.filter((name) =>
    isFailing({ class: name, ...(standing === undefined ? {} : { standing }) }, failOn),
  );
};

describe('what a drift run fails on', () => {
  it.each([
    { words: 'regression', standing: 'still', is: ['alarm', 'regression'], reason: 'an alarm always' },
    {
      words: ' residue , outside ',
      standing: 'new',
      is: ['alarm', 'residue', 'outside'],
      reason: 'spaces are no words',
    },
    { words: 'none', standing: 'new', is: [], reason: 'not even an alarm' },
    { words: 'new', standing: 'still', is: ['alarm'], reason: 'what is old does not' },
    {
      words: 'new',
      standing: 'changed',
      is: ['alarm', 'regression', 'residue', 'outside', 'in-flight'],
      reason: 'a change is news',
    },
    {
      words: 'new',
      standing: undefined,
      is: ['alarm', 'regression', 'residue', 'outside', 'in-flight'],
      reason: 'nobody remembers',
    },
    { words: 'outside,new', standing: 'still', is: ['alarm', 'outside'], reason: 'each word is a reason' },
  ] as const)('$words, where it is $standing: $reason', ({ words, standing, is }) => {
    expect(failing(words, standing)).toEqual(is);
  });

  it('is all of it where nobody says, but for what could not be read, which ends otherwise', () => {
    expect(driftClasses.filter((name) => !isFailing({ class: name, standing: 'still' }, failOnAll))).toEqual([
      'unread',
    ]);
  });

  it.each(['', 'all', 'alarm,', 'none,alarm', 'constructor'])('refuses %j and names the words', (words) => {
    const { ok, diagnostics } = parseFailOn(words);
    expect(ok).toBe(false);
    expect(diagnostics[0]).toMatchObject({
      code: 'DRF001',
      remedy: expect.stringContaining('in-flight, new, none') as string,
    });
  });
});

import { describe, expect, it } from 'vitest';
import { changeRow } from '../../src/render/model/change-rows.ts';
import { spanWords } from '../../src/render/model/span-words.ts';
import { displayWidth } from '../../src/render/text/display-width.ts';
import { wrap } from '../../src/render/text/wrap.ts';

describe('lengths of time', () => {
  it.each([
    { low: 5, high: 5, words: '5 s', reason: 'equal ends are one number' },
    { low: 10, high: 30, words: '10-30 s', reason: 'one unit is said once' },
    { low: 30, high: 120, words: '30 s-2 min', reason: 'two units are both said' },
    { low: 90, high: 90, words: '90 s', reason: 'a minute and a half is no whole minute' },
    { low: 130, high: 910, words: '2-16 min', reason: 'ends are rounded outwards' },
    { low: 3600, high: 9000, words: '1-2.5 h', reason: 'hours have one decimal' },
    { low: 0, high: 0, words: '0 s', reason: 'nothing is still a length' },
  ])('$low to $high s are $words: $reason', ({ low, high, words }) => {
    expect(spanWords(low, high)).toBe(words);
  });
});

describe('columns', () => {
  it.each([
    { text: 'abc', columns: 3, reason: 'ASCII' },
    { text: '\u676d\u5dde', columns: 4, reason: 'Chinese is wide' },
    { text: 'e\u0301', columns: 1, reason: 'an accent sits on its letter' },
    { text: '\u{1f680}', columns: 2, reason: 'emoji are wide' },
    { text: '\u26a0\ufe0f', columns: 2, reason: 'so is a sign shown as emoji' },
    { text: '\uff21', columns: 2, reason: 'fullwidth letters' },
  ])('counts $columns for $text: $reason', ({ text, columns }) => {
    expect(displayWidth(text)).toBe(columns);
  });
});

describe('wrapping', () => {
  it.each([
    { text: 'one two three', columns: 7, lines: ['one two', 'three'], reason: 'breaks at spaces' },
    { text: 'a 0123456789 b', columns: 5, lines: ['a', '0123456789', 'b'], reason: 'an id stays whole' },
    {
      text: '\u676d\u5dde\u96c6\u7fa4',
      columns: 5,
      lines: ['\u676d\u5dde', '\u96c6\u7fa4'],
      reason: 'Chinese breaks anywhere',
    },
    { text: '', columns: 5, lines: [''], reason: 'nothing is one empty line' },
  ])('$reason', ({ text, columns, lines }) => {
    expect(wrap(text, columns)).toEqual(lines);
  });
});

describe('a field change', () => {
  const change = { id: 'a', address: 'A/b', fact: 'f', impact: 'update', until: 'end' } as const;

  it.each([
    { before: null, after: '', words: ['(none)', '""'], reason: 'nothing and empty differ' },
    { before: 3, after: [1, { b: 1, a: 2 }], words: ['3', '[1,{"a":2,"b":1}]'], reason: 'everything else is JSON' },
  ])('shows both values: $reason', ({ before, after, words }) => {
    const row = changeRow({ ...change, before, after });
    expect([row.before, row.after, row.lines]).toEqual([...words, null]);
  });

  it('shows two very different long values whole instead of comparing for minutes', () => {
    const text = (word: string): string => Array.from({ length: 3000 }, (_, at) => `${word} ${at}`).join('\n');
    const { lines } = changeRow({ ...change, before: text('a'), after: text('b') });
    expect(lines?.length).toBe(6000);
    expect(lines?.[0]).toEqual({ sign: '-', text: 'a 0' });
    expect(lines?.at(-1)).toEqual({ sign: '+', text: 'b 2999' });
  });
});

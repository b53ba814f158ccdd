import { describe, expect, it } from 'vitest';
import { chainStart, endOf, nextLink, readChain, type ChainEnd } from '../../src/core/journal-chain.ts';
import { joinEpochs, type EpochText } from '../../src/core/journal-epochs.ts';
import type { JournalRecord } from '../../src/core/journal.ts';
import { sha256 } from '../../src/store/ports.ts';

const start = chainStart('the plan', sha256);
const says = (text: string): JournalRecord => ({ type: 'progress', step: 's', says: text });

const chain = (
  from: ChainEnd,
  ...words: readonly string[]
): { texts: readonly string[]; ends: readonly ChainEnd[] } => {
  const texts: string[] = [];
  const ends = [from];
  for (const word of words) {
    const link = nextLink(ends.at(-1)!, { record: says(word), at: '2026-11-28T02:00:00Z' }, sha256);
    texts.push(link.text);
    ends.push(endOf(link));
  }
  return { texts, ends };
};

const { texts } = chain(start, 'one', 'two', 'three', 'four');
const [one = '', two = '', three = '', four = ''] = texts;
const dreamt = two.replace('progress', 'dreamt');
const twoAgain = two.replace('two', '2wo');

describe('a chain of lines', () => {
  it('reads back what was chained, numbered from 1, from the hash of the plan', () => {
    const { links, broken } = readChain(texts, start, sha256);
    expect(broken).toBeUndefined();
    expect(links.map(({ line }) => line.seq)).toEqual([1, 2, 3, 4]);
    expect(links[0]?.line.prev).toBe(sha256('the plan'));
    expect(links[1]?.line.prev).toBe(sha256(one));
  });

  it.each([
    { lines: [one, twoAgain, three, four], is: 'altered', index: 1, reason: 'a line has other bytes' },
    { lines: [one, twoAgain, three], is: 'altered', index: 2, reason: 'nothing after vouches for either of two lines' },
    {
      lines: [one, two, three.replace(sha256(two), sha256('x')), four],
      is: 'altered',
      index: 2,
      reason: 'a prev was altered',
    },
    {
      lines: [one, two.replace('"progress"', '"progresr"'), three, four],
      is: 'altered',
      index: 1,
      reason: 'a byte of a type went bad: the line after knows it otherwise',
    },
    { lines: [one, `${two} `, three, four], is: 'altered', index: 1, reason: 'a blank was added' },
    { lines: [one, one, two], is: 'altered', index: 1, reason: 'a line stands twice' },
    { lines: [one, three, four], is: 'missing', index: 1, reason: 'a line was left out' },
    { lines: [two, three], is: 'missing', index: 0, reason: 'the first line was left out' },
    { lines: [one, three, two, four], is: 'missing', index: 1, reason: 'two lines changed places' },
    { lines: [one, '', two], is: 'unparsable', index: 1, reason: 'an empty line' },
    { lines: [one, 'garbage', three], is: 'unparsable', index: 1, reason: 'no JSON' },
    { lines: [one, '[]', three], is: 'unparsable', index: 1, reason: 'JSON, and not a line' },
    {
      lines: [one, two.replace('"says":"two"', '"says":2'), three],
      is: 'unparsable',
      index: 1,
      reason: 'a member of another type',
    },
    {
      lines: [one, two.replace('"seq":2', '"seq":"2"'), three],
      is: 'unparsable',
      index: 1,
      reason: 'a number that is text',
    },
    {
      lines: [one, dreamt, chain({ seq: 2, hash: sha256(dreamt) }, 'three').texts[0] ?? ''],
      is: 'unknown',
      index: 1,
      reason: 'a type of a newer tool',
    },
    {
      lines: [one, two.replace('progress', 'toString')],
      is: 'unknown',
      index: 1,
      reason: 'a type JavaScript knows',
    },
  ])('is $is at $index when $reason', ({ lines, is, index }) => {
    const { links, broken } = readChain(lines, start, sha256);
    expect(broken).toMatchObject({ is, index });
    expect(links.length).toBeLessThanOrEqual(index + 1);
  });

  it('is altered at its first line when the plan has other bytes', () => {
    expect(readChain(texts, chainStart('the plan ', sha256), sha256).broken).toMatchObject({ is: 'altered', index: 0 });
  });
});

describe('joining the epochs of a journal', () => {
  const first = chain(start, 'a', 'b', 'c');
  const fromB = chain(first.ends[2]!, 'd', 'e');
  const epochs = (...all: readonly (readonly string[])[]): readonly EpochText[] =>
    all.map((each, at) => ({ epoch: at + 1, texts: each }));
  const shape = (...all: readonly (readonly string[])[]) => {
    const joined = joinEpochs(epochs(...all), start, sha256);
    if (!joined.ok) return `${joined.epoch}:${joined.broken.index} ${joined.broken.is}`;
    const word = (line: object) => ('says' in line ? line.says : '?');
    const { lines, late } = joined.journal;
    return [
      lines.map(word).join(''),
      late.map(({ line, epoch, after }) => `${String(word(line))}${epoch}/${after}`).join(''),
    ];
  };

  it.each([
    { all: [first.texts], want: ['abc', ''], reason: 'there is one' },
    {
      all: [first.texts, chain(first.ends[3]!, 'd').texts],
      want: ['abcd', ''],
      reason: 'the second goes on at the end',
    },
    { all: [first.texts, fromB.texts], want: ['abde', 'c1/2'], reason: 'a former holder wrote on' },
    { all: [first.texts, [], fromB.texts], want: ['abde', 'c1/2'], reason: 'a holder died before its first line' },
    { all: [first.texts, chain(start, 'x').texts], want: ['x', 'a1/0b1/0c1/0'], reason: 'the second found no line' },
    {
      all: [first.texts, chain(first.ends[3]!, 'd', 'e').texts.slice(1)],
      want: '2:0 missing',
      reason: 'the first line of the second is missing',
    },
    { all: [first.texts.slice(0, 1), fromB.texts], want: '2:0 missing', reason: 'the first was cut short' },
    { all: [[first.texts[0]!, 'x'], fromB.texts], want: '1:1 unparsable', reason: 'a late line is garbage' },
    {
      all: [first.texts, [fromB.texts[0]!.replace('d', 'D'), fromB.texts[1]!]],
      want: '2:0 altered',
      reason: 'its start was altered',
    },
  ])('gives $want when $reason', ({ all, want }) => {
    expect(shape(...all)).toEqual(want);
  });

  it('names the end to go on from, without late lines', () => {
    const joined = joinEpochs(epochs(first.texts, fromB.texts), start, sha256);
    expect(joined.ok && joined.journal.end).toEqual(fromB.ends[2]);
  });
});
